// What is shown of what was found: texts with what was looked for marked, cut to size.

import { words } from "./search-tokenizer.js";

/** @import { Marked } from "../../../types/search" */
/** @import { Synonyms } from "./search-synonyms.js" */

const BEFORE = 40; // characters before the first marked one
const SNIPPET = 150; // characters in all
const LONG = 200; // characters of a line that count as much as one more word that was looked for

/**
 * `text` in pieces, each with whether it was looked for.
 * @param {string} text
 * @param {Set<string>} marks the keys that were looked for
 * @param {Synonyms} synonyms
 */
export function marked(text, marks, synonyms) {
  const found = words(text);
  const until = found.map((word) => (marks.has(word.key) || word.parts.some((part) => marks.has(part)) ? word.end : 0));
  for (let at = 0; at < found.length; at += 1) {
    for (const { keys, concept } of synonyms.at(found, at)) {
      if (!marks.has(concept)) continue;
      for (let i = at; i < at + keys.length; i += 1) until[i] = Math.max(until[i], found[i].end);
    }
  }
  /** @type {Marked} */
  const pieces = [];
  let from = 0;
  found.forEach((word, at) => {
    if (!until[at]) return;
    if (word.start > from) pieces.push([text.slice(from, word.start), false]);
    pieces.push([text.slice(word.start, word.end), true]);
    from = word.end;
  });
  if (from < text.length) pieces.push([text.slice(from), false]);
  return pieces;
}

/**
 * The line of `text` with the most of what is looked for, cut to size around it.
 * @param {string} text
 * @param {Set<string>} marks the keys that were looked for
 * @param {Synonyms} synonyms
 */
export function snippet(text, marks, synonyms) {
  let best = -1;
  /** @type {Marked} */
  let found = [];
  for (const line of text.split("\n")) {
    const pieces = marked(line, marks, synonyms);
    const different = new Set(pieces.filter(([, isMarked]) => isMarked).map(([piece]) => piece.toLowerCase()));
    const value = different.size + Math.min(1, line.length / LONG);
    if (value > best) [best, found] = [value, pieces];
  }
  return cut(found);
}

/** @param {Marked} pieces */
function cut(pieces) {
  const first = pieces.findIndex(([, isMarked]) => isMarked);
  const before = pieces
    .slice(0, Math.max(first, 0))
    .map(([piece]) => piece)
    .join("");
  let rest = pieces.slice(Math.max(first, 0));
  if (before.length > BEFORE) {
    const from = before.indexOf(" ", before.length - BEFORE) + 1 || before.length - BEFORE;
    rest = [[`… ${before.slice(from)}`, false], ...rest];
  } else if (before) rest = [[before, false], ...rest];
  /** @type {Marked} */
  const shown = [];
  let left = SNIPPET;
  for (const [piece, isMarked] of rest) {
    if (piece.length > left) {
      const end = piece.lastIndexOf(" ", left);
      shown.push([`${piece.slice(0, end > left / 2 ? end : left)} …`, isMarked]);
      break;
    }
    shown.push([piece, isMarked]);
    left -= piece.length;
  }
  return shown;
}
