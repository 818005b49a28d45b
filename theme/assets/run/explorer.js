// Every combination of settings: the reader chooses, the recorded run answers. The choices stand in the address.

import { fill, loadWords, explorer as words } from "../i18n/words.js";
import { button, element, fromRoot } from "../shell/dom.js";
import { highlighted } from "./highlight.js";
import { addressOf } from "./share.js";

/** What a setting is called in the form and in the address. */
const slug = (name) => name.replaceAll(" ", "-");

class Explorer {
  constructor(figure, data, runs) {
    this.figure = figure;
    this.runs = runs; // whether code can run in the page
    this.data = data;
    this.databases = Object.entries(data.databases).map(([name, title]) => ({
      name,
      title: words.databases[name] ?? title,
    }));
    this.form = figure.querySelector("form");
    this.answer = figure.querySelector(".explorer-answer");
    this.database = "postgresql";
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.answer.addEventListener("change", ({ target }) => {
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
    return this.names.map((name) => form.get(slug(name)));
  }

  fromAddress() {
    const asked = new URLSearchParams(location.search);
    for (const name of this.names) {
      const values = this.data.settings[name];
      const value = values.includes(asked.get(slug(name))) ? asked.get(slug(name)) : values[0];
      this.form.elements[slug(name)][values.indexOf(value)].checked = true;
    }
    this.show();
  }

  changed() {
    const address = new URL(location);
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
    let number = 0;
    this.choices().forEach((value, i) => {
      const name = this.names[i];
      const values = data.settings[name];
      number = number * values.length + values.indexOf(value);
      const why = this.form.querySelector(`#explorer-${slug(name)}-why`);
      why.textContent = words.values[name][value].meaning;
    });
    this.cell = data.cells[number];
    if (!Array.isArray(this.cell)) {
      const reason = words.impossible[data.impossible[this.cell]];
      this.answer.replaceChildren(
        element("p", { class: "explorer-impossible" }, element("strong", {}, words.impossible_title), ` ${reason}`),
      );
      return;
    }
    const [model, action, results, ...older] = this.cell; // older results only where one of them differs
    this.source = { model: data.models[model], action: data.actions[action] };
    const read = (numbers) => numbers.map((i) => ({ outcome: data.outcomes[i], result: data.results[i], number: i }));
    this.results = read(results);
    this.older = older.map((numbers, i) => ({ version: data.older[i], results: read(numbers) }));
    this.answer.replaceChildren(
      this.verdict(),
      this.code(),
      this.databaseChoice(),
      element("div", { class: "explorer-run" }),
    );
    this.showDatabase();
  }

  verdict() {
    const groups = new Map();
    this.results.forEach(({ outcome }, i) => {
      groups.set(outcome, [...(groups.get(outcome) ?? []), this.databases[i].title]);
    });
    const list = element("dl", { class: "explorer-verdict" });
    for (const [outcome, names] of groups) {
      list.append(element("dt", {}, names.join(" · ")), element("dd", {}, words.outcomes[outcome].sentence));
    }
    const note = groups.size === 1 ? words.agree : words.differ;
    return element("div", {}, list, element("p", { class: groups.size === 1 ? "" : "explorer-differ" }, note));
  }

  code() {
    this.take = element("p", { class: "explorer-take" });
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
    URL.revokeObjectURL(this.take.querySelector("a")?.href);
    link.href = URL.createObjectURL(new Blob([script], { type: "text/x-python" }));
    this.take.replaceChildren(link);
    const runsOn = this.data.in_page[this.database];
    if (this.runs && runsOn)
      this.take.append(button(words.open, { class: "explorer-run-here" }, () => this.open(script, runsOn)));
    else if (this.runs) {
      const { title } = this.databases.find(({ name }) => name === this.database);
      this.take.append(" ", fill(words.recorded_only, { database: title }));
    }
  }

  /** Hands the script to the playground, where it runs without the log of statements: the results show them. */
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
    const run = this.answer.querySelector(".explorer-run");
    run.replaceChildren(...this.run(found));
    for (const { version, results } of this.older) {
      const older = results[index];
      if (older.number === found.number) continue;
      const title = fill(words.older, { version });
      run.append(element("details", { class: "explorer-older" }, element("summary", {}, title), ...this.run(older)));
    }
  }

  /** The statements of one run, its error, and the rows it left. */
  run({ outcome, result: [error, statements, rows] }) {
    const { data } = this;
    const lines = statements.map(([text, parameters, count], i) => {
      const failed = error && i === statements.length - 1 ? `  -- ${words.failed}` : "";
      const touched =
        count === null || failed ? "" : ` → ${fill(count === 1 ? words.count_one : words.count, { count })}`;
      return `${data.texts[text]}\n-- ${JSON.stringify(parameters)}${touched}${failed}`;
    });
    const nodes = [element("p", { class: "explorer-title" }, words.statements)];
    nodes.push(lines.length ? highlighted(lines.join("\n"), "sql") : element("p", {}, words.no_statements));
    if (outcome.endsWith("by the database")) nodes.push(element("p", {}, words.and_database));
    if (error) nodes.push(element("p", { class: "explorer-error" }, element("code", {}, `${error[1]}: ${error[2]}`)));
    nodes.push(element("p", { class: "explorer-title" }, words.rows));
    nodes.push(rows ? this.rows(rows) : element("p", {}, words.no_tables));
    return nodes;
  }

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
          return element("td", {}, old, " ", element("ins", {}, now[i] === null ? "NULL" : String(now[i])));
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

export async function startExplorer(figure, runs) {
  const answer = figure.querySelector(".explorer-answer");
  try {
    const loading = fetch(fromRoot(`assets/matrix/${figure.dataset.matrix}.json`));
    const [answered] = await Promise.all([loading, loadWords()]);
    if (!answered.ok) throw new Error(answered.statusText);
    new Explorer(figure, await answered.json(), runs);
  } catch (error) {
    answer.textContent = answer.dataset.failed;
    console.error(error);
  }
}
