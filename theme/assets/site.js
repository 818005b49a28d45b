import { startCopy } from "./copy.js";
import { startContents, startScheme, startScrolling } from "./frame.js";
import { startLanguages } from "./languages.js";
import { startResults } from "./results.js";
import { startSearch } from "./search.js";

startScheme();
startLanguages();
startContents();
startScrolling();
startCopy();
startResults();
startSearch();

/** What runs code in the page, where the site and the browser have it. Nothing large is loaded before a reader wants it. */
async function loadRuntime() {
  try {
    const runtime = await import("./runtime.js");
    return runtime.supported() ? runtime : null;
  } catch (error) {
    console.error(error);
    return null; // the page is complete without
  }
}

const explorer = document.querySelector(".explorer");
const blocks = document.querySelector(".example[data-example], .playground");
const loading = explorer || blocks ? loadRuntime() : null;

if (explorer) {
  const [{ startExplorer }, runtime] = await Promise.all([import("./explorer.js"), loading]);
  startExplorer(explorer, runtime !== null);
}
if (blocks) {
  const runtime = await loading;
  if (runtime) (await import("./live.js")).startLive(runtime);
}
