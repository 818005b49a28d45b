// The reader's choices, kept in the browser. Where storage is closed to us, they last for the page only.

/** @type {Map<string, string>} */
const kept = new Map();

/** @param {string} key */
export function recall(key) {
  try {
    return localStorage.getItem(key) ?? kept.get(key) ?? null;
  } catch {
    return kept.get(key) ?? null;
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
export function remember(key, value) {
  kept.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // nothing to do: the choice holds until the page is left
  }
}
