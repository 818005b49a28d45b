// Panels of results, recorded and live: what they say, how two differ, and what changed since the run before.

import { fill, run as words } from "../i18n/words.js";
import { element } from "../shell/dom.js";
import { diffLines, shortened } from "./diff.js";
import { coloured } from "./highlight.js";

/** @typedef {"output" | "sql" | "rows"} View */
/**
 * The values of each row, by the first of them, in each table.
 * @typedef {Map<string, Map<string, string[]>>} Tables
 */

/** @type {View[]} */
const VIEWS = ["output", "sql", "rows"];

/**
 * What a panel shows of one view for one database, as text.
 * @param {Element} panel
 * @param {View} view
 * @param {string} database
 */
function text(panel, view, database) {
  const views = /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll(`.result-panel[data-view="${view}"]`));
  const shown = [...views].find(
    (found) => found.dataset.databases?.split(" ").includes(database) && !found.querySelector(".result-version"),
  );
  if (!shown) return "";
  const parts = shown.querySelectorAll("summary, pre code, p:not([class]), .rows-none, caption, tr");
  return [...parts]
    .map((part) =>
      part instanceof HTMLTableRowElement
        ? [...part.cells].map((cell) => cell.textContent).join(" | ")
        : (part.textContent ?? ""),
    )
    .map((part) => part.replace(/\n+$/, ""))
    .join("\n");
}

/**
 * @param {Element} panel
 * @param {string} database
 * @returns {Record<View, string>}
 */
export function texts(panel, database) {
  const of = (/** @type {View} */ view) => text(panel, view, database);
  return { output: of("output"), sql: of("sql"), rows: of("rows") };
}

/**
 * The views that are others in `now`.
 * @param {Record<View, string>} before
 * @param {Record<View, string>} now
 */
export function differing(before, now) {
  return VIEWS.filter((view) => before[view] !== now[view]);
}

/**
 * The differences, each view's lines under its name.
 * @param {Record<View, string>} before
 * @param {Record<View, string>} now
 */
export function difference(before, now) {
  const details = element(
    "details",
    { class: "run-difference" },
    element("summary", {}, words.difference),
    element("p", {}, words.difference_note),
  );
  let count = 0;
  for (const view of differing(before, now)) {
    const code = element("code", { tabindex: "0" });
    for (const [sign, line] of shortened(diffLines(before[view], now[view]))) {
      const name = sign === "-" ? "del" : sign === "+" ? "ins" : "span";
      code.append(element(name, {}, `${sign === "-" ? "−" : sign} ${line}`), "\n");
      count += 1;
    }
    const shown = element("div", { class: "highlight" }, element("pre", {}, code));
    details.append(element("p", { class: "run-view" }, words.views[view]), shown);
  }
  details.open = count <= 16;
  return details;
}

/**
 * Gives a live panel what a recorded one gets when the site is built: colours.
 * @param {Element} panel
 */
export function colour(panel) {
  for (const code of panel.querySelectorAll('[data-view="sql"] pre code')) {
    code.replaceChildren(coloured(code.textContent ?? "", "sql"));
  }
  for (const code of panel.querySelectorAll(".highlight code")) code.setAttribute("tabindex", "0");
}

/** @param {Element} cell */
const valueIn = (cell) => (cell.querySelector("ins") ?? cell).textContent ?? "";

/**
 * The tables in `panel`, each with its name and the rows that are there.
 * @param {Element} panel
 * @returns {[name: string, rows: HTMLTableRowElement[]][]}
 */
function rowsOfTables(panel) {
  const found = /** @type {NodeListOf<HTMLTableElement>} */ (panel.querySelectorAll("table.rows"));
  return [...found].map((table) => [
    table.caption?.textContent ?? "",
    [...table.rows].filter((row) => row.matches("tbody tr:not(.row-gone)")),
  ]);
}

/**
 * @param {Element} panel
 * @returns {Tables}
 */
export function tables(panel) {
  return new Map(
    rowsOfTables(panel).map(([name, rows]) => [
      name,
      new Map(rows.map((row) => [valueIn(row.cells[0]), [...row.cells].map(valueIn)])),
    ]),
  );
}

/**
 * Marks in `panel` the cells that are others than in `before`, the tables of the run before.
 * @param {Element} panel
 * @param {Tables} before
 */
export function markSince(panel, before) {
  for (const [name, rows] of rowsOfTables(panel)) {
    const known = before.get(name);
    if (!known) continue;
    for (const row of rows) {
      const old = known.get(valueIn(row.cells[0]));
      for (const [i, cell] of [...row.cells].entries()) {
        if (cell.matches(".rows-sign") || old?.[i] === valueIn(cell)) continue;
        const note = old ? fill(words.since, { value: old[i] }) : words.since_new;
        cell.classList.add("run-since");
        cell.title = note;
        if (old || i === 0) cell.append(element("span", { class: "visually-hidden" }, ` (${note})`));
      }
    }
  }
}

/**
 * Shows in `panel` the view that `like` shows.
 * @param {Element} panel
 * @param {Element | null} like
 */
export function sameView(panel, like) {
  /** @type {(shown: Element, which: string) => HTMLInputElement | null} */
  const input = (shown, which) => shown.querySelector(`.result-views input${which}`);
  const output = '[value="output"]';
  if (like && input(panel, output) && !input(like, output)) return; // what is printed only now is to be seen
  const chosen = like && input(like, ":checked");
  const same = chosen && input(panel, `[value="${chosen.value}"]`);
  if (same) same.checked = true;
}
