// What a run returns comes out of the sandbox, so it may be anything. It is read without being put into the
// page, and built again from the elements and attributes that results consist of; nothing else gets through.

const SVG = "http://www.w3.org/2000/svg";
/** @type {Record<string, Set<string>>} */
const ELEMENTS = {
  "http://www.w3.org/1999/xhtml": new Set(
    `div span p pre code table thead tbody tr th td caption del ins details summary fieldset legend input label`.split(
      " ",
    ),
  ),
  [SVG]: new Set("svg g path rect circle text title desc".split(" ")),
};
const CLASS = /^(highlight|visually-hidden|(result|rows?|diagram)(-[\w-]+)?)$/; // any other class of the site could be misused
const NUMBERS = /^[\w\s.,+-]*$/;
const WORDS = /^[\w\s-]*$/;
const LARGEST = 5_000_000; // characters
const MOST_TAGS = 60_000;
const DEEPEST = 100;
const STACKED = /\p{M}{9,}/gu; // a browser takes seconds to draw thousands of marks on one letter

/**
 * Which value an attribute may keep, as a function of it; attributes that are not named here are dropped.
 * @type {Record<string, (value: string) => string | null>}
 */
const ATTRIBUTES = {
  class: (value) =>
    value
      .split(/\s+/)
      .filter((name) => CLASS.test(name))
      .join(" "),
  scope: matching(WORDS),
  role: matching(WORDS),
  "data-view": matching(WORDS),
  "data-databases": matching(WORDS),
  "aria-label": (value) => value,
  "aria-hidden": matching(WORDS),
  type: matching(/^radio$/),
  value: matching(WORDS),
  checked: () => "",
};
const REFERENCES = ["id", "for", "name", "aria-labelledby", "aria-describedby"];
for (const name of ["viewBox", "width", "height", "x", "y", "cx", "cy", "r", "rx", "ry", "d"]) {
  ATTRIBUTES[name] = matching(NUMBERS);
}

/**
 * @param {RegExp} pattern
 * @returns {(value: string) => string | null}
 */
function matching(pattern) {
  return (value) => (pattern.test(value) ? value : null);
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} prefix
 */
function attribute(name, value, prefix) {
  if (REFERENCES.includes(name)) {
    return value.split(/\s+/).every((id) => id.startsWith(prefix) && WORDS.test(id)) ? value : null;
  }
  return Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name](value) : null;
}

/**
 * @param {Element} node
 * @param {string} prefix
 */
function rebuilt(node, prefix) {
  const { namespaceURI: namespace, localName: tag } = node;
  if (!namespace || !ELEMENTS[namespace]?.has(tag)) return null;
  const made = document.createElementNS(namespace, tag);
  if (made instanceof HTMLInputElement) made.type = "radio"; // nothing to type into
  for (const { name, value } of node.attributes) {
    const kept = attribute(name, value, prefix);
    if (kept !== null) made.setAttribute(name, kept);
  }
  for (const child of node.childNodes) {
    if (child instanceof Text) made.append(limitMarks(child.data));
    const inner = child instanceof Element ? rebuilt(child, prefix) : null;
    if (inner) made.append(inner);
  }
  return made;
}

/**
 * Whether `html` has neither more elements nor deeper ones than a browser draws at once.
 * @param {string} html
 */
function isDrawable(html) {
  let [count, depth] = [0, 0];
  for (const [, close, name, alone] of html.matchAll(/<(\/?)([a-z]\w*)(?!\w)[^<>]*?(\/?)>/gi)) {
    if (close) depth -= 1;
    else if (!alone && name !== "input") depth += 1;
    count += 1;
    if (count > MOST_TAGS || depth > DEEPEST) return false;
  }
  return true;
}

/**
 * The text, with no more than a few marks on each letter.
 * @param {string} text
 */
export function limitMarks(text) {
  return text.replace(STACKED, (marks) => marks.slice(0, 8));
}

/** @param {unknown} html */
function parsed(html) {
  if (typeof html !== "string" || html.length > LARGEST || !isDrawable(html)) return null;
  return new DOMParser().parseFromString(html, "text/html").body;
}

/**
 * The panel of results in `html`, or null; its ids and names begin with `uid`, those that do not are dropped.
 * @param {unknown} html
 * @param {string} uid
 */
export function safePanel(html, uid) {
  const found = parsed(html)?.querySelector("div.result");
  const panel = found && rebuilt(found, `${uid}-`);
  return panel instanceof HTMLElement ? panel : null;
}

/**
 * The drawing in `svg`, or null.
 * @param {unknown} svg
 * @param {string} uid
 */
export function safeDiagram(svg, uid) {
  const drawing = [...(parsed(svg)?.querySelectorAll("svg") ?? [])].find((found) => found.namespaceURI === SVG);
  return drawing ? rebuilt(drawing, `${uid}-`) : null;
}
