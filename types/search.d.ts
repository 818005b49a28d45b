// The search: the index, which livedocs/render/search_index.py writes, and what the worker is asked and answers.

export interface Index {
  pages: IndexedPage[];
  /** The forms of each term of the glossary. */
  synonyms: string[][];
}

/** `address` is the page's below its language's root. */
export type IndexedPage = [
  address: string,
  title: string,
  keywords: string,
  description: string,
  sections: IndexedSection[],
];

/** `id` and `heading` are empty before a page's first heading; `asked` has a line for each question. */
export type IndexedSection = [
  id: string,
  heading: string,
  text: string,
  code: string,
  asked: string,
  messages: string[],
];

/** A text in pieces, each with whether it was looked for. */
export type Marked = [text: string, isMarked: boolean][];

export interface FoundSection {
  id: string;
  heading: Marked;
  snippet: Marked;
}

export interface FoundPage {
  address: string;
  title: Marked;
  snippet: Marked;
  sections: FoundSection[];
  /** Whether the first section is about the message that was looked for. */
  isDirect: boolean;
}

/** `address` is that of the index. */
export interface Question {
  id: number;
  address: string;
  query: string;
}

export type Answer = { id: number; found: FoundPage[]; error?: undefined } | { id: number; error: string };

// What the engine works with

/** A word of a text, which has it from `start` to `end`. */
export interface Word {
  /** What is compared. */
  key: string;
  /** The same with its endings. */
  whole: string;
  text: string;
  korean: boolean;
  /** The keys of what a name is made of: back, populates of back_populates. */
  parts: string[];
  start: number;
  end: number;
}

/** A form of a term: the keys of its words, and the key that all forms of the term share. */
export interface Form {
  keys: string[];
  concept: string;
}

/** A part of a query. */
export interface Wanted {
  /** How well each key of the index stands for it, up to 1. */
  keys: Map<string, number>;
  weight: number;
  /** How many words of the query it is; 0 for what is looked for beside them. */
  count: number;
}

/** A message that a section is about. */
export interface KnownMessage {
  /** What is the same each time, in order. */
  parts: string[];
  type: string | null;
  /** Those of its words, without the reader's own names. */
  keys: string[];
  page: number;
  section: number;
}

/** A section that is about a message; `fit` is from 0 to 3. */
export interface Fitting {
  page: number;
  section: number;
  fit: number;
}

export type Field = "title" | "keywords" | "description" | "heading" | "asked" | "text" | "code";

/** How often each key stands in a text, and how many words that text has. */
export interface Counted {
  counts: Map<string, number>;
  length: number;
}

export type CountedFields = Partial<Record<Field, Counted>>;

/** For each key, the pages or sections in which it stands, with its weighted occurrences. */
export type Terms = Map<string, [number: number, count: number][]>;

/** A name of a page, by the keys of its words. */
export interface Name {
  keys: string[];
  weight: number;
}

export interface Page {
  address: string;
  title: string;
  description: string;
  /** What it says before its first heading, or else below it. */
  lead: IndexedSection | undefined;
  /** The number of its first section. */
  first: number;
  names: Name[];
}

export interface Section {
  page: number;
  id: string;
  heading: string;
  text: string;
}
