// Makes a block of code runnable where it stands.

import { loadWords, run as words } from "../i18n/words.js";
import { download, find } from "../shell/dom.js";
import { Editor, markLine } from "./editor.js";
import { published } from "./example-source.js";
import { RunPanel } from "./run-panel.js";
import { addressOf } from "./share.js";

/** @import { Code, Lines } from "../../../types/runtime" */

/** @param {string} line */
const indentOf = (line) => line.match(/^[ \t]*/)?.[0] ?? "";
/** @param {string[]} lines */
const firstOf = (lines) => lines.find((line) => line.trim()) ?? "";

/**
 * Puts `code` in the place of lines `first` to `last` of `script`; `shown` is what these were without indentation.
 * @param {string} script
 * @param {string} code
 * @param {string} shown
 * @param {Lines} lines
 * @returns {{ source: string, lines: Lines }}
 */
export function putBack(script, code, shown, [first, last]) {
  const lines = script.split("\n");
  const own = indentOf(firstOf(lines.slice(first - 1, last)));
  const indent = own.slice(indentOf(firstOf(shown.split("\n"))).length);
  const edited = code
    .replace(/\n+$/, "")
    .split("\n")
    .map((line) => (line.trim() ? indent + line : line));
  lines.splice(first - 1, last - first + 1, ...edited);
  return { source: lines.join("\n"), lines: [first, first + edited.length - 1] };
}

/**
 * The first and the last of "3-5".
 * @param {string} text
 * @returns {Lines}
 */
function linesOf(text) {
  const [first, last] = text.split("-").map(Number);
  return [first, last];
}

class Block extends RunPanel {
  /**
   * @param {typeof import("./runtime.js")} runtime
   * @param {HTMLElement} figure
   */
  constructor(runtime, figure) {
    const { example = "", lines, modules, module } = figure.dataset;
    super(runtime, find(figure, ":scope > .run", HTMLElement), figure.querySelector(":scope > .result"));
    this.figure = figure;
    this.example = example;
    /** Those that stand here; null where it is the whole script. @type {Lines | null} */
    this.lines = lines ? linesOf(lines) : null;
    this.modules = modules?.split(" ") ?? [];
    this.module = module ?? null;
    this.code = find(figure, ":scope > .highlight", HTMLElement);
    this.pre = find(this.code, "pre", HTMLElement);
    this.shown = (this.pre.querySelector("code")?.textContent ?? "").replace(/\n+$/, "");
    /** Those that the last run had in their place. @type {Lines | null | undefined} */
    this.ranLines = this.lines;
    /** @type {Editor | null} */
    this.editor = null;
    this.editButton = find(this.bar, ".run-edit", HTMLButtonElement);
    this.resetButton = this.named(words.reset, { hidden: "" }, () => this.reset());
    this.addButtons();
    (this.recorded ?? this.root).after(this.result);
  }

  addButtons() {
    this.editButton.addEventListener("click", () => this.edit());
    find(this.bar, ".run-open", HTMLButtonElement).addEventListener("click", () => this.openPlayground());
    this.editButton.after(this.resetButton);
    this.figure.querySelector(".example-download")?.addEventListener("click", (event) => this.download(event));
  }

  get text() {
    return this.editor?.value ?? this.shown;
  }

  get edited() {
    return this.text.replace(/\n+$/, "") !== this.shown;
  }

  async job() {
    const topic = this.example.split("/")[0];
    const [script, ...texts] = await Promise.all(
      [`${this.example}.py`, ...this.modules.map((name) => `${topic}/${name}`)].map((path) =>
        published(`examples/${path}`),
      ),
    );
    const modules = Object.fromEntries(this.modules.map((name, i) => [name, texts[i]]));
    /** @type {Code} */
    const job = { filename: `examples/${this.example}.py`, source: script, modules, lines: null };
    if (this.module) modules[this.module] = `${this.text}\n`;
    else if (!this.lines) job.source = this.edited ? this.text : script;
    else Object.assign(job, this.edited ? putBack(script, this.text, this.shown, this.lines) : { lines: this.lines });
    this.ranLines = job.lines;
    return job;
  }

  edit() {
    this.editor = new Editor(this.shown, {
      label: words.editor,
      help: words.editor_help,
      onRun: () => this.run(),
      onChange: () => this.markLine(null),
    });
    this.code.hidden = true;
    this.code.after(this.editor.root);
    this.editButton.hidden = true;
    this.resetButton.hidden = false;
    this.markLine(null);
    this.editor.area.setSelectionRange(0, 0);
    this.editor.area.focus({ preventScroll: true });
    const { top } = this.editor.root.getBoundingClientRect();
    if (top < 0) this.editor.root.scrollIntoView({ block: "start" }); // the caret is in the first line
  }

  reset() {
    if (this.root.classList.contains("is-running")) this.stop();
    this.editor?.root.remove();
    this.editor = null;
    this.code.hidden = false;
    this.editButton.hidden = false;
    this.resetButton.hidden = true;
    this.forget();
    this.editButton.focus();
  }

  /** @param {Parameters<RunPanel["showPanel"]>} given */
  showPanel(...given) {
    super.showPanel(...given);
    this.resetButton.hidden = false;
  }

  /**
   * The link in the caption gives the script as it was; edited code is put in its place.
   * @param {Event} event
   */
  async download(event) {
    if (!this.edited || !event.isTrusted) return;
    event.preventDefault();
    const { source, modules } = await this.job();
    const [text, name] = this.module ? [modules[this.module], this.module] : [source, `${this.example}.py`];
    download(text, name.split("/").at(-1) ?? name);
  }

  /** @param {number | null} line */
  async openPlayground(line = null) {
    const { source, modules } = await this.job();
    location.assign(await addressOf({ source, modules, database: this.database, line }));
  }

  /** @param {number} line */
  shownLine(line) {
    return this.ranLines ? line - this.ranLines[0] + 1 : line;
  }

  /** @param {number | null} line */
  markLine(line) {
    const [first, last] = this.ranLines ?? [1, Infinity];
    const isHere = line !== null && !this.module && first <= line && line <= last;
    markLine(this.pre, null);
    markLine(this.editor?.stack ?? this.pre, isHere ? this.shownLine(line) : null);
    return isHere;
  }
}

/** A figure -> its block. @type {Map<HTMLElement, Block>} */
const blocks = new Map();

/**
 * Makes the bar of a block of code work.
 * @param {typeof import("./runtime.js")} runtime
 * @param {HTMLElement} figure
 */
export async function startBlock(runtime, figure) {
  await loadWords();
  if (!blocks.has(figure)) blocks.set(figure, new Block(runtime, figure));
}
