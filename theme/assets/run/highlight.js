// Colours Python and SQL in the page, with the elements that livedocs/render/highlight.py gives to code when the site is built.

import { element } from "../shell/dom.js";

/** @typedef {"python" | "sql"} Language */
/** What a pattern has matched, in the group of its kind. @typedef {Record<string, string | undefined>} Groups */

const PYTHON =
  /(?<comment>#.*)|(?<string>[rbfut]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))|(?<decorator>@[\w.]+)|(?<number>(?<!\w)\d[\w.]*)|(?<word>[\p{L}_][\p{L}\p{N}_]*)/giu;
const SQL =
  /(?<comment>--.*|\/\*[\s\S]*?\*\/)|(?<string>'(?:''|[^'])*'?)|(?<number>(?<!\w)\d+(?:\.\d+)?)|(?<word>[\p{L}_][\p{L}\p{N}_]*)/gu;

const KEYWORDS = new Set(
  `and as assert async await break case class continue def del elif else except finally for from global if import in
  is lambda match nonlocal not or pass raise return try while with yield`.split(/\s+/),
);
const CONSTANTS = new Set(["False", "None", "True"]);
const SQL_KEYWORDS = new Set(
  `ALL ALTER ADD AND AS ASC BEGIN BETWEEN BY CASCADE CASE CHECK COLUMN COMMIT CONSTRAINT CREATE DEFAULT DEFERRABLE
  DEFERRED DELETE DESC DISTINCT DROP ELSE END EXISTS FOREIGN FROM FULL GROUP HAVING IF IN INDEX INITIALLY INNER INSERT
  INTERSECT INTO IS JOIN KEY LEFT LIKE LIMIT NO NOT NULL OFFSET ON OR ORDER OUTER PRAGMA PRIMARY RECURSIVE REFERENCES
  RELEASE RESTRICT RETURNING RIGHT ROLLBACK SAVEPOINT SELECT SET TABLE THEN TO UNION UNIQUE UPDATE USING VALUES WHEN
  WHERE WITH`.split(/\s+/),
);

// A statement that changes rows begins in the colour of what it does to them.
const CHANGES = new Map([
  ["INSERT", "new"],
  ["UPDATE", "changed"],
  ["DELETE", "gone"],
]);

/**
 * "b" stands for a keyword and "i" for a comment, as elements; other names are classes, and null has no colour.
 * @param {Groups} groups
 * @param {string} before
 * @param {string} after
 */
function pythonToken({ comment, string, decorator, number, word = "" }, before, after) {
  if (comment) return "i";
  if (string) return "s";
  if (decorator) return "b";
  if (number) return "m";
  if (CONSTANTS.has(word)) return "no";
  // "match" and "case" are names, too
  if (KEYWORDS.has(word) && !(/^(match|case)$/.test(word) && /^\s*[=.,)]/.test(after))) return "b";
  return before === "class" || before === "def" ? "nf" : null;
}

/**
 * @param {Groups} groups
 * @param {boolean} isFirst
 */
function sqlToken({ comment, string, number, word = "" }, isFirst) {
  if (comment) return "i";
  if (string) return "s";
  if (number) return "m";
  if (isFirst && CHANGES.has(word)) return `b.${CHANGES.get(word)}`;
  return SQL_KEYWORDS.has(word) ? "b" : null;
}

/** @param {string} name */
function made(name) {
  const [tag, change] = name.split(".");
  if (tag === "b" || tag === "i") return element(tag, { class: change ?? null });
  return element("span", { class: tag });
}

/**
 * `text` as nodes: text, and a span for each token that has a colour.
 * @param {string} text
 * @param {Language} language
 */
export function coloured(text, language) {
  const isPython = language === "python";
  const nodes = document.createDocumentFragment();
  let last = 0;
  let before = "";
  for (const match of text.matchAll(isPython ? PYTHON : SQL)) {
    const groups = match.groups ?? {};
    const end = match.index + match[0].length;
    const isFirst = match.index === 0 || text[match.index - 1] === "\n";
    const name = isPython ? pythonToken(groups, before, text.slice(end, end + 20)) : sqlToken(groups, isFirst);
    before = groups.word ?? before;
    if (!name) continue;
    const token = made(name);
    token.append(match[0]);
    nodes.append(text.slice(last, match.index), token);
    last = end;
  }
  nodes.append(text.slice(last));
  return nodes;
}

/**
 * A block of code, as the site's own are built.
 * @param {string} text
 * @param {Language} language
 */
export function highlighted(text, language) {
  const code = element("code", { tabindex: "0" }, coloured(text, language));
  return element("div", { class: "highlight" }, element("pre", {}, code));
}
