// Runs one piece of code and shows what came of it: the bar of buttons that stands in the page, the progress, the output
// as it comes, the result with its comparison, and what went wrong in words. A block of a page and the playground are
// both such panels.

import { databases, fill, language, megabytes, run as words } from "../i18n/words.js";
import { button, element, find } from "../shell/dom.js";
import { ourPage } from "./error-index.js";
import { needsPostgresql } from "./needs-postgresql.js";
import { colour, difference, differing, markSince, sameView, tables, texts } from "./result-panel.js";
import { limitMarks, safeDiagram, safePanel } from "./sanitize.js";

/** @import { Code, Progress, RaisedError, RaisedWarning, Replaced, Result } from "../../../types/runtime" */
/** @import { Tables } from "./result-panel.js" */

const LONG = 5_000; // milliseconds after which a run says that it goes on
const SHOWN = 100_000; // characters of what is being printed
const NAMED = 8; // warnings, and things that were replaced
const LONGEST = 600; // characters of an error's message,
const BRIEF = 120; // and of a warning's
const OWN_ERROR = "PostgreSQL in the page"; // what begins so is not of the server, but of its being in the page

let count = 0;
let newest = 0; // the number of the latest run that was asked for
/** Resolves when the run that holds the runtime has ended. @type {Promise<void> | null} */
let underWay = null;

/**
 * What an error means for somebody who runs code in a page; null where its own message says it.
 * @param {RaisedError} error
 */
function explained({ type, message, configuring }) {
  if (configuring) return words.configuring;
  if (type === "ModuleNotFoundError") return words.missing_module;
  if (message.startsWith("input()")) return words.input;
  if (message.includes("can't start new thread")) return words.threads;
  if (type === "SystemExit") return words.exit;
  if (/^(Syntax|Indentation|Tab)Error$/.test(type)) return words.syntax;
  if (type === "RecursionError") return words.recursion;
  if (type === "MemoryError") return words.out_of_memory;
  return null;
}

export class RunPanel {
  /**
   * `root` holds the bar. `recorded`: the panel that was recorded, or null.
   * @param {typeof import("./runtime.js")} runtime
   * @param {HTMLElement} root
   * @param {HTMLElement | null} recorded
   */
  constructor(runtime, root, recorded = null) {
    this.runtime = runtime;
    this.uid = `run-${++count}`;
    this.root = root;
    this.bar = find(root, ".run-bar", HTMLElement);
    this.recorded = recorded;
    /** The tables of the run before. @type {Tables | null} */
    this.before = null;
    /** How the result compares with the recorded one, in words. @type {string | null} */
    this.verdict = null;
    /** The diagram of the last run. @type {Element | null} */
    this.drawing = null;
    this.printedText = "";
    /** Until what was printed is shown. @type {number | null} */
    this.frame = null;
    this.hint = 0; // the timer of the note that a run goes on
    this.runButton = find(this.bar, ".run-button", HTMLButtonElement);
    this.runButton.addEventListener("click", () => this.run());
    this.stopButton = this.named(words.stop, { class: "run-stop", hidden: "" }, () => this.stop());
    this.runButton.after(this.stopButton);
    /** @type {HTMLElement} */
    this.note = root.querySelector(".run-note") ?? element("p", { class: "run-note", hidden: "" });
    this.status = element("p", { class: "run-status", role: "status" });
    this.progress = element("progress", { class: "run-progress", "aria-label": words.preparing, hidden: "" });
    this.stream = element("pre", {
      class: "run-stream",
      "aria-live": "polite",
      "aria-label": words.printing,
      hidden: "",
    });
    this.head = element("div", { class: "run-head", hidden: "" });
    this.error = element("div", { class: "run-error", hidden: "" });
    this.root.append(this.note, this.status, this.progress, this.stream, this.head, this.error);
    this.result = element("div", { class: "run-result", hidden: "" });
    this.liveButton = this.named(words.show_live, {}, () => this.showLive());
    this.recordedButton = this.named(words.show_recorded, {}, () => this.showRecorded());
    const choice = this.bar.querySelector(".run-databases");
    choice?.addEventListener("change", () => this.databaseChosen());
    if (this.database !== this.runButton.value) this.databaseChosen();
  }

  /**
   * A button whose name says, too, which code it is about.
   * @param {string} text
   * @param {Record<string, string>} attributes
   * @param {() => unknown} onClick
   */
  named(text, attributes, onClick) {
    const { name } = this.bar.dataset;
    const said = name ? fill(words.button_of, { button: text, name }) : null;
    return button(text, said ? { ...attributes, "aria-label": said } : attributes, onClick);
  }

  get database() {
    /** @type {HTMLInputElement | null} */
    const chosen = this.bar.querySelector(".run-databases input:checked");
    return chosen?.value ?? this.runButton.value;
  }

  databaseChosen() {
    this.note.hidden = this.database !== "postgresql";
    this.note.textContent = fill(words.postgresql_size, { size: megabytes(this.runtime.size("postgresql")) });
  }

  /**
   * What is run.
   * @returns {Promise<Code>}
   */
  async job() {
    throw new Error("not implemented");
  }

  /** Whether the code is another than the recorded one. */
  get edited() {
    return false;
  }

  /**
   * Marks a line of the script where the code stands, null none; false if the line does not stand there.
   * @param {number | null} _line
   */
  markLine(_line) {
    return false;
  }

  /**
   * Shows a line that does not stand here.
   * @param {number} _line
   */
  async openPlayground(_line) {}

  async run() {
    const number = ++newest;
    const last = underWay;
    let ended = () => {};
    underWay = new Promise((resolve) => (ended = resolve));
    try {
      if (last) {
        this.runtime.stop();
        await last;
      }
      if (number === newest) await this.perform();
    } finally {
      ended();
      if (number === newest) underWay = null;
    }
  }

  stop() {
    this.runtime.stop();
  }

  async perform() {
    this.begin();
    const database = this.database;
    try {
      const job = await this.job();
      const result = await this.runtime.run(
        { lines: null, ...job, database, language, uid: this.uid },
        { onOutput: (text) => this.printed(text), onProgress: (progress) => this.loading(progress) },
      );
      this.end();
      this.show(result, database);
    } catch (error) {
      this.end();
      this.failed(error);
    }
  }

  begin() {
    this.printedText = "";
    this.stream.textContent = "";
    this.stream.hidden = true;
    this.error.hidden = true;
    this.note.hidden = true;
    this.markLine(null);
    this.root.classList.add("is-running");
    this.stopButton.hidden = false;
    this.status.textContent = words.running;
    this.status.classList.remove("is-told");
    this.hint = setTimeout(() => (this.status.textContent = words.still), LONG);
  }

  end() {
    clearTimeout(this.hint);
    this.root.classList.remove("is-running");
    if (document.activeElement === this.stopButton) this.runButton.focus();
    this.stopButton.hidden = true;
    this.progress.hidden = true;
    this.flush();
  }

  /** @param {Progress} progress */
  loading({ loaded, total }) {
    clearTimeout(this.hint);
    const done = loaded >= total;
    this.progress.hidden = done;
    this.progress.max = total;
    this.progress.value = loaded;
    const sizes = { loaded: megabytes(loaded), total: megabytes(total) };
    this.status.textContent = done ? words.running : fill(words.loading, sizes);
    if (done) this.hint = setTimeout(() => (this.status.textContent = words.still), LONG);
  }

  /**
   * Shows what is printed, at most once in each frame; null where the run begins again.
   * @param {string | null} text
   */
  printed(text) {
    this.printedText = text === null ? "" : (this.printedText + text).slice(-SHOWN);
    this.frame ??= requestAnimationFrame(() => this.flush());
  }

  flush() {
    if (this.frame) cancelAnimationFrame(this.frame);
    this.frame = null;
    this.stream.hidden = !this.printedText;
    this.stream.textContent = limitMarks(this.printedText);
    this.stream.scrollTop = this.stream.scrollHeight;
  }

  /**
   * @param {Result} result
   * @param {string} database
   */
  show({ status, html, diagram, error, warnings, replaced, isCut, milliseconds }, database) {
    const panel = safePanel(html, this.uid);
    if (panel) {
      this.stream.hidden = true;
      this.showPanel(panel, database, milliseconds ?? 0);
    } else {
      this.showRecorded();
      this.head.hidden = true;
    }
    this.drawing = safeDiagram(diagram, this.uid);
    /** @type {Partial<Record<Result["status"], string>>} */
    const endings = { done: words.done, stopped: words.stopped, flood: words.flood, memory: words.memory };
    let ended = (Object.hasOwn(endings, status) && endings[status]) || words.crashed;
    if (status === "done" && html && !panel) ended = words.too_large;
    const told = status === "done" && panel;
    this.status.textContent = told ? `${ended} ${this.verdict ?? ""}` : ended;
    this.status.classList.toggle("is-told", Boolean(told));
    if (panel) this.showNotes(replaced ?? [], isCut, database);
    if (panel) this.showWarnings(warnings ?? []);
    if (error) this.showError(error, database);
  }

  /**
   * Says what the page stood in for, and that the result is not shown whole.
   * @param {Replaced[]} replaced
   * @param {boolean | undefined} isCut
   * @param {string} database
   */
  showNotes(replaced, isCut, database) {
    const listed = replaced
      .filter(({ kind }) => Object.hasOwn(words.replaced_by, kind))
      .slice(0, NAMED)
      .map(({ kind, what }) => fill(words.replaced_by[kind], { what, database: databases[database] }));
    if (replaced.length > NAMED) listed.push("…");
    if (listed.length) {
      this.head.append(element("p", { class: "run-replaced" }, `${words.replaced} ${listed.join(", ")}`));
    }
    if (isCut) this.head.append(element("p", { class: "run-cut" }, words.cut));
  }

  /**
   * Links each warning to the page on its message; those of the configuration say so.
   * @param {RaisedWarning[]} warnings
   */
  async showWarnings(warnings) {
    const { head } = this;
    const different = new Map(warnings.map((warning) => [`${warning.category}: ${warning.message}`, warning]));
    if (warnings.some(({ configuring }) => configuring)) {
      head.append(element("p", { class: "run-configuring" }, words.configuring_warned));
    }
    for (const { category, message } of [...different.values()].slice(0, NAMED)) {
      const type = category.replace(/^.*\./, "");
      const page = await ourPage({ type, message });
      if (!page || head !== this.head) continue;
      const whole = `${type}: ${message}`; // the output has it whole
      const text = whole.length > BRIEF ? `${whole.slice(0, BRIEF)}…` : whole;
      const link = element("a", { href: page.href }, page.title);
      head.append(element("p", { class: "run-warning" }, element("code", {}, text), ` ${words.our_page}: `, link));
    }
  }

  /**
   * @param {HTMLElement} panel
   * @param {string} database
   * @param {number} milliseconds
   */
  showPanel(panel, database, milliseconds) {
    const now = texts(panel, database);
    const rows = tables(panel);
    if (this.before) markSince(panel, this.before);
    this.before = rows;
    colour(panel);
    sameView(panel, this.result.querySelector(".result") ?? this.recorded);
    this.result.replaceChildren(panel);
    const title = element(
      "p",
      { class: "run-title" },
      element("strong", {}, fill(words.live, { database: databases[database] })),
    );
    title.append(
      " ",
      element("span", { class: "run-time" }, fill(words.milliseconds, { count: Math.round(milliseconds) })),
    );
    this.head.replaceChildren(title);
    this.verdict = null;
    if (this.recorded) this.compare(texts(this.recorded, database), now, database);
    this.head.hidden = false;
    this.showLive();
  }

  /**
   * Says how the result differs from the recorded one, and why that may be.
   * @param {ReturnType<typeof texts>} before
   * @param {ReturnType<typeof texts>} now
   * @param {string} database
   */
  compare(before, now, database) {
    const views = differing(before, now);
    const names = views.map((view) => words.views[view]).join(", ");
    this.verdict = views.length ? fill(words.differs, { views: names }) : words.same;
    const verdict = element("p", { class: `run-verdict ${views.length ? "is-different" : "is-same"}` }, this.verdict);
    const isServer = database === "postgresql" && views.length && !now.output.includes(OWN_ERROR);
    /** @type {HTMLElement | null} */
    const listed = document.querySelector("#runtime-files");
    if (this.edited) verdict.append(` ${words.edited}`);
    else if (isServer && listed?.dataset.otherServer) {
      verdict.append(` ${listed.dataset.otherServer}`);
      this.verdict = verdict.textContent;
    }
    const choice = element("div", { class: "run-choice", role: "group", "aria-label": words.show });
    choice.append(this.liveButton, this.recordedButton);
    this.head.append(verdict, choice);
    if (views.length) this.result.append(difference(before, now));
  }

  showLive() {
    this.result.hidden = false;
    if (!this.recorded) return;
    this.recorded.hidden = true;
    this.liveButton.setAttribute("aria-pressed", "true");
    this.recordedButton.setAttribute("aria-pressed", "false");
  }

  showRecorded() {
    this.result.hidden = true;
    if (!this.recorded) return;
    this.recorded.hidden = false;
    this.liveButton.setAttribute("aria-pressed", "false");
    this.recordedButton.setAttribute("aria-pressed", "true");
  }

  /**
   * Says what the error was and where, marks its line, and links to the page on its message if there is one.
   * @param {RaisedError} error
   * @param {string} database
   */
  async showError(error, database) {
    const message = error.message.replace(/ \([\w.]+\.py, line \d+\)$/, ""); // of the whole script: told below, as shown
    const said = message ? `${error.type}: ${message}` : error.type;
    const text = element(
      "p",
      {},
      `${explained(error) ?? words.error} `,
      element("code", {}, limitMarks(said.slice(0, LONGEST))),
    );
    this.error.replaceChildren(text);
    const { line } = error;
    if (line && this.markLine(line)) {
      text.append(" ", fill(words.line, { line: this.shownLine(line) }));
    } else if (line) {
      text.append(" ", fill(words.line_elsewhere, { line }));
      this.error.append(button(words.open_line, { class: "run-open-line" }, () => this.openPlayground(line)));
    }
    if (database === "sqlite" && needsPostgresql(error)) this.offerPostgresql();
    this.error.hidden = false;
    const { error: shown } = this;
    const page = await ourPage(error);
    if (page && !shown.hidden && shown.contains(text)) {
      text.after(element("p", {}, `${words.our_page}: `, element("a", { href: page.href }, page.title)));
    }
  }

  /** Where the page can run the code on PostgreSQL, a button that does so. */
  offerPostgresql() {
    /** @type {HTMLInputElement | null} */
    const input = this.bar.querySelector('.run-databases input[value="postgresql"]');
    if (!input) return;
    const again = button(words.run_on_postgresql, { class: "run-on-postgresql" }, () => {
      input.checked = true;
      this.runButton.focus();
      this.run();
    });
    const weight = fill(words.postgresql_size, { size: megabytes(this.runtime.size("postgresql")) });
    this.error.append(
      element("p", {}, words.needs_postgresql, " ", again),
      element("p", { class: "run-weight" }, weight),
    );
  }

  /**
   * The number of a line of the script where the code stands.
   * @param {number} line
   */
  shownLine(line) {
    return line;
  }

  /** @param {unknown} error */
  failed(error) {
    const isDownload = error instanceof Error && "reason" in error && error.reason === "download";
    if (!isDownload) console.error(error);
    this.status.textContent = isDownload ? words.download : words.crashed;
    const again = button(words.again, { class: "run-again" }, () => {
      this.runButton.focus();
      this.run();
    });
    this.error.replaceChildren(again);
    this.error.hidden = false;
  }

  /** @param {string} text */
  tell(text) {
    this.status.classList.remove("is-told");
    this.status.textContent = text;
  }

  /** As before the first run. */
  forget() {
    this.before = null;
    this.status.classList.remove("is-told");
    this.result.replaceChildren();
    this.showRecorded();
    this.markLine(null);
    for (const part of [this.head, this.error, this.stream, this.note]) part.hidden = true;
    this.status.textContent = "";
  }
}
