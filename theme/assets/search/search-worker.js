// Loads the index and searches in it, beside the page: typing never waits for it.

import { Engine } from "./search-engine.js";

/** @import { Answer, Question } from "../../../types/search" */

const LONGEST = 4_000; // characters of a query that are looked at: of a pasted traceback, the last ones

/** @type {Promise<Engine> | null} */
let engine = null;

/** @param {string} address */
async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return new Engine(await answer.json());
}

/**
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
async function answer({ id, address, query }) {
  try {
    engine ??= load(address);
    return { id, found: (await engine).search(query.slice(-LONGEST)) };
  } catch (error) {
    engine = null; // the next query tries again
    return { id, error: String(error) };
  }
}

addEventListener("message", async ({ data }) => postMessage(await answer(data)));
