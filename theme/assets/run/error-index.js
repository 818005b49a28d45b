// Which of our pages is about an error message. The list is made from the pages' headings when the site is built,
// and loaded after an error.

import { language } from "../i18n/words.js";
import { fromRoot } from "../shell/dom.js";

/** @import { RaisedError } from "../../../types/runtime" */

/**
 * An entry of error-index.json: a message, and where on the site it is dealt with.
 * @typedef {{ message: string, place: string, title: Record<string, string> }} Entry
 */

const ENOUGH = 0.75; // of a heading's words
const FEWEST = 3; // words that a heading needs to be recognised by
const LONGEST = 5_000; // characters of a message that are looked at

/** @type {Promise<Entry[]> | null} */
let list = null;

/**
 * The words of a message without the names that it holds: what is quoted, and table.column.
 * @param {string} text
 */
function wordsOf(text) {
  const bare = text
    .replace(/'[^']*'|"[^"]*"|\[[^\]]*\]/g, " ")
    .replace(/[\w.]+/g, (word) => (/\w\.\w/.test(word) ? " " : word));
  return bare.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
}

/**
 * Whether all parts of `pattern` stand in `message`, in order; "…" divides them.
 * @param {string} message
 * @param {string} pattern
 */
function holds(message, pattern) {
  let from = 0;
  return pattern.split("…").every((part) => {
    const at = message.indexOf(part.trim(), from);
    from = at + part.trim().length;
    return at >= 0;
  });
}

/**
 * How well an entry fits: 2 where it stands in the message, else the part of its words that do; 0 for another type.
 * Those without a type are of the first page's table, which was chosen by hand: they go before.
 * @param {string} pattern
 * @param {string} type
 * @param {string} message
 * @param {Set<string>} there Its words.
 */
function fit(pattern, type, message, there) {
  const [, theirs, rest] = /^(\w+(?:Error|Warning)): (.*)$/.exec(pattern) ?? [null, null, pattern];
  if (theirs && theirs !== type) return 0;
  if (holds(message, rest)) return theirs ? 2 : 3;
  if (!theirs) return 0;
  const wanted = wordsOf(rest);
  return wanted.length < FEWEST ? 0 : wanted.filter((word) => there.has(word)).length / wanted.length;
}

/**
 * {href, title} of the place on our site about an error, or null.
 * @param {RaisedError} error
 */
export async function ourPage({ type, message }) {
  try {
    list ??= fetch(fromRoot("assets/error-index.json")).then((answer) => (answer.ok ? answer.json() : []));
    const beginning = message.slice(0, LONGEST);
    const there = new Set(wordsOf(beginning));
    let best = ENOUGH;
    /** @type {Entry | null} */
    let found = null;
    for (const entry of await list) {
      const like = fit(entry.message, type, beginning, there) + entry.message.length / 10_000; // of equal ones, the longest
      if (like > best) [best, found] = [like, entry];
    }
    return found && { href: fromRoot(`${language}/${found.place}`).href, title: found.title[language] };
  } catch {
    list = null; // the message itself stands there already
    return null;
  }
}
