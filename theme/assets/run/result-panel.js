// Panels of results, recorded and live: what they say, how two differ, and what changed since the run before.

import { fill, run as words } from "../i18n/words.js";
import { element } from "../shell/dom.js";
import { diffLines, shortened } from "./diff.js";
import { coloured } from "./highlight.js";

const VIEWS = ["output", "sql", "rows"];

/** What a panel shows of one view for one database, as text. */
function text(panel, view, database) {
  const shown = [...panel.querySelectorAll(`.result-panel[data-view="${view}"]`)].find(
    (found) => found.dataset.databases.split(" ").includes(database) && !found.querySelector(".result-version"),
  );
  if (!shown) return "";
  const parts = shown.querySelectorAll("summary, pre code, p:not([class]), .rows-none, caption, tr");
  return [...parts]
    .map((part) =>
      part.matches("tr") ? [...part.cells].map((cell) => cell.textContent).join(" | ") : part.textContent,
    )
    .map((part) => part.replace(/\n+$/, ""))
    .join("\n");
}

export function texts(panel, database) {
  return Object.fromEntries(VIEWS.map((view) => [view, text(panel, view, database)]));
}

export function differing(before, now) {
  return VIEWS.filter((view) => before[view] !== now[view]);
}

/** The differences, each view's lines under its name. */
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
      const name = { "-": "del", "+": "ins" }[sign] ?? "span";
      code.append(element(name, {}, `${sign === "-" ? "−" : sign} ${line}`), "\n");
      count += 1;
    }
    const shown = element("div", { class: "highlight" }, element("pre", {}, code));
    details.append(element("p", { class: "run-view" }, words.views[view]), shown);
  }
  details.open = count <= 16;
  return details;
}

/** Gives a live panel what a recorded one gets when the site is built: colours. */
export function colour(panel) {
  for (const code of panel.querySelectorAll('[data-view="sql"] pre code')) {
    code.replaceChildren(coloured(code.textContent, "sql"));
  }
  for (const code of panel.querySelectorAll(".highlight code")) code.tabIndex = 0;
}

const valueIn = (cell) => (cell.querySelector("ins") ?? cell).textContent;

/** The rows of each table, by their first value: {table: {first value: [[column, value]]}}. */
export function tables(panel) {
  const found = new Map();
  for (const table of panel.querySelectorAll("table.rows")) {
    const rows = new Map();
    for (const row of table.querySelectorAll("tbody tr:not(.row-gone)")) {
      rows.set(valueIn(row.cells[0]), [...row.cells].map(valueIn));
    }
    found.set(table.caption?.textContent, rows);
  }
  return found;
}

/** Marks in `panel` the cells that are others than in `before`, the tables of the run before. */
export function markSince(panel, before) {
  for (const table of panel.querySelectorAll("table.rows")) {
    const known = before.get(table.caption?.textContent);
    if (!known) continue;
    for (const row of table.querySelectorAll("tbody tr:not(.row-gone)")) {
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

/** Shows in `panel` the view that `like` shows. */
export function sameView(panel, like) {
  const output = (shown) => shown.querySelector('.result-views input[value="output"]');
  if (like && output(panel) && !output(like)) return; // what is printed only now is to be seen
  const chosen = like?.querySelector(".result-views input:checked")?.value;
  const input = chosen && panel.querySelector(`.result-views input[value="${chosen}"]`);
  if (input) input.checked = true;
}
