// Every combination of settings: the reader chooses, the recorded run answers. The choices stand in the address.

import { fill, loadWords, explorer as words } from "../i18n/words.js";
import { button, element, find, fromRoot } from "../shell/dom.js";
import { highlighted } from "./highlight.js";
import { addressOf } from "./share.js";

/** @import { Matrix, Result, Value } from "../../../types/explorer" */
/**
 * A result with its number and the name of its outcome.
 * @typedef {{ outcome: string, result: Result, number: number }} Seen
 */

/**
 * What a setting is called in the form and in the address.
 * @param {string} name
 */
const slug = (name) => name.replaceAll(" ", "-");

/** @param {Value} value */
const shown = (value) => (value === null ? "NULL" : String(value));

class Explorer {
  /**
   * @param {HTMLElement} figure
   * @param {Matrix} data
   * @param {boolean} runs whether code can run in the page
   */
  constructor(figure, data, runs) {
    this.figure = figure;
    this.runs = runs;
    this.data = data;
    /** What the catalogue calls some databases. @type {Record<string, string>} */
    const called = words.databases;
    this.databases = Object.entries(data.databases).map(([name, title]) => ({ name, title: called[name] ?? title }));
    this.form = find(figure, "form", HTMLFormElement);
    this.answer = find(figure, ".explorer-answer", HTMLElement);
    this.said = find(figure, ".explorer-said", HTMLElement); // what is read out: the verdict alone
    this.database = "postgresql";
    this.source = { model: "", action: "" };
    this.take = element("p", { class: "explorer-take" });
    /** What the chosen cell did on each database. @type {Seen[]} */
    this.results = [];
    /** The same with older versions of SQLAlchemy, where one differs. @type {{ version: string, results: Seen[] }[]} */
    this.older = [];
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.answer.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      this.database = target.value;
      this.showDatabase();
    });
    addEventListener("popstate", () => this.fromAddress());
    this.fromAddress();
  }

  get names() {
    return Object.keys(this.data.settings);
  }

  /** The chosen value of each setting. */
  choices() {
    const form = new FormData(this.form);
    return this.names.map((name) => String(form.get(slug(name))));
  }

  fromAddress() {
    const asked = new URLSearchParams(location.search);
    for (const name of this.names) {
      const values = this.data.settings[name];
      const place = Math.max(0, values.indexOf(asked.get(slug(name)) ?? ""));
      find(this.form, `#explorer-${slug(name)}-${place}`, HTMLInputElement).checked = true;
    }
    this.show();
  }

  changed() {
    const address = new URL(location.href);
    this.choices().forEach((value, i) => {
      const name = this.names[i];
      if (value === this.data.settings[name][0]) address.searchParams.delete(slug(name));
      else address.searchParams.set(slug(name), value);
    });
    history.replaceState(history.state, "", address);
    this.show();
  }

  show() {
    const { data } = this;
    /** @type {Record<string, Record<string, { meaning: string }>>} */
    const meanings = words.values;
    /** @type {Record<string, string>} */
    const reasons = words.impossible;
    let number = 0;
    this.choices().forEach((value, i) => {
      const name = this.names[i];
      const values = data.settings[name];
      number = number * values.length + values.indexOf(value);
      find(this.form, `#explorer-${slug(name)}-why`, HTMLElement).textContent = meanings[name][value].meaning;
    });
    const cell = data.cells[number];
    if (!Array.isArray(cell)) {
      const reason = reasons[data.impossible[cell]];
      this.answer.replaceChildren(
        element("p", { class: "explorer-impossible" }, element("strong", {}, words.impossible_title), ` ${reason}`),
      );
      this.said.textContent = `${words.impossible_title} ${reason}`;
      return;
    }
    const [model, action, results, ...older] = cell;
    this.source = { model: data.models[model], action: data.actions[action] };
    /** @type {(numbers: number[]) => Seen[]} */
    const read = (numbers) => numbers.map((i) => ({ outcome: data.outcomes[i], result: data.results[i], number: i }));
    this.results = read(results);
    this.older = older.map((numbers, i) => ({ version: data.older[i], results: read(numbers) }));
    const verdict = this.verdict();
    const entries = [...verdict.querySelectorAll("dt")].map((name) => {
      return `${name.textContent}: ${name.nextElementSibling?.textContent}`;
    });
    this.said.textContent = entries.join(" ");
    this.answer.replaceChildren(verdict, this.code(), this.databaseChoice(), element("div", { class: "explorer-run" }));
    this.showDatabase();
  }

  verdict() {
    /** @type {Record<string, { sentence: string }>} */
    const outcomes = words.outcomes;
    /** The databases of each outcome. @type {Map<string, string[]>} */
    const groups = new Map();
    this.results.forEach(({ outcome }, i) => {
      groups.set(outcome, [...(groups.get(outcome) ?? []), this.databases[i].title]);
    });
    const list = element("dl", { class: "explorer-verdict" });
    for (const [outcome, names] of groups) {
      list.append(element("dt", {}, names.join(" · ")), element("dd", {}, outcomes[outcome].sentence));
    }
    const note = groups.size === 1 ? words.agree : words.differ;
    return element("div", {}, list, element("p", { class: groups.size === 1 ? "" : "explorer-differ" }, note));
  }

  code() {
    return element(
      "div",
      { class: "explorer-code" },
      element("p", { class: "explorer-title" }, words.model),
      highlighted(this.source.model, "python"),
      element("p", { class: "explorer-title" }, words.action),
      highlighted(this.source.action, "python"),
      this.take,
    );
  }

  /** The whole script for the chosen database, as livedocs/matrix/render.py puts it together. */
  script() {
    const { head, engine, checks, rows, end } = this.data.script;
    const { model, action } = this.source;
    const enforced = this.database === this.data.unchecked ? "" : checks;
    return `${head}\n${model}\n${engine}${enforced}${rows}\n${action}${end}`;
  }

  /** What can be done with the script, on the chosen database. */
  showTake() {
    const script = this.script();
    const link = element("a", { download: "cell.py", class: "explorer-download" }, words.download);
    const before = this.take.querySelector("a");
    if (before) URL.revokeObjectURL(before.href);
    link.href = URL.createObjectURL(new Blob([script], { type: "text/x-python" }));
    this.take.replaceChildren(link);
    const runsOn = this.data.in_page[this.database];
    if (this.runs && runsOn)
      this.take.append(button(words.open, { class: "explorer-run-here" }, () => this.open(script, runsOn)));
    else if (this.runs) {
      const title = this.databases.find(({ name }) => name === this.database)?.title ?? "";
      this.take.append(" ", fill(words.recorded_only, { database: title }));
    }
  }

  /**
   * Hands the script to the playground, where it runs without the log of statements: the results show them.
   * @param {string} script
   * @param {string} database
   */
  async open(script, database) {
    const source = script.replace(", echo=True", "");
    location.assign(await addressOf({ source, modules: {}, database }));
  }

  databaseChoice() {
    const set = element("fieldset", { class: "explorer-databases" }, element("legend", {}, words.database));
    for (const { name, title } of this.databases) {
      const id = `explorer-database-${name}`;
      const input = element("input", { type: "radio", name: "explorer-database", id, value: name });
      input.checked = name === this.database;
      set.append(input, element("label", { for: id }, title));
    }
    return set;
  }

  showDatabase() {
    this.showTake();
    const index = this.databases.findIndex(({ name }) => name === this.database);
    const found = this.results[index];
    const run = find(this.answer, ".explorer-run", HTMLElement);
    run.replaceChildren(...this.run(found));
    for (const { version, results } of this.older) {
      const older = results[index];
      if (older.number === found.number) continue;
      const title = fill(words.older, { version });
      run.append(element("details", { class: "explorer-older" }, element("summary", {}, title), ...this.run(older)));
    }
  }

  /**
   * The statements of one run, its error, and the rows it left.
   * @param {Seen} seen
   */
  run({ outcome, result: [error, statements, rows] }) {
    const { data } = this;
    const lines = statements.map(([text, parameters, count], i) => {
      const failed = error && i === statements.length - 1 ? `  -- ${words.failed}` : "";
      const touched =
        count === null || failed ? "" : ` → ${fill(count === 1 ? words.count_one : words.count, { count })}`;
      return `${data.texts[text]}\n-- ${JSON.stringify(parameters)}${touched}${failed}`;
    });
    /** @type {HTMLElement[]} */
    const nodes = [element("p", { class: "explorer-title" }, words.statements)];
    nodes.push(lines.length ? highlighted(lines.join("\n"), "sql") : element("p", {}, words.no_statements));
    if (outcome.endsWith("by the database")) nodes.push(element("p", {}, words.and_database));
    if (error) nodes.push(element("p", { class: "explorer-error" }, element("code", {}, `${error[1]}: ${error[2]}`)));
    nodes.push(element("p", { class: "explorer-title" }, words.rows));
    nodes.push(rows ? this.rows(rows) : element("p", {}, words.no_tables));
    return nodes;
  }

  /** @param {Record<string, Value[][]>} after */
  rows(after) {
    const tables = element("div", { class: "explorer-rows" });
    for (const [name, before] of Object.entries(this.data.before)) {
      const columns = Object.keys(before[0]);
      const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
      const body = element("tbody");
      for (const row of before) {
        const now = after[name].find(([id]) => id === row.id);
        const cells = columns.map((column, i) => {
          const old = element("del", {}, String(row[column]));
          if (!now) return element("td", {}, old);
          if (now[i] === row[column]) return element("td", {}, String(row[column]));
          return element("td", {}, old, " ", element("ins", {}, shown(now[i])));
        });
        const change = !now ? "gone" : cells.some((cell) => cell.querySelector("ins")) ? "changed" : "same";
        body.append(element("tr", { class: `row-${change}` }, ...cells));
      }
      const caption = element("caption", {}, element("code", {}, name));
      tables.append(element("table", { class: "rows" }, caption, element("thead", {}, head), body));
    }
    return tables;
  }
}

/**
 * Makes the figure work; `runs`: whether code can run in the page.
 * @param {HTMLElement} figure
 * @param {boolean} runs
 */
export async function startExplorer(figure, runs) {
  const answer = find(figure, ".explorer-answer", HTMLElement);
  try {
    const loading = fetch(fromRoot(`assets/matrix/${figure.dataset.matrix}.json`));
    const [answered] = await Promise.all([loading, loadWords()]);
    if (!answered.ok) throw new Error(answered.statusText);
    new Explorer(figure, await answered.json(), runs);
  } catch (error) {
    answer.textContent = answer.dataset.failed ?? "";
    console.error(error);
  }
}
