// Finds the pages for a query: BM25 over pages with weighted fields, then over the sections of each page found. No library does
// the three things that decide here: Korean compared by letters, synonyms of several words, and error messages with names of
// the reader's own.

import { isNear, words } from "./search-tokenizer.js";

// What a word counts where it stands, once its field's length is accounted for.
const WEIGHTS = { title: 9, keywords: 7, heading: 4, description: 3, asked: 3, text: 1, code: 0.4 };
const REPEATED = 1.5; // how soon more of the same word in a field adds little
const SATURATION = 12; // the same for the fields together
const LENGTH = 0.6; // how much a longer field counts less
const PART = 0.6; // a part of a name, beside the name itself
const CONCEPT = "\u0001"; // marks the key of a term of the glossary
const PAGES = 12; // shown at most
const SECTIONS = 4; // of a page

/** Words that say nothing of what is looked for, unless there is nothing else. */
const EMPTY = new Set(
  words(
    "how to do does the a an of in is are my i it on for and or with what why when not can be by from at this that as " +
      "방법 어떻게 하는 하나요 왜 뭐 무엇 수 것 때 경우 대해 대한 그 이 안 못 좀 있는 없는 있나요 있다 sqlalchemy python 파이썬 orm",
  ).map((word) => word.key),
);

/** What varies in a pasted message: the driver's prefix, statement, parameters, addresses, places in files. */
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

const add = (map, key, value) => map.set(key, (map.get(key) ?? 0) + value);
const NONE = [];

/** Prepared from the index's data once; `search(query)` then takes a few milliseconds. */
export class Engine {
  constructor({ pages, synonyms }) {
    this.concepts = this.#readSynonyms(synonyms);
    this.pages = pages.map(([address, title, keywords, description, sections]) => ({
      address,
      title,
      keywords,
      description,
      sections,
    }));
    const ofPages = [];
    const ofSections = [];
    this.sections = [];
    this.messages = [];
    this.pages.forEach((page, number) => {
      const phrases = page.keywords.split(/,\s*/);
      const whole = this.#count({ title: [page.title], keywords: phrases, description: [page.description] });
      page.names = [[page.title, 1], ...phrases.map((phrase) => [phrase, 1])];
      page.first = this.sections.length;
      page.sections.forEach(([id, heading, text, code, asked, messages], place) => {
        const own = { heading: [heading], asked: asked ? asked.split("\n") : [], text: [text], code: [code] };
        page.names.push([heading, place === 0 ? 0.8 : 0.6], ...own.asked.map((line) => [line, 0.6]));
        const counted = this.#count(own);
        ofSections.push(counted);
        for (const [field, { counts, length }] of Object.entries(counted)) {
          whole[field] ??= { counts: new Map(), length: 0 };
          whole[field].length += length;
          for (const [key, count] of counts) add(whole[field].counts, key, count);
        }
        for (const message of messages)
          this.messages.push({ ...signature(message), page: number, section: this.sections.length });
        this.sections.push({ page: number, id, heading, text });
      });
      ofPages.push(whole);
      page.names = page.names
        .map(([name, weight]) => ({ keys: this.#nameKeys(name), weight }))
        .filter((name) => name.keys.length);
    });
    this.pageTerms = weigh(ofPages);
    this.sectionTerms = weigh(ofSections);
    const alone = [...this.concepts]
      .filter(([, forms]) => forms.some(({ keys }) => keys.length === 1))
      .map(([key]) => key);
    this.vocabulary = [...new Set([...this.pageTerms.keys(), ...alone])].filter((key) => key[0] !== CONCEPT).sort();
    this.joined = new Map(); // backpopulates → back_populates
    for (const key of this.vocabulary)
      if (/[a-z][_-]/.test(key)) this.joined.set(words(key.replace(/[_-]/g, ""))[0].key, key);
  }

  /** Terms of the glossary by their first word: Map(key → [{keys, concept}]), the longest first. */
  #readSynonyms(groups) {
    const byFirst = new Map();
    const enter = (keys, concept) => {
      if (!keys.length) return;
      const known = byFirst.get(keys[0]) ?? byFirst.set(keys[0], []).get(keys[0]);
      if (!known.some((form) => form.keys.join(" ") === keys.join(" "))) known.push({ keys, concept });
    };
    groups.forEach((forms, number) => {
      for (const form of forms) {
        const concept = CONCEPT + number;
        enter(
          words(form).map((word) => word.key),
          concept,
        );
        if (/\s/.test(form) && /[가-힣]/.test(form))
          enter(
            words(form.replace(/\s/g, "")).map((word) => word.key),
            concept,
          );
        if (/-/.test(form))
          enter(
            words(form.replace(/-/g, " ")).map((word) => word.key),
            concept,
          );
        else if (/^[a-z]+( [a-z]+)+$/i.test(form))
          enter(
            words(form.replace(/ /g, "-")).map((word) => word.key),
            concept,
          );
      }
    });
    for (const forms of byFirst.values()) forms.sort((a, b) => b.keys.length - a.keys.length);
    return byFirst;
  }

  /** The terms of the glossary that begin at the word `at`, the longest first. */
  #conceptsAt(found, at) {
    const forms = this.concepts.get(found[at].key);
    return forms ? forms.filter(({ keys }) => keys.every((key, offset) => found[at + offset]?.key === key)) : NONE;
  }

  /** {field: {counts: Map(key → occurrences), length}} */
  #count(fields) {
    const counted = {};
    for (const [field, texts] of Object.entries(fields)) {
      const counts = new Map();
      let length = 0;
      for (const text of texts) {
        const found = words(text);
        length += found.length;
        found.forEach((word, at) => {
          add(counts, word.key, 1);
          for (const part of word.parts) add(counts, part, PART);
          for (const { concept } of this.#conceptsAt(found, at)) add(counts, concept, 1);
        });
      }
      counted[field] = { counts, length };
    }
    return counted;
  }

  #nameKeys(name) {
    const found = words(name);
    const keys = new Set();
    for (let at = 0; at < found.length; ) {
      const [concept] = this.#conceptsAt(found, at);
      keys.add(concept ? concept.concept : found[at].key);
      at += concept ? concept.keys.length : 1;
    }
    return [...keys].filter((key) => !EMPTY.has(key));
  }

  /** The keys of the vocabulary that begin with `prefix`. */
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

  #knows(key) {
    return (
      this.pageTerms.has(key) || this.joined.has(key) || this.concepts.get(key)?.some(({ keys }) => keys.length === 1)
    );
  }

  /** A Korean word that stands nowhere, as several that do: 복합외래키 is 복합 and 외래키. None if it cannot be divided. */
  #divide(text, isLast) {
    const best = Array(text.length + 1).fill(null);
    best[0] = [];
    for (let end = 1; end <= text.length; end += 1) {
      for (let start = 0; start < end; start += 1) {
        if (!best[start] || (best[end] && best[end].length <= best[start].length + 1)) continue;
        const piece = text.slice(start, end);
        const [word] = words(piece);
        if (!word?.korean) continue;
        const known =
          this.#knows(word.key) ||
          (isLast && end === text.length && start > 0 && this.#beginning(word.whole).length > 0);
        if (known && (piece.length > 1 || word.whole.length > 2 || (start > 0 && end === text.length)))
          best[end] = [...best[start], { ...word, start: 0, end: 0 }];
      }
    }
    return best.at(-1)?.length > 1 ? best.at(-1) : null;
  }

  /** The keys that stand for a word of the query: Map(key → weight). */
  #expand(word, isLast) {
    const keys = new Map();
    const set = (key, weight) => {
      if (this.pageTerms.has(key)) keys.set(key, Math.max(keys.get(key) ?? 0, weight));
    };
    const give = (key, weight) => {
      set(key, weight);
      for (const { keys: form, concept } of this.concepts.get(key) ?? NONE)
        if (form.length === 1) set(concept, 0.9 * weight);
    };
    give(word.key, 1);
    if (this.joined.has(word.key)) give(this.joined.get(word.key), 1);
    const prefix = isLast ? word.whole : word.key;
    if (isLast || word.key.length > 3) {
      const begun = this.#beginning(prefix);
      for (const key of begun)
        give(key, isLast ? Math.max(0.35, 0.8 * (prefix.length / key.length)) : 0.5 * (prefix.length / key.length));
    }
    if (isLast && !keys.size) for (const key of this.#beginning(word.key)) give(key, 0.4);
    if (word.korean && word.key.length > 3 && keys.size === 0)
      for (const key of this.vocabulary) if (key.includes(word.key)) give(key, 0.4);
    if (!keys.size && word.key.length >= (word.korean ? 5 : 4))
      for (const key of this.vocabulary) if (isNear(word.key, key)) give(key, 0.5);
    return keys;
  }

  /** What is looked for: [{keys: Map(key → weight), weight, own: the words themselves}] */
  #parse(query) {
    const isMessage = MESSAGE.test(query) && query.trim().split(/\s+/).length > 2;
    let text = query.normalize("NFC");
    if (/Traceback \(most recent/.test(text)) text = text.slice([...text.matchAll(RAISED)].at(-1)?.index ?? 0);
    for (const [pattern, replacement] of VARIABLE) text = text.replace(pattern, replacement);
    const owned = isMessage ? new Set(words((text.match(OWN) ?? []).join(" ")).map((word) => word.key)) : new Set();
    const open = /[\p{L}\p{N}_]$/u.test(query);
    let found = words(text);
    found = found.flatMap((word, at) => {
      const isLast = open && at === found.length - 1;
      if (!word.korean || this.#knows(word.key) || this.#beginning(word.key).length) return [word];
      return this.#divide(word.text, isLast) ?? [word];
    });
    const nodes = [];
    const enter = (keys, weight, count, key) => keys.size && nodes.push({ keys, weight, count, key });
    for (let at = 0; at < found.length; ) {
      const word = found[at];
      const isLast = open && at === found.length - 1;
      const concept = this.#conceptsAt(found, at).find(
        ({ keys, concept: key }) => keys.length > 1 && this.pageTerms.has(key),
      );
      if (concept) {
        const span = found.slice(at, at + concept.keys.length);
        enter(new Map([[concept.concept, 1]]), 1.5, span.length, concept.concept);
        for (const part of span) enter(this.#expand(part, false), 0.25, 0, part.key);
        at += span.length;
        continue;
      }
      const weight =
        EMPTY.has(word.key) && !(isLast && found.length === 1)
          ? 0.05
          : owned.has(word.key) || /^\d+$/.test(word.key)
            ? 0.2
            : 1;
      const single = this.concepts.get(word.key)?.find(({ keys }) => keys.length === 1);
      const keys = this.#expand(word, isLast);
      // a name that stands nowhere, or two words that make one: looked for by its parts, and as one
      if (!this.pageTerms.has(word.key))
        for (const part of word.parts)
          enter(this.#expand({ ...word, key: part, whole: part, parts: [] }, false), weight * 0.7, 1, part);
      enter(keys, weight, 1, single?.concept ?? word.key);
      const next = found[at + 1];
      if (next && !word.korean && !next.korean)
        for (const joint of ["_", "", "-"]) {
          const joined = words(`${word.text}${joint}${next.text}`)[0]?.key;
          if (this.pageTerms.has(joined)) enter(new Map([[joined, 1]]), 0.8, 0, joined);
        }
      at += 1;
    }
    if (nodes.length && nodes.every((node) => node.weight < 0.1)) for (const node of nodes) node.weight = 1;
    return { nodes, isMessage, text };
  }

  /** Map(number of page or section → score) */
  #score(nodes, terms, total) {
    const scores = new Map();
    const reached = new Map();
    let whole = 0;
    for (const { keys, weight } of nodes) {
      const counts = new Map();
      const exact = new Set();
      for (const [key, part] of keys)
        for (const [number, count] of terms.get(key) ?? []) {
          counts.set(number, Math.max(counts.get(number) ?? 0, part * count));
          if (part >= 0.5) exact.add(number);
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
    for (const [number, score] of scores)
      scores.set(number, score * (0.3 + 0.7 * Math.min(1, reached.get(number) / whole) ** 2));
    return scores;
  }

  /**
   * The pages found, the best first: [{address, isDirect, title, snippet, sections: [{id, heading, snippet}]}]. Headings, titles
   * and snippets are lists of [text, whether it was looked for]. `isDirect`: the first section is about the message looked for.
   */
  search(query) {
    const { nodes, isMessage, text } = this.#parse(query);
    if (!nodes.length) return [];
    const scores = this.#score(nodes, this.pageTerms, this.pages.length);
    const sections = this.#score(nodes, this.sectionTerms, this.sections.length);

    // A name that is the query, or most of it: a title, a keyword, a heading.
    const asked = nodes.filter((node) => node.count && node.weight > 0.1);
    for (const [number, score] of scores) {
      let best = 0;
      for (const { keys, weight } of this.pages[number].names) {
        const common = keys.filter((key) => asked.some((node) => (node.keys.get(key) ?? 0) >= 0.6)).length;
        const met = asked.filter((node) => keys.some((key) => (node.keys.get(key) ?? 0) >= 0.6)).length;
        best = Math.max(best, weight * (common / keys.length) * (met / asked.length) ** 2);
      }
      scores.set(number, score * (1 + 1.2 * best));
    }
    for (const [number, score] of sections) {
      const { page } = this.sections[number];
      if (scores.has(page)) this.pages[page].best = Math.max(this.pages[page].best ?? 0, score);
    }
    const [top, topSection] = [Math.max(...scores.values()), Math.max(0.001, ...sections.values())];
    for (const [number, score] of scores) {
      scores.set(number, score + 0.25 * top * ((this.pages[number].best ?? 0) / topSection));
      delete this.pages[number].best;
    }
    const told = new Set();
    if (isMessage || query.trim().split(/\s+/).length > 2) {
      for (const { page, section, fit } of this.#aboutMessage(text)) {
        scores.set(page, Math.max(scores.get(page) ?? 0, (scores.get(page) ?? 0) + top * fit));
        sections.set(section, (sections.get(section) ?? 0) + topSection * (1 + fit));
        told.add(section);
      }
    }

    const marks = new Set();
    const strong = nodes.filter((node) => node.weight > 0.1);
    for (const { keys } of strong.length ? strong : nodes) for (const key of keys.keys()) marks.add(key);
    const bySection = new Map();
    for (const [number, score] of sections) {
      const { page } = this.sections[number];
      if (!bySection.has(page)) bySection.set(page, []);
      bySection.get(page).push([number, score]);
    }
    return [...scores]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, PAGES)
      .filter(([, score], _place, all) => score > 0.15 * all[0][1])
      .map(([number]) => {
        const page = this.pages[number];
        const ranked = (bySection.get(number) ?? []).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
        const shown = ranked.filter(([, score]) => score > 0.35 * ranked[0][1]).slice(0, SECTIONS);
        const [lead] = page.sections;
        return {
          address: page.address,
          isDirect: ranked.length > 0 && told.has(ranked[0][0]) && ranked[0][0] !== page.first,
          title: this.#marked(page.title, marks),
          snippet: this.#snippet(lead?.[2] || page.description, marks),
          sections: shown
            .filter(([section]) => section !== page.first && this.sections[section].id)
            .map(([section]) => ({
              id: this.sections[section].id,
              heading: this.#marked(this.sections[section].heading, marks),
              snippet: this.#snippet(this.sections[section].text, marks),
            })),
        };
      });
  }

  /** The sections that are about a message in `text`: [{page, section, fit}], the fit from 0 to 3. */
  #aboutMessage(text) {
    const there = new Set(words(text).map((word) => word.key));
    const flat = text.replace(/\s+/g, " ");
    const found = [];
    for (const { parts, type, keys, page, section } of this.messages) {
      if (type && /(?:Error|Warning)\b/.test(flat) && !flat.includes(type)) continue;
      let from = 0;
      const stands = parts.every((part) => {
        const at = flat.indexOf(part, from);
        from = at + part.length;
        return at >= 0;
      });
      const share = keys.length ? keys.filter((key) => there.has(key)).length / keys.length : 0;
      if (stands) found.push({ page, section, fit: 2 + Math.min(1, keys.length / 20) });
      else if (keys.length > 2 && share >= 0.75)
        found.push({ page, section, fit: share ** 2 + Math.min(1, keys.length / 20) });
    }
    const best = Math.max(0, ...found.map(({ fit }) => fit));
    return found.filter(({ fit }) => fit > best - 0.8);
  }

  #marked(text, marks) {
    const found = words(text);
    const pieces = [];
    let from = 0;
    const until = found.map((word) =>
      marks.has(word.key) || word.parts.some((part) => marks.has(part)) ? word.end : 0,
    );
    for (let at = 0; at < found.length; at += 1) {
      for (const { keys, concept } of this.#conceptsAt(found, at)) {
        if (!marks.has(concept)) continue;
        for (let i = at; i < at + keys.length; i += 1) until[i] = Math.max(until[i], found[i].end);
      }
    }
    found.forEach((word, at) => {
      if (!until[at]) return;
      if (word.start > from) pieces.push([text.slice(from, word.start), false]);
      pieces.push([text.slice(word.start, word.end), true]);
      from = word.end;
    });
    if (from < text.length) pieces.push([text.slice(from), false]);
    return pieces;
  }

  /** The line of `text` with the most of what is looked for, cut to size around it. */
  #snippet(text, marks) {
    let [best, found] = [-1, null];
    for (const line of text.split("\n")) {
      const pieces = this.#marked(line, marks);
      const different = new Set(pieces.filter(([, marked]) => marked).map(([piece]) => piece.toLowerCase()));
      const value = different.size + Math.min(1, line.length / 200);
      if (value > best) [best, found] = [value, pieces];
    }
    return cut(found ?? []);
  }
}

const BEFORE = 40; // characters before the first marked one
const SNIPPET = 150; // characters in all

function cut(pieces) {
  const first = pieces.findIndex(([, marked]) => marked);
  const before = pieces
    .slice(0, Math.max(first, 0))
    .map(([piece]) => piece)
    .join("");
  let rest = pieces.slice(Math.max(first, 0));
  if (before.length > BEFORE) {
    const from = before.indexOf(" ", before.length - BEFORE) + 1 || before.length - BEFORE;
    rest = [[`… ${before.slice(from)}`, false], ...rest];
  } else if (before) rest = [[before, false], ...rest];
  const shown = [];
  let left = SNIPPET;
  for (const [piece, marked] of rest) {
    if (piece.length > left) {
      const end = piece.lastIndexOf(" ", left);
      shown.push([`${piece.slice(0, end > left / 2 ? end : left)} …`, marked]);
      break;
    }
    shown.push([piece, marked]);
    left -= piece.length;
  }
  return shown;
}

/** What a message is recognised by: its fixed parts in order, its type, and the keys of its words without names. */
function signature(message) {
  const [, type = null, rest] = /^(?:(\w+(?:Error|Warning)): )?(.*)$/s.exec(message);
  const bare = rest.replace(OWN, " ");
  const keys = [...new Set(words(bare).map((word) => word.key))];
  return {
    type,
    keys,
    parts: rest
      .split("…")
      .map((part) => part.trim())
      .filter(Boolean),
  };
}

/** Map(key → [[number, weighted occurrences]]) of what was counted in pages or in sections. */
function weigh(counted) {
  const mean = {};
  for (const fields of counted)
    for (const [field, { length }] of Object.entries(fields))
      mean[field] = (mean[field] ?? 0) + length / counted.length;
  const terms = new Map();
  counted.forEach((fields, number) => {
    const all = new Map();
    for (const [field, { counts, length }] of Object.entries(fields)) {
      const usual = REPEATED * (1 - LENGTH + (LENGTH * length) / (mean[field] || 1));
      for (const [key, count] of counts) add(all, key, (WEIGHTS[field] * count * (1 + REPEATED)) / (count + usual));
    }
    for (const [key, count] of all) {
      if (!terms.has(key)) terms.set(key, []);
      terms.get(key).push([number, count]);
    }
  });
  return terms;
}
