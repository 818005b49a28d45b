// Finds the pages for a query: BM25 over pages with weighted fields, then over the sections of each page found. No library does
// the three things that decide here: Korean compared by letters, synonyms of several words, and error messages with names of
// the reader's own.

import { isLong, Messages } from "./search-messages.js";
import { EMPTY, QueryParser, TELLING } from "./search-query.js";
import { marked, snippet } from "./search-snippet.js";
import { Synonyms } from "./search-synonyms.js";
import { words } from "./search-tokenizer.js";

/** @import { Counted, CountedFields, Field, FoundPage, Index, Page, Section, Terms, Wanted } from "../../../types/search" */

// What a word counts where it stands, once its field's length is accounted for.
const WEIGHTS = { title: 9, keywords: 7, heading: 4, description: 3, asked: 3, text: 1, code: 0.4 };
const REPEATED = 1.5; // how soon more of the same word in a field adds little
const SATURATION = 12; // the same for the fields together
const LENGTH = 0.6; // how much a longer field counts less
const PART = 0.6; // a part of a name, beside the name itself

// What the names of a page count: a query that is one of them means this page.
const NAMES = { title: 1, keyword: 1, firstHeading: 0.8, heading: 0.6, asked: 0.6 };
const NAMED = 1.2; // how much of its score a page gains if the query is one of its names
const MET = 0.6; // how well a key has to stand for a word of the query for the word to be in a name

const EXACT = 0.5; // how well a key has to stand for a word to make the word as common as the key is
const ANY = 0.3; // the part of its score that a page keeps, however little of the query stands there,
const ALL = 0.7; // and the part that depends on how much does
const BEST_SECTION = 0.25; // what the best section adds to its page's score, of the best page's
const LEAST = 0.001; // what the best section's score is taken for where no section has one

const PAGES = 12; // shown at most
const SECTIONS = 4; // of a page
const WORTH_A_PAGE = 0.15; // of the best page's score: what has less is left out
const WORTH_A_SECTION = 0.35; // of the score of the page's best section

/** @type {<Key>(map: Map<Key, number>, key: Key, value: number) => void} */
const add = (map, key, value) => map.set(key, (map.get(key) ?? 0) + value);
/** Of [number, score] pairs: the best first. @type {(one: [number, number], other: [number, number]) => number} */
const byScore = (one, other) => other[1] - one[1] || one[0] - other[0];

/** Prepared from the index's data once; `search(query)` then takes a few milliseconds. */
export class Engine {
  /** @param {Index} index */
  constructor({ pages, synonyms }) {
    this.synonyms = new Synonyms(synonyms);
    this.messages = new Messages();
    /** @type {Section[]} */
    this.sections = [];
    /** @type {CountedFields[]} */
    const ofPages = [];
    /** @type {CountedFields[]} */
    const ofSections = [];
    /** @type {Page[]} */
    this.pages = pages.map(([address, title, keywords, description, sections], number) => {
      const phrases = keywords.split(/,\s*/);
      const whole = this.#count({ title: [title], keywords: phrases, description: [description] });
      /** @type {[name: string, weight: number][]} */
      const names = [[title, NAMES.title]];
      for (const phrase of phrases) names.push([phrase, NAMES.keyword]);
      const first = this.sections.length;
      sections.forEach(([id, heading, text, code, asked, messages], place) => {
        const questions = asked ? asked.split("\n") : [];
        names.push([heading, place === 0 ? NAMES.firstHeading : NAMES.heading]);
        for (const question of questions) names.push([question, NAMES.asked]);
        const counted = this.#count({ heading: [heading], asked: questions, text: [text], code: [code] });
        ofSections.push(counted);
        for (const [field, { counts, length }] of fieldsOf(counted)) {
          whole[field] ??= { counts: new Map(), length: 0 };
          whole[field].length += length;
          for (const [key, count] of counts) add(whole[field].counts, key, count);
        }
        for (const message of messages) this.messages.add(message, number, this.sections.length);
        this.sections.push({ page: number, id, heading, text });
      });
      ofPages.push(whole);
      const known = names.map(([name, weight]) => ({ keys: this.#nameKeys(name), weight }));
      const lead = sections[0];
      return { address, title, description, lead, first, names: known.filter(({ keys }) => keys.length) };
    });
    this.pageTerms = weigh(ofPages);
    this.sectionTerms = weigh(ofSections);
    this.parser = new QueryParser(this.pageTerms.keys(), this.synonyms);
  }

  /** @param {Partial<Record<Field, string[]>>} fields */
  #count(fields) {
    /** @type {CountedFields} */
    const counted = {};
    for (const [field, texts] of /** @type {[Field, string[]][]} */ (Object.entries(fields))) {
      const counts = new Map();
      let length = 0;
      for (const text of texts) {
        const found = words(text);
        length += found.length;
        found.forEach((word, at) => {
          add(counts, word.key, 1);
          for (const part of word.parts) add(counts, part, PART);
          for (const { concept } of this.synonyms.at(found, at)) add(counts, concept, 1);
        });
      }
      counted[field] = { counts, length };
    }
    return counted;
  }

  /** @param {string} name */
  #nameKeys(name) {
    const found = words(name);
    const keys = new Set();
    for (let at = 0; at < found.length; ) {
      const [term] = this.synonyms.at(found, at);
      keys.add(term ? term.concept : found[at].key);
      at += term ? term.keys.length : 1;
    }
    return [...keys].filter((key) => !EMPTY.has(key));
  }

  /**
   * The scores of the pages or sections that `terms` are of, by their numbers; there are `total` of them.
   * @param {Wanted[]} wanted
   * @param {Terms} terms
   * @param {number} total
   */
  #score(wanted, terms, total) {
    /** @type {Map<number, number>} */
    const scores = new Map();
    /** @type {Map<number, number>} */
    const reached = new Map();
    let whole = 0;
    for (const { keys, weight } of wanted) {
      /** @type {Map<number, number>} */
      const counts = new Map();
      const exact = new Set();
      for (const [key, part] of keys)
        for (const [number, count] of terms.get(key) ?? []) {
          counts.set(number, Math.max(counts.get(number) ?? 0, part * count));
          if (part >= EXACT) exact.add(number);
        }
      const frequency = exact.size || counts.size;
      if (!frequency) continue;
      const rarity = Math.log(1 + total / frequency);
      whole += weight * rarity;
      for (const [number, count] of counts) {
        add(scores, number, (weight * rarity * count) / (SATURATION + count));
        add(reached, number, weight * rarity * Math.min(1, count));
      }
    }
    for (const [number, score] of scores) {
      const share = Math.min(1, (reached.get(number) ?? 0) / whole);
      scores.set(number, score * (ANY + ALL * share ** 2));
    }
    return scores;
  }

  /**
   * How much of the query is a name of the page, and of the name the query: from 0 to 1.
   * @param {Page} page
   * @param {Wanted[]} asked
   */
  #named(page, asked) {
    let best = 0;
    for (const { keys, weight } of page.names) {
      const common = keys.filter((key) => asked.some((one) => (one.keys.get(key) ?? 0) >= MET)).length;
      const met = asked.filter((one) => keys.some((key) => (one.keys.get(key) ?? 0) >= MET)).length;
      best = Math.max(best, weight * (common / keys.length) * (met / asked.length) ** 2);
    }
    return best;
  }

  /**
   * The pages found, the best first.
   * @param {string} query
   * @returns {FoundPage[]}
   */
  search(query) {
    const { wanted, text } = this.parser.parse(query);
    if (!wanted.length) return [];
    const scores = this.#score(wanted, this.pageTerms, this.pages.length);
    const sections = this.#score(wanted, this.sectionTerms, this.sections.length);

    const asked = wanted.filter(({ count, weight }) => count && weight > TELLING);
    for (const [number, score] of scores)
      scores.set(number, score * (1 + NAMED * this.#named(this.pages[number], asked)));
    /** Of each page that was found. @type {Map<number, number>} */
    const bestSections = new Map();
    for (const [number, score] of sections) {
      const { page } = this.sections[number];
      if (scores.has(page)) bestSections.set(page, Math.max(bestSections.get(page) ?? 0, score));
    }
    const [top, topSection] = [Math.max(...scores.values()), Math.max(LEAST, ...sections.values())];
    for (const [number, score] of scores)
      scores.set(number, score + BEST_SECTION * top * ((bestSections.get(number) ?? 0) / topSection));
    const told = new Set();
    if (isLong(query)) {
      for (const { page, section, fit } of this.messages.about(text)) {
        add(scores, page, top * fit);
        add(sections, section, topSection * (1 + fit));
        told.add(section);
      }
    }

    const telling = wanted.filter(({ weight }) => weight > TELLING);
    const marks = new Set((telling.length ? telling : wanted).flatMap(({ keys }) => [...keys.keys()]));
    /** @type {Map<number, [number: number, score: number][]>} */
    const bySection = new Map();
    for (const [number, score] of sections) {
      const { page } = this.sections[number];
      const known = bySection.get(page) ?? [];
      bySection.set(page, known);
      known.push([number, score]);
    }
    return [...scores]
      .sort(byScore)
      .slice(0, PAGES)
      .filter(([, score], _place, all) => score > WORTH_A_PAGE * all[0][1])
      .map(([number]) => {
        const { address, title, description, lead, first } = this.pages[number];
        const ranked = (bySection.get(number) ?? []).sort(byScore);
        const shown = ranked.filter(([, score]) => score > WORTH_A_SECTION * ranked[0][1]).slice(0, SECTIONS);
        return {
          address,
          isDirect: ranked.length > 0 && told.has(ranked[0][0]) && ranked[0][0] !== first,
          title: marked(title, marks, this.synonyms),
          snippet: snippet(lead?.[2] || description, marks, this.synonyms),
          sections: shown
            .map(([section]) => ({ ...this.sections[section], isFirst: section === first }))
            .filter(({ id, isFirst }) => id && !isFirst)
            .map(({ id, heading, text }) => ({
              id,
              heading: marked(heading, marks, this.synonyms),
              snippet: snippet(text, marks, this.synonyms),
            })),
        };
      });
  }
}

/** @param {CountedFields} counted */
const fieldsOf = (counted) => /** @type {[Field, Counted][]} */ (Object.entries(counted));

/**
 * The terms of what was counted in pages or in sections.
 * @param {CountedFields[]} counted
 */
function weigh(counted) {
  /** The mean length of each field. @type {Partial<Record<Field, number>>} */
  const mean = {};
  for (const fields of counted)
    for (const [field, { length }] of fieldsOf(fields)) mean[field] = (mean[field] ?? 0) + length / counted.length;
  /** @type {Terms} */
  const terms = new Map();
  counted.forEach((fields, number) => {
    /** @type {Map<string, number>} */
    const all = new Map();
    for (const [field, { counts, length }] of fieldsOf(fields)) {
      const usual = REPEATED * (1 - LENGTH + (LENGTH * length) / (mean[field] || 1));
      for (const [key, count] of counts) add(all, key, (WEIGHTS[field] * count * (1 + REPEATED)) / (count + usual));
    }
    for (const [key, count] of all) {
      const places = terms.get(key) ?? [];
      terms.set(key, places);
      places.push([number, count]);
    }
  });
  return terms;
}
