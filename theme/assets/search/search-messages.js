// Error messages: what varies in one that was pasted, and which sections are about it.

import { words } from "./search-tokenizer.js";

/** @import { Fitting, KnownMessage } from "../../../types/search" */

const VERBATIM = 2; // the fit of a message that stands in the text; else, it is the share of its words, squared
const LONG = 20; // words of a message that earn the whole bonus for its length, which is 1
const ENOUGH = 0.75; // of a message's words have to stand in the text
const FEWEST = 3; // words that a message needs to be recognised by
const BEHIND = 0.8; // what fits this much less than the best is left out

/**
 * What varies in a pasted message: the driver's prefix, statement, parameters, addresses, places in files.
 * @type {[RegExp, string][]}
 */
const VARIABLE = [
  [/\(Background on this (?:error|warning) at:?[^)]*\)?/gi, " "],
  [/\[SQL:[\s\S]*?(?:\](?=\s*(?:\[parameters|\(Background|$))|$)/g, " "],
  [/\[parameters:[\s\S]*?(?:\](?=\s*(?:\(Background|$))|$)/g, " "],
  [/\bhttps?:\/\/\S+/g, " "],
  [/\((?:[a-z_][\w]*\.)+(\w+)\)/g, " $1 "], // (sqlite3.IntegrityError)
  [/\b(?:[a-z_]\w*\.)+(\w+(?:Error|Warning|Exception)\b)/g, "$1"], // sqlalchemy.exc.IntegrityError
  [/\bat 0x[0-9a-f]+/gi, " "],
  [/\bDETAIL:.*$/s, " "],
];
const MESSAGE =
  /\w(?:Error|Warning|Exception)\b|constraint failed|violates|cannot be null|expected to (?:update|delete)|failed to locate|could not|will copy column/i;
const RAISED = /\b(?:\w+\.)*\w+(?:Error|Warning|Exception)\b/g; // the last of a traceback is what is looked for
/** Names of the reader's own in a message: what is quoted, table.column, numbers, placeholders. */
const OWN = /'[^']*'|"[^"]*"|`[^`]*`|<[^>]*>|\w+(?:\.\w+)+|%\(?\w*\)?s?|\b\d[\d.]*\b/g;

/**
 * Whether a query has more than two words, as a message has.
 * @param {string} query
 */
export const isLong = (query) => query.trim().split(/\s+/).length > 2;

/**
 * Whether a query looks like an error message.
 * @param {string} query
 */
export const isMessage = (query) => MESSAGE.test(query) && isLong(query);

/**
 * A query without what varies in a message; of a traceback, its end.
 * @param {string} query
 */
export function withoutVariable(query) {
  let text = query.normalize("NFC");
  if (/Traceback \(most recent/.test(text)) text = text.slice([...text.matchAll(RAISED)].at(-1)?.index ?? 0);
  for (const [pattern, replacement] of VARIABLE) text = text.replace(pattern, replacement);
  return text;
}

/**
 * The keys of the reader's own names in a message.
 * @param {string} text
 */
export const ownNames = (text) => new Set(words((text.match(OWN) ?? []).join(" ")).map((word) => word.key));

export class Messages {
  /** @type {KnownMessage[]} */
  #all = [];

  /**
   * Adds a message that a section is about; "…" stands for anything.
   * @param {string} message
   * @param {number} page
   * @param {number} section
   */
  add(message, page, section) {
    const [, type = null, rest = ""] = /^(?:(\w+(?:Error|Warning)): )?(.*)$/s.exec(message) ?? [];
    const bare = rest.replace(OWN, " ");
    const keys = [...new Set(words(bare).map((word) => word.key))];
    const parts = rest.split("…").map((part) => part.trim());
    this.#all.push({ parts: parts.filter(Boolean), type, keys, page, section });
  }

  /**
   * The sections that are about a message in `text`.
   * @param {string} text
   */
  about(text) {
    const there = new Set(words(text).map((word) => word.key));
    const flat = text.replace(/\s+/g, " ");
    /** @type {Fitting[]} */
    const found = [];
    for (const { parts, type, keys, page, section } of this.#all) {
      if (type && /(?:Error|Warning)\b/.test(flat) && !flat.includes(type)) continue;
      let from = 0;
      const stands = parts.every((part) => {
        const at = flat.indexOf(part, from);
        from = at + part.length;
        return at >= 0;
      });
      const share = keys.length ? keys.filter((key) => there.has(key)).length / keys.length : 0;
      const length = Math.min(1, keys.length / LONG);
      if (stands) found.push({ page, section, fit: VERBATIM + length });
      else if (keys.length >= FEWEST && share >= ENOUGH) found.push({ page, section, fit: share ** 2 + length });
    }
    const best = Math.max(0, ...found.map(({ fit }) => fit));
    return found.filter(({ fit }) => fit > best - BEHIND);
  }
}
