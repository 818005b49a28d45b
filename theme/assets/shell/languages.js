// A page in one language, or in two side by side. The page that is open is the base; for the view of two, the
// same page in another language is fetched and its blocks are put beside those of this one. Both have
// the same blocks in the same order: the tests see to that.

import { recall, remember } from "./storage.js";

/**
 * A place in the page: the number of a block of its text, and how far its top is from the window's.
 * @typedef {{ block: number, top: number }} Spot
 */

const ONCE = "figure, .highlight, pre, hr, .result, .claim-notes";

const root = document.documentElement;
const body = /** @type {HTMLElement} */ (document.querySelector(".page-body")); // null on a page without text
const base = root.lang;
const languageSwitch = /** @type {HTMLElement} */ (document.querySelector(".language-switch"));
const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".language-switch a")]);
const translations = links.filter((link) => link.hreflang);
const others = translations.filter((link) => link.hreflang !== base);
/** The page next to this one: in the language that the reader came from, else in the first other one. */
const other = others.find((link) => link.hreflang === recall("beside")) ?? others[0];

/** @type {{ pair: HTMLElement, block: Element }[]} */
let pairs = [];
let wishes = 0; // how often a view was asked for: what comes for an earlier wish is dropped

/**
 * The first block on the screen, and how far its top is from the window's: the same in every view.
 * @returns {Spot | null}
 */
function place() {
  const blocks = [...body.children];
  const block = blocks.findIndex((child) => child.getBoundingClientRect().bottom > headerHeight());
  return block < 0 ? null : { block, top: blocks[block].getBoundingClientRect().top };
}

function headerHeight() {
  return document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
}

/** @param {Spot | null} spot */
function returnTo(spot) {
  const block = spot && body.children[spot.block];
  if (!block) return;
  const behavior = "instant";
  window.scrollBy({ top: block.getBoundingClientRect().top - spot.top, behavior });
}

/** @param {string} view */
function mark(view) {
  for (const link of links) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  root.classList.toggle("view-both", view === "both");
  const address = new URL(location.href);
  if (view === "both") address.searchParams.set("view", "both");
  else address.searchParams.delete("view");
  history.replaceState(history.state, "", address);
}

async function fetchOther() {
  const response = await fetch(other.href);
  if (!response.ok) throw new Error(`${response.status} ${other.href}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const theirs = page.querySelector(".page-body");
  if (!theirs) throw new Error(`no text in ${other.href}`);
  for (const element of theirs.querySelectorAll("[id]")) element.removeAttribute("id");
  for (const link of theirs.querySelectorAll("a")) {
    const href = link.getAttribute("href");
    if (href === null) continue;
    if (link.classList.contains("headerlink")) link.remove();
    else if (!href.startsWith("#")) link.href = new URL(href, other.href).href;
  }
  return theirs;
}

/**
 * Puts each block of `theirs` beside its counterpart in `mine`; what is the same in both stands once.
 * @param {Element} mine
 * @param {Element} theirs
 */
function pairBlocks(mine, theirs) {
  const [left, right] = [[...mine.children], [...theirs.children]];
  if (left.length !== right.length) throw new Error("the two languages differ in structure");
  left.forEach((block, i) => {
    if (block.matches(ONCE)) return;
    if (block.querySelector(ONCE)) {
      pairBlocks(block, right[i]);
      return;
    }
    const pair = document.createElement(block.matches("li") ? "li" : "div");
    pair.className = "pair";
    block.replaceWith(pair);
    const texts = { [base]: block, [other.hreflang]: document.importNode(right[i], true) };
    for (const { hreflang: language } of translations.filter((link) => link.hreflang in texts)) {
      const half = document.createElement("div");
      half.className = "pair-half";
      half.lang = language;
      if (block.matches("li")) half.append(...texts[language].childNodes);
      else half.append(texts[language]);
      pair.append(half);
    }
    pairs.push({ pair, block });
  });
}

function separate() {
  for (const { pair, block } of pairs) {
    if (block.matches("li")) block.append(...(pair.querySelector(`:scope > [lang=${base}]`)?.childNodes ?? []));
    pair.replaceWith(block);
  }
  pairs = [];
}

/** Where the page is to stand once its blocks are paired: a function that scrolls there. */
function keepPlace() {
  const isHidden = getComputedStyle(body).visibility === "hidden"; // the reader cannot have scrolled yet
  const isNew = isHidden && isFirstVisit(); // else the browser has returned to where it was left
  const target = isNew && document.querySelector(":target");
  if (target) return () => target.scrollIntoView({ behavior: "instant" }); // the way there may still be under way
  const spot = scrollY > 0 ? place() : null;
  return () => returnTo(spot);
}

/** Whether a link or an address led here, rather than the browser's history or a reload. */
function isFirstVisit() {
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return navigation?.type === "navigate";
}

/**
 * `spot`: where the reader was in the other language, if that is where the page is opened from.
 * @param {Spot | null} spot
 */
async function showBoth(spot = null) {
  wishes += 1;
  const wish = wishes;
  let keep = null;
  try {
    const theirs = await fetchOther();
    if (wish !== wishes) return;
    keep = spot ? () => returnTo(spot) : keepPlace();
    pairBlocks(body, theirs);
  } catch (error) {
    if (wish !== wishes) return;
    separate();
    mark(base);
    root.classList.remove("view-coming");
    returnTo(spot);
    say(languageSwitch.dataset.failed ?? "");
    console.error(error);
    return;
  }
  document.querySelector(".language-notice")?.remove();
  mark("both");
  root.classList.remove("view-coming");
  keep();
}

function showBase() {
  wishes += 1;
  const spot = place();
  separate();
  mark(base);
  root.classList.remove("view-coming");
  returnTo(spot);
}

/** @param {string} text */
function say(text) {
  let notice = document.querySelector(".language-notice");
  if (!notice) {
    notice = document.createElement("p");
    notice.className = "language-notice";
    notice.setAttribute("role", "status");
    body.before(notice);
  }
  notice.textContent = text;
}

const LEFT = `left ${location.pathname}`;

/** Side by side, the browser cannot return to a place: the page is shorter while it loads. The page does so itself. */
function keepForReturn() {
  const isBoth = root.classList.contains("view-both");
  if (isBoth) sessionStorage.setItem(LEFT, JSON.stringify(place()));
  history.scrollRestoration = isBoth ? "manual" : "auto";
}

/**
 * Where the reader was when the page was left, side by side, and is opened once more.
 * @returns {Spot | null}
 */
function left() {
  return isFirstVisit() ? null : JSON.parse(sessionStorage.getItem(LEFT) ?? "null");
}

/**
 * Where the reader was in the language that a link led here from.
 * @returns {Spot | null}
 */
function comeBack() {
  const stored = sessionStorage.getItem("place");
  sessionStorage.removeItem("place");
  const spot = stored && JSON.parse(stored);
  if (!spot || spot.path !== location.pathname) return null;
  history.scrollRestoration = "manual";
  returnTo(spot);
  return spot;
}

export function startLanguages() {
  if (!body || !other) return;
  const isPage = document.querySelector("link[hreflang]") !== null;

  languageSwitch.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const view = link.dataset.view ?? "";
    remember("view", view);
    if (!isPage) return;
    if (view === "both" || view === base) {
      event.preventDefault();
      const isBoth = root.classList.contains("view-both");
      if (view === "both" && !isBoth) showBoth();
      if (view === base) showBase();
      return;
    }
    remember("beside", base);
    try {
      const spot = { path: new URL(link.href).pathname, ...place() };
      sessionStorage.setItem("place", JSON.stringify(spot));
    } catch {
      link.hash = location.hash; // no storage: at least the section is kept
    }
  });

  const asked = new URLSearchParams(location.search).get("view");
  const isBoth = isPage && (asked === "both" || (asked === null && recall("view") === "both"));
  let spot = null;
  try {
    spot = comeBack() ?? (isBoth ? left() : null);
    addEventListener("pagehide", keepForReturn);
  } catch {
    // no storage: the page opens at its top
  }
  if (isBoth) {
    showBoth(spot); // only a press on the switch is remembered: the address may have come with a link
  } else {
    root.classList.remove("view-coming");
  }
}
