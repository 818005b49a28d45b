// The words of the scripts: what the build publishes of each livedocs/i18n/<code>.json. All have the same keys.

import type en from "../livedocs/i18n/en.json";

export type Catalogue = typeof en;
