// The scripts of the examples and their modules, as the site publishes them.

import { fromRoot } from "../shell/dom.js";

const loaded = new Map(); // address -> text

/** The text of `path` below examples/. */
export async function published(path) {
  const address = fromRoot(`examples/${path}`).href;
  if (!loaded.has(address)) {
    let answer;
    try {
      answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      loaded.set(address, await answer.text());
    } catch (error) {
      throw Object.assign(error, { reason: "download" });
    }
  }
  return loaded.get(address);
}
