// The search's dialog: a combobox, and a listbox of the pages found with their sections. Everything found is a link.

import { button, element, fromRoot } from "../shell/dom.js";

const language = document.documentElement.lang === "en" ? "en" : "ko";
const WORDS = {
  ko: {
    search: "검색",
    query: "검색어",
    placeholder: "용어나 오류 메시지",
    close: "닫기",
    results: "검색 결과",
    loading: "검색 자료를 불러오고 있습니다.",
    failed: "검색 자료를 불러오지 못했습니다. 인터넷 연결을 확인하고 다시 입력하세요.",
    found: (pages, places) => `페이지 ${pages}개에서 ${places}곳을 찾았습니다.`,
    none: "검색 결과가 없습니다.",
    none_hint: "단어 수를 줄이거나, 오류 메시지라면 마지막 줄만 붙여 넣어 보세요. 아래에서 찾을 수도 있습니다.",
    hint: "오류 메시지를 그대로 붙여 넣어도 됩니다.",
    try: "이렇게 찾을 수 있습니다",
    suggestions: ["외래 키", "1:N", "cascade 삭제", "back_populates", "NOT NULL constraint failed"],
    places: [
      ["problems/#symptoms", "증상으로 찾기"],
      ["problems/#messages", "메시지로 찾기"],
      ["tasks/", "하려는 일로 찾기"],
      ["glossary/", "용어"],
    ],
    keys: [
      ["↑ ↓", "고르기"],
      ["Enter", "열기"],
      ["Ctrl Enter", "새 탭에서 열기"],
      ["Esc", "닫기"],
    ],
  },
  en: {
    search: "Search",
    query: "Search for",
    placeholder: "A term or an error message",
    close: "Close",
    results: "Results",
    loading: "Loading the search index.",
    failed: "The search index could not be loaded. Check your internet connection and type again.",
    found: (pages, places) =>
      `${places} ${places === 1 ? "place" : "places"} found on ${pages} ${pages === 1 ? "page" : "pages"}.`,
    none: "Nothing found.",
    none_hint: "Try fewer words; of an error message, paste only the last line. Or look here:",
    hint: "You can paste an error message as it is.",
    try: "What you can search for",
    suggestions: ["foreign key", "1:N", "cascade delete", "back_populates", "NOT NULL constraint failed"],
    places: [
      ["problems/#symptoms", "By symptom"],
      ["problems/#messages", "By message"],
      ["tasks/", "By what you want to do"],
      ["glossary/", "Glossary"],
    ],
    keys: [
      ["↑ ↓", "choose"],
      ["Enter", "open"],
      ["Ctrl Enter", "open in a new tab"],
      ["Esc", "close"],
    ],
  },
}[language];

const ADDRESS = fromRoot(`${language}/search/index.json`).href;
const PATIENCE = 400; // milliseconds until a wait is worth a word
const QUIET = 300; // milliseconds after the last change until the number of results is said

let worker = null;
let asked = 0; // the number of the last query
let answered = 0;
let parts = null;

function start() {
  worker = new Worker(new URL("./search-worker.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }) => answer(data));
  worker.addEventListener("error", () => {
    worker = null;
    answer({ id: asked, error: "the search's worker has ended" });
  });
}

function ask(query) {
  if (!worker) start();
  asked += 1;
  worker.postMessage({ id: asked, address: ADDRESS, query });
}

function answer({ id, found, error }) {
  if (id !== asked) return; // of an older query
  answered = id;
  if (error) console.error(error);
  if (!parts?.input.value.trim()) return;
  if (error) fail();
  else show(found);
  parts.dialog.dataset.query = parts.input.value; // what is shown is the answer to it
}

/** Loads the index, so that it is there when the first letter is typed. */
export function prepareSearch() {
  if (!worker) ask("");
  styles();
}

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
    "aria-label": WORDS.query,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "search-results",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    placeholder: WORDS.placeholder,
  });
  const close = button(WORDS.close, { class: "search-close" }, () => dialog.close());
  const status = element("p", { class: "search-status", role: "status" });
  const list = element("div", {
    id: "search-results",
    class: "search-results",
    role: "listbox",
    "aria-label": WORDS.results,
    hidden: "",
  });
  const rest = element("div", { class: "search-rest" });
  const keys = element(
    "p",
    { class: "search-keys", "aria-hidden": "true" },
    ...WORDS.keys.map(([key, text]) => element("span", {}, element("kbd", {}, key), ` ${text}`)),
  );
  const dialog = element(
    "dialog",
    { class: "search-dialog", "aria-label": WORDS.search },
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
    const link = event.target.closest?.("a");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
  });
  list.addEventListener("pointermove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option, false);
  });
  document.body.append(dialog);
}

export async function openSearch() {
  await styles();
  if (!parts) build();
  if (parts.dialog.open) return;
  prepareSearch();
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
    if (asked === query && answered !== query) parts.status.textContent = WORDS.loading;
  }, PATIENCE);
}

/** The places of the site to begin at, as links. */
function places() {
  const links = WORDS.places.map(([place, text]) =>
    element("li", {}, element("a", { href: fromRoot(`${language}/${place}`).href }, text)),
  );
  return element("ul", { class: "search-places" }, ...links);
}

function suggest() {
  clear();
  parts.dialog.dataset.query = "";
  const words = WORDS.suggestions.map((text) =>
    button(text, { class: "search-suggestion" }, () => {
      parts.input.value = text;
      parts.input.focus();
      update();
    }),
  );
  const tries = element("div", { class: "search-suggestions", role: "group", "aria-label": WORDS.try }, ...words);
  parts.rest.replaceChildren(element("p", {}, WORDS.hint), tries, places());
}

let saying = 0;

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
  parts.status.textContent = WORDS.failed;
}

const pieces = (marked) => marked.map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text));

function show(found) {
  if (!found.length) {
    clear();
    parts.rest.replaceChildren(element("p", {}, WORDS.none_hint), places());
    say(WORDS.none);
    return;
  }
  let number = 0;
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
  const [first] = parts.list.querySelectorAll(found[0].isDirect ? ".search-section" : "[role=option]");
  choose(first ?? parts.list.querySelector("[role=option]"), false);
  say(WORDS.found(found.length, number));
}

const options = () => [...parts.list.querySelectorAll("[role=option]")];
const chosen = () => parts.list.querySelector("[aria-selected=true]");

function choose(option, isScrolled = true) {
  const before = chosen();
  if (before === option) return;
  before?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  parts.input.setAttribute("aria-activedescendant", option.id);
  if (isScrolled) option.scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return; // it belongs to the input method editor
  const all = options();
  const at = all.indexOf(chosen());
  if (!all.length || event.altKey) return;
  if (event.key === "Enter") {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) window.open(all[at].href, "_blank", "noopener");
    else all[at].click();
    return;
  }
  const pages = all.filter((option) => option.classList.contains("search-page"));
  const group = pages.indexOf(all[at].closest(".search-group").querySelector(".search-page"));
  const target = {
    ArrowDown: () => all[(at + 1) % all.length],
    ArrowUp: () => all[(at - 1 + all.length) % all.length],
    PageDown: () => pages[Math.min(group + 1, pages.length - 1)],
    PageUp: () => pages[Math.max(group - 1, 0)],
  }[event.key]?.();
  if (!target) return;
  event.preventDefault();
  choose(target);
}
