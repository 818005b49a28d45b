// The words of scripts, in the page's language. The build makes a module of each catalogue, livedocs/i18n/<code>.json;
// a page loads the one of its own language, when a feature that has words is about to be used.

export const language = document.documentElement.lang;

export let run = null;
export let search = null;
export let offline = null;
export let explorer = null;
/** What readers call each database: {postgresql: "PostgreSQL"}. */
export let databases = null;

let loading = null;

/** Loads the words. Until it resolves there are none. */
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

/** `text` with each {name} replaced by what `values` has for it. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
