// Loads the index and searches in it, beside the page: typing never waits for it.

import { Engine } from "./search-engine.js";

const LONGEST = 4_000; // characters of a query that are looked at: of a pasted traceback, the last ones

let engine = null;

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return new Engine(await answer.json());
}

self.addEventListener("message", async ({ data: { id, address, query } }) => {
  try {
    engine ??= load(address);
    const found = (await engine).search(query.slice(-LONGEST));
    self.postMessage({ id, found });
  } catch (error) {
    engine = null; // the next query tries again
    self.postMessage({ id, error: String(error) });
  }
});
