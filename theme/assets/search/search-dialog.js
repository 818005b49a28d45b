// The search's dialog: a combobox, and a listbox of the pages found with their sections. Everything found is a link.

import { fill, language, loadWords, search as words } from "../i18n/words.js";
import { button, element, fromRoot } from "../shell/dom.js";

/** @import { Catalogue } from "../../../types/catalogue" */
/** @import { Answer, FoundPage, Marked, Question } from "../../../types/search" */
/**
 * @typedef {object} Parts
 * @property {HTMLDialogElement} dialog
 * @property {HTMLInputElement} input
 * @property {HTMLElement} status
 * @property {HTMLElement} list
 * @property {HTMLElement} rest
 */

/**
 * Where a search can go on, by what the catalogue calls it.
 * @type {[keyof Catalogue["search"]["places"], string][]}
 */
const PLACES = [
  ["symptoms", "problems/#symptoms"],
  ["messages", "problems/#messages"],
  ["tasks", "tasks/"],
  ["glossary", "glossary/"],
];
/**
 * What the keys do, by what the catalogue calls it.
 * @type {[keyof Catalogue["search"]["keys"], string][]}
 */
const KEYS = [
  ["choose", "↑ ↓"],
  ["open", "Enter"],
  ["open_in_tab", "Ctrl Enter"],
  ["close", "Esc"],
];

const ADDRESS = fromRoot(`${language}/search/index.json`).href;
const PATIENCE = 400; // milliseconds until a wait is worth a word
const QUIET = 300; // milliseconds after the last change until the number of results is said

/** @type {Worker | null} */
let worker = null;
let asked = 0; // the number of the last query
let answered = 0;
/** Undefined until the dialog is built. @type {Parts} */
let parts;

function start() {
  const started = new Worker(new URL("./search-worker.js", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }) => answer(data));
  started.addEventListener("error", () => {
    worker = null;
    answer({ id: asked, error: "the search's worker has ended" });
  });
  return started;
}

/** @param {string} query */
function ask(query) {
  worker ??= start();
  asked += 1;
  /** @type {Question} */
  const question = { id: asked, address: ADDRESS, query };
  worker.postMessage(question);
}

/** @param {Answer} given */
function answer(given) {
  if (given.id !== asked) return; // of an older query
  answered = given.id;
  if (given.error !== undefined) console.error(given.error);
  if (!parts?.input.value.trim()) return;
  if (given.error !== undefined) fail();
  else show(given.found);
  parts.dialog.dataset.query = parts.input.value; // what is shown is the answer to it
}

/** Loads the index, so that it is there when the first letter is typed. */
export function prepareSearch() {
  if (!worker) ask("");
  return Promise.all([styles(), loadWords()]);
}

/** @type {Promise<unknown> | null} */
let styled = null;

function styles() {
  styled ??= new Promise((resolve) => {
    const link = element("link", { rel: "stylesheet", href: new URL("../search.css", import.meta.url).href });
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve); // without, it is plain, and works
    document.head.append(link);
  });
  return styled;
}

function build() {
  const input = element("input", {
    class: "search-input",
    type: "text",
    role: "combobox",
    "aria-label": words.query,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "search-results",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    placeholder: words.placeholder,
  });
  const close = button(words.close, { class: "search-close" }, () => dialog.close());
  const status = element("p", { class: "search-status", role: "status" });
  const list = element("div", {
    id: "search-results",
    class: "search-results",
    role: "listbox",
    "aria-label": words.results,
    hidden: "",
  });
  const rest = element("div", { class: "search-rest" });
  const keys = element(
    "p",
    { class: "search-keys", "aria-hidden": "true" },
    ...KEYS.map(([name, key]) => element("span", {}, element("kbd", {}, key), ` ${words.keys[name]}`)),
  );
  const dialog = element(
    "dialog",
    { class: "search-dialog", "aria-label": words.search },
    element("div", { class: "search-head", role: "search" }, input, close),
    status,
    list,
    rest,
    keys,
  );
  parts = { dialog, input, status, list, rest };

  input.addEventListener("input", update);
  input.addEventListener("keydown", onKey);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside the box
    const link = event.target instanceof Element && event.target.closest("a");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
  });
  list.addEventListener("pointermove", (event) => {
    const option = event.target instanceof Element && event.target.closest("[role=option]");
    if (option) choose(option, false);
  });
  document.body.append(dialog);
}

export async function openSearch() {
  await prepareSearch();
  if (!parts) build();
  if (parts.dialog.open) return;
  parts.dialog.showModal();
  parts.input.focus();
  parts.input.select();
  if (!parts.input.value.trim()) suggest();
}

function update() {
  if (!parts.input.value.trim()) {
    suggest();
    return;
  }
  ask(parts.input.value);
  const query = asked;
  setTimeout(() => {
    if (asked === query && answered !== query) parts.status.textContent = words.loading;
  }, PATIENCE);
}

/** The places of the site to begin at, as links. */
function places() {
  const links = PLACES.map(([name, place]) =>
    element("li", {}, element("a", { href: fromRoot(`${language}/${place}`).href }, words.places[name])),
  );
  return element("ul", { class: "search-places" }, ...links);
}

function suggest() {
  clear();
  parts.dialog.dataset.query = "";
  const suggestions = words.suggestions.map((text) =>
    button(text, { class: "search-suggestion" }, () => {
      parts.input.value = text;
      parts.input.focus();
      update();
    }),
  );
  const tries = element("div", { class: "search-suggestions", role: "group", "aria-label": words.try }, ...suggestions);
  parts.rest.replaceChildren(element("p", {}, words.hint), tries, places());
}

let saying = 0;

/** @param {string} text */
function say(text) {
  clearTimeout(saying);
  saying = setTimeout(() => (parts.status.textContent = text), QUIET);
}

function clear() {
  clearTimeout(saying);
  asked += 1; // what is still under way is no longer wanted
  answered = asked;
  parts.status.textContent = "";
  parts.list.replaceChildren();
  parts.list.hidden = true;
  parts.rest.replaceChildren();
  parts.rest.hidden = false;
  parts.input.setAttribute("aria-expanded", "false");
  parts.input.removeAttribute("aria-activedescendant");
}

function fail() {
  clear();
  parts.status.textContent = words.failed;
}

/** @param {Marked} marked */
const pieces = (marked) => marked.map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text));

/**
 * How many places were found, on how many pages.
 * @param {number} pages
 * @param {number} places
 */
function howMany(pages, places) {
  if (places === 1) return words.found_one;
  return fill(pages === 1 ? words.found_on_one_page : words.found, { pages, places });
}

/** @param {FoundPage[]} found */
function show(found) {
  if (!found.length) {
    clear();
    parts.rest.replaceChildren(element("p", {}, words.none_hint), places());
    say(words.none);
    return;
  }
  let number = 0;
  /** @type {(place: string, name: string, text: Marked, snippet: Marked) => HTMLElement} */
  const option = (place, name, text, snippet) => {
    number += 1;
    return element(
      "a",
      {
        id: `search-option-${number}`,
        class: name,
        role: "option",
        "aria-selected": "false",
        tabindex: "-1",
        href: fromRoot(`${language}/${place}`).href,
      },
      element("span", { class: "search-name" }, ...pieces(text)),
      element("span", { class: "search-snippet" }, ...pieces(snippet)),
    );
  };
  const groups = found.map((page) => {
    const title = option(page.address, "search-page", page.title, page.snippet);
    const sections = page.sections.map(({ id, heading, snippet }) =>
      option(`${page.address}#${id}`, "search-section", heading, snippet),
    );
    const label = page.title.map(([text]) => text).join("");
    return element("div", { class: "search-group", role: "group", "aria-label": label }, title, ...sections);
  });
  parts.list.replaceChildren(...groups);
  parts.list.hidden = false;
  parts.list.scrollTop = 0;
  parts.rest.replaceChildren();
  parts.rest.hidden = true;
  parts.input.setAttribute("aria-expanded", "true");
  const direct = found[0].isDirect ? parts.list.querySelector(".search-section") : null;
  choose(direct ?? options()[0], false);
  say(howMany(found.length, number));
}

const options = () => /** @type {HTMLAnchorElement[]} */ ([...parts.list.querySelectorAll("[role=option]")]);
const chosen = () => options().find((option) => option.matches("[aria-selected=true]"));

/** @param {Element} option */
function choose(option, isScrolled = true) {
  const before = chosen();
  if (before === option) return;
  before?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  parts.input.setAttribute("aria-activedescendant", option.id);
  if (isScrolled) option.scrollIntoView({ block: "nearest" });
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return; // it belongs to the input method editor
  const now = chosen();
  if (!now || event.altKey) return;
  if (event.key === "Enter") {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) window.open(now.href, "_blank", "noopener");
    else now.click();
    return;
  }
  const target = targetOf(event.key, now);
  if (!target) return;
  event.preventDefault();
  choose(target);
}

/**
 * Where a key leads from an option; null for a key that leads nowhere.
 * @param {string} key
 * @param {HTMLAnchorElement} now
 */
function targetOf(key, now) {
  const all = options();
  const at = all.indexOf(now);
  const pages = all.filter((option) => option.classList.contains("search-page"));
  const group = pages.findIndex((page) => page.parentElement?.contains(now));
  if (key === "ArrowDown") return all[(at + 1) % all.length];
  if (key === "ArrowUp") return all[(at - 1 + all.length) % all.length];
  if (key === "PageDown") return pages[Math.min(group + 1, pages.length - 1)];
  if (key === "PageUp") return pages[Math.max(group - 1, 0)];
  return null;
}
