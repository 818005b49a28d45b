// What a query asks for: its words, forms of terms and names, each with the keys of the index that stand for it.

import { isMessage, ownNames, withoutVariable } from "./search-messages.js";
import { isConcept } from "./search-synonyms.js";
import { isNear, words } from "./search-tokenizer.js";

/** @import { Wanted, Word } from "../../../types/search" */
/** @import { Synonyms } from "./search-synonyms.js" */

// What each part of a query counts, where a word counts 1.
const CONCEPT = 1.5; // a term of several words
const CONCEPT_WORD = 0.25; // one of these words, beside the term
const EMPTY_WORD = 0.05; // a word that says nothing
const OWN_NAME = 0.2; // a name of the reader's own in a message, or a number
const NAME_PART = 0.7; // a part of a name that stands nowhere, of what the name counts
const JOINED = 0.8; // two words as the one name that they make
/** What is looked for decides only if it counts more. */
export const TELLING = 0.1;

// How well a key stands for a word, where the word's own does so by 1.
const SYNONYM = 0.9; // the word's term in the glossary
const BEGUN = 0.5; // a key that the word begins, times the part of the key that the word is
const BEGUN_BY_LAST = 0.8; // the same for the last word while it is being typed,
const BEGUN_BY_LAST_LEAST = 0.35; // but never less than this
const BEGUN_BY_STEM = 0.4; // a key that only the stem of that word begins
const HELD = 0.4; // a Korean key that holds the word
const NEAR = 0.5; // a key with one letter of difference

// Letters that a word needs to be looked for as …
const BEGINNING = 4; // the beginning of another,
const INSIDE = 4; // what another holds,
const MISSPELT = { korean: 5, other: 4 }; // another with one letter of difference

/** Words that say nothing of what is looked for, unless there is nothing else. */
export const EMPTY = new Set(
  words(
    "how to do does the a an of in is are my i it on for and or with what why when not can be by from at this that as " +
      "방법 어떻게 하는 하나요 왜 뭐 무엇 수 것 때 경우 대해 대한 그 이 안 못 좀 있는 없는 있나요 있다 sqlalchemy python 파이썬 orm",
  ).map((word) => word.key),
);

export class QueryParser {
  /**
   * @param {Iterable<string>} keys those of the index
   * @param {Synonyms} synonyms
   */
  constructor(keys, synonyms) {
    this.keys = new Set(keys);
    this.synonyms = synonyms;
    /** Words alone, in order. */
    this.vocabulary = [...new Set([...this.keys, ...synonyms.words])].filter((key) => !isConcept(key)).sort();
    /** backpopulates → back_populates @type {Map<string, string>} */
    this.joined = new Map();
    for (const key of this.vocabulary)
      if (/[a-z][_-]/.test(key)) this.joined.set(words(key.replace(/[_-]/g, ""))[0].key, key);
  }

  /**
   * What `query` looks for. `text`: the query without what varies in a message.
   * @param {string} query
   */
  parse(query) {
    const text = withoutVariable(query);
    const owned = isMessage(query) ? ownNames(text) : new Set();
    const isOpen = /[\p{L}\p{N}_]$/u.test(query); // its last word is still being typed
    const found = this.#divided(words(text), isOpen);
    /** @type {Wanted[]} */
    const wanted = [];
    /** @type {(keys: Map<string, number>, weight: number, count: number) => void} */
    const enter = (keys, weight, count) => {
      if (keys.size) wanted.push({ keys, weight, count });
    };
    for (let at = 0; at < found.length; ) {
      const word = found[at];
      const isLast = isOpen && at === found.length - 1;
      const term = this.synonyms.at(found, at).find(({ keys, concept }) => keys.length > 1 && this.keys.has(concept));
      if (term) {
        const span = found.slice(at, at + term.keys.length);
        enter(new Map([[term.concept, 1]]), CONCEPT, span.length);
        for (const part of span) enter(this.#expand(part, false), CONCEPT_WORD, 0);
        at += span.length;
        continue;
      }
      const isEmpty = EMPTY.has(word.key) && !(isLast && found.length === 1);
      const isOwn = owned.has(word.key) || /^\d+$/.test(word.key);
      const weight = isEmpty ? EMPTY_WORD : isOwn ? OWN_NAME : 1;
      // a name that stands nowhere, or two words that make one: looked for by its parts, and as one
      if (!this.keys.has(word.key))
        for (const part of word.parts)
          enter(this.#expand({ ...word, key: part, whole: part, parts: [] }, false), weight * NAME_PART, 1);
      enter(this.#expand(word, isLast), weight, 1);
      const next = found[at + 1];
      if (next && !word.korean && !next.korean)
        for (const joint of ["_", "", "-"]) {
          const joined = words(`${word.text}${joint}${next.text}`)[0]?.key;
          if (this.keys.has(joined)) enter(new Map([[joined, 1]]), JOINED, 0);
        }
      at += 1;
    }
    if (wanted.every(({ weight }) => weight < TELLING)) for (const one of wanted) one.weight = 1;
    return { wanted, text };
  }

  /**
   * The words, with those that stand nowhere divided into several that do, where that is possible.
   * @param {Word[]} found
   * @param {boolean} isOpen
   */
  #divided(found, isOpen) {
    return found.flatMap((word, at) => {
      if (!word.korean || this.#knows(word.key) || this.#beginning(word.key).length) return [word];
      return this.#divide(word.text, isOpen && at === found.length - 1) ?? [word];
    });
  }

  /**
   * A Korean word that stands nowhere, as several that do: 복합외래키 is 복합 and 외래키. Null if it cannot be divided.
   * @param {string} text
   * @param {boolean} isLast
   */
  #divide(text, isLast) {
    /** The shortest division of what is before each place. @type {(Word[] | null)[]} */
    const best = Array(text.length + 1).fill(null);
    best[0] = [];
    for (let end = 1; end <= text.length; end += 1) {
      for (let start = 0; start < end; start += 1) {
        const [before, known] = [best[start], best[end]];
        if (!before || (known && known.length <= before.length + 1)) continue;
        const piece = text.slice(start, end);
        const [word] = words(piece);
        if (!word?.korean) continue;
        const isTail = start > 0 && end === text.length;
        const stands = this.#knows(word.key) || (isLast && isTail && this.#beginning(word.whole).length > 0);
        if (stands && (piece.length > 1 || word.whole.length > 2 || isTail))
          best[end] = [...before, { ...word, start: 0, end: 0 }];
      }
    }
    const whole = best[text.length];
    return whole && whole.length > 1 ? whole : null;
  }

  /**
   * The keys that stand for a word of the query, each with how well.
   * @param {Word} word
   * @param {boolean} isLast
   */
  #expand(word, isLast) {
    /** @type {Map<string, number>} */
    const found = new Map();
    /** @type {(key: string, weight: number) => void} */
    const set = (key, weight) => {
      if (this.keys.has(key)) found.set(key, Math.max(found.get(key) ?? 0, weight));
    };
    /** @type {(key: string, weight: number) => void} */
    const give = (key, weight) => {
      set(key, weight);
      for (const { concept } of this.synonyms.of(key)) set(concept, SYNONYM * weight);
    };
    give(word.key, 1);
    const joined = this.joined.get(word.key);
    if (joined) give(joined, 1);
    const prefix = isLast ? word.whole : word.key;
    if (isLast || word.key.length >= BEGINNING) {
      for (const key of this.#beginning(prefix)) {
        const share = prefix.length / key.length;
        give(key, isLast ? Math.max(BEGUN_BY_LAST_LEAST, BEGUN_BY_LAST * share) : BEGUN * share);
      }
    }
    if (isLast && !found.size) for (const key of this.#beginning(word.key)) give(key, BEGUN_BY_STEM);
    if (word.korean && word.key.length >= INSIDE && !found.size)
      for (const key of this.vocabulary) if (key.includes(word.key)) give(key, HELD);
    if (!found.size && word.key.length >= (word.korean ? MISSPELT.korean : MISSPELT.other))
      for (const key of this.vocabulary) if (isNear(word.key, key)) give(key, NEAR);
    return found;
  }

  /**
   * The keys of the vocabulary that begin with `prefix`.
   * @param {string} prefix
   */
  #beginning(prefix) {
    let [low, high] = [0, this.vocabulary.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.vocabulary[middle] < prefix) low = middle + 1;
      else high = middle;
    }
    const found = [];
    while (low < this.vocabulary.length && this.vocabulary[low].startsWith(prefix)) found.push(this.vocabulary[low++]);
    return found;
  }

  /** @param {string} key */
  #knows(key) {
    return this.keys.has(key) || this.joined.has(key) || this.synonyms.of(key).length > 0;
  }
}
