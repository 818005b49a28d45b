import { startOffline } from "./offline/offline.js";
import { startResults } from "./run/database-choice.js";
import { startBars, supported } from "./run/run-bar-loader.js";
import { startSearch } from "./search/search.js";
import { startCopy } from "./shell/copy-code.js";
import { startCopyPage } from "./shell/copy-page.js";
import { startLanguages } from "./shell/languages.js";
import { startContents, startScheme, startScrolling } from "./shell/page-shell.js";

startScheme();
startCopyPage();
startLanguages();
startContents();
startScrolling();
startCopy();
startOffline();
startResults();
startSearch();

const explorer = /** @type {HTMLElement | null} */ (document.querySelector(".explorer"));
if (explorer) import("./run/explorer.js").then(({ startExplorer }) => startExplorer(explorer, supported()));
if (document.querySelector(".run-bar")) startBars();
