// The words of scripts, in the page's language. The build makes a module of each catalogue, livedocs/i18n/<code>.json;
// a page loads the one of its own language, when a feature that has words is about to be used.

/** @import { Catalogue } from "../../../types/catalogue" */

export const language = document.documentElement.lang;

/** @type {Catalogue["run"]} */
export let run;
/** @type {Catalogue["search"]} */
export let search;
/** @type {Catalogue["offline"]} */
export let offline;
/** @type {Catalogue["explorer"]} */
export let explorer;
/**
 * What readers call each database: {postgresql: "PostgreSQL"}.
 * @type {Record<string, string>}
 */
export let databases;

/** @type {Promise<void> | null} */
let loading = null;

/** Loads the words. Until it resolves, they are undefined. */
export function loadWords() {
  loading ??= import(`./${language}.js`).then(
    (found) => ({ run, search, offline, explorer, databases } = found),
    (error) => {
      loading = null; // the next attempt may succeed
      throw error;
    },
  );
  return loading;
}

/**
 * `text` with each {name} replaced by what `values` has for it.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** @param {number} bytes */
export const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
