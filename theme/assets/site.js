import { startBars, supported } from "./bars.js";
import { startCopy } from "./copy.js";
import { startContents, startScheme, startScrolling } from "./frame.js";
import { startCopyPage } from "./copy-page.js";
import { startLanguages } from "./languages.js";
import { startOffline } from "./offline.js";
import { startResults } from "./results.js";
import { startSearch } from "./search.js";

startScheme();
startCopyPage();
startLanguages();
startContents();
startScrolling();
startCopy();
startOffline();
startResults();
startSearch();

const explorer = document.querySelector(".explorer");
if (explorer) import("./explorer.js").then(({ startExplorer }) => startExplorer(explorer, supported()));
if (document.querySelector(".live-bar")) startBars();
