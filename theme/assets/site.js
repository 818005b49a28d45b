import { startBars, supported } from "./bars.js";
import { startLanguages } from "./languages.js";
import { startResults } from "./results.js";
import { startSearch } from "./search.js";

startLanguages();
startResults();
startSearch();

const explorer = document.querySelector(".explorer");
if (explorer) import("./explorer.js").then(({ startExplorer }) => startExplorer(explorer, supported()));
if (document.querySelector(".live-bar")) startBars();
