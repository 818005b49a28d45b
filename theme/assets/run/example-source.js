// The scripts of the examples, their modules and those of claims, as the site publishes them.

import { fromRoot } from "../shell/dom.js";

/** Address -> text. @type {Map<string, string>} */
const loaded = new Map();

/**
 * The text of the script `path`, such as examples/deleting/default.py. Rejects with an error whose `reason` is
 * "download".
 * @param {string} path
 */
export async function published(path) {
  const address = fromRoot(path).href;
  const known = loaded.get(address);
  if (known !== undefined) return known;
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const text = await answer.text();
    loaded.set(address, text);
    return text;
  } catch (error) {
    throw Object.assign(/** @type {Error} */ (error), { reason: "download" });
  }
}
