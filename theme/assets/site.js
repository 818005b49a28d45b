import { startLanguages } from "./languages.js";
import { startResults } from "./results.js";

startLanguages();
startResults();
