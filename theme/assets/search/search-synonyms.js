// The terms of the glossary: whatever form of a term stands in a page or a query, it is the same concept.

import { words } from "./search-tokenizer.js";

/** @import { Form, Word } from "../../../types/search" */

const CONCEPT = "\u0001"; // begins the key of a term, and of no word
/** @type {Form[]} */
const NONE = [];

/**
 * Whether a key stands for a term of the glossary rather than for a word.
 * @param {string} key
 */
export const isConcept = (key) => key[0] === CONCEPT;

export class Synonyms {
  /** The forms by the key of their first word, the longest first. @type {Map<string, Form[]>} */
  #byFirst = new Map();

  /** @param {string[][]} terms the forms of each, as the glossary has them */
  constructor(terms) {
    terms.forEach((forms, number) => {
      for (const form of forms) for (const spelt of spellings(form)) this.#add(spelt, CONCEPT + number);
    });
    for (const forms of this.#byFirst.values()) forms.sort((a, b) => b.keys.length - a.keys.length);
  }

  /**
   * @param {string} form
   * @param {string} concept
   */
  #add(form, concept) {
    const keys = words(form).map((word) => word.key);
    if (!keys.length) return;
    const known = this.#byFirst.get(keys[0]) ?? [];
    this.#byFirst.set(keys[0], known);
    if (!known.some((other) => other.keys.join(" ") === keys.join(" "))) known.push({ keys, concept });
  }

  /**
   * The forms that begin at the word `at` of a text, the longest first.
   * @param {Word[]} found the words of the text
   * @param {number} at
   */
  at(found, at) {
    const forms = this.#byFirst.get(found[at].key);
    return forms ? forms.filter(({ keys }) => keys.every((key, offset) => found[at + offset]?.key === key)) : NONE;
  }

  /**
   * The forms that are one word, the one with this key.
   * @param {string} key
   */
  of(key) {
    return this.#byFirst.get(key)?.filter(({ keys }) => keys.length === 1) ?? NONE;
  }

  /** The keys of the words that are a form by themselves. */
  get words() {
    return [...this.#byFirst.keys()].filter((key) => this.of(key).length > 0);
  }
}

/**
 * The ways to write a form: Korean with and without spaces, English with spaces and with hyphens.
 * @param {string} form
 */
function* spellings(form) {
  yield form;
  if (/\s/.test(form) && /[가-힣]/.test(form)) yield form.replace(/\s/g, "");
  if (/-/.test(form)) yield form.replace(/-/g, " ");
  else if (/^[a-z]+( [a-z]+)+$/i.test(form)) yield form.replace(/ /g, "-");
}
