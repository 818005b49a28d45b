// The reader's choices, kept in the browser. Where storage is closed to us, they last for the page only.

const kept = new Map();

export function recall(key) {
  try {
    return localStorage.getItem(key) ?? kept.get(key) ?? null;
  } catch {
    return kept.get(key) ?? null;
  }
}

export function remember(key, value) {
  kept.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // nothing to do: the choice holds until the page is left
  }
}
