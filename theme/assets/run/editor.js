// A small editor for Python: a textarea, and under its transparent letters the same text in colours. Everything that
// a textarea brings is kept: selecting, undoing, input methods, the phone's keyboard, screen readers.

import { element } from "../shell/dom.js";
import { coloured } from "./highlight.js";

const INDENT = "    ";
export const PLAIN = {
  spellcheck: "false",
  autocapitalize: "off",
  autocomplete: "off",
  autocorrect: "off",
  wrap: "off",
};
let count = 0;

/**
 * Marks a line of the code in `place`; null none.
 * @param {Element} place
 * @param {number | null} number
 */
export function markLine(place, number) {
  for (const mark of place.querySelectorAll(".error-line")) mark.remove();
  if (number === null) return;
  const mark = element("span", { class: "error-line" });
  mark.style.setProperty("--line", String(number - 1));
  place.append(mark);
}

export class Editor {
  /**
   * `label` names it, `help` says how to leave it; `onRun` is called on Ctrl+Enter, `onChange` after each change.
   * @param {string} text
   * @param {{ label: string, help: string, onRun: () => void, onChange: () => void }} options
   */
  constructor(text, { label, help, onRun, onChange }) {
    const id = `editor-help-${++count}`;
    this.colours = element("pre", { "aria-hidden": "true" });
    this.area = element("textarea", { ...PLAIN, "aria-label": label, "aria-describedby": id });
    const stack = element("div", { class: "editor-stack" }, this.colours, this.area);
    this.root = element("div", { class: "editor highlight" }, stack, element("p", { class: "editor-help", id }, help));
    this.stack = stack;
    this.onRun = onRun;
    this.leaving = false; // after Esc, Tab leaves
    this.area.value = text;
    this.area.addEventListener("input", () => {
      this.draw();
      onChange();
    });
    this.area.addEventListener("scroll", () => (this.colours.scrollLeft = this.area.scrollLeft));
    this.area.addEventListener("blur", () => (this.leaving = false));
    this.area.addEventListener("keydown", (event) => this.key(event));
    this.draw();
  }

  get value() {
    return this.area.value;
  }

  set value(text) {
    this.area.value = text;
    this.draw();
  }

  draw() {
    this.colours.replaceChildren(coloured(this.value, "python"), "\n");
    this.area.rows = this.value.split("\n").length;
    this.colours.scrollLeft = this.area.scrollLeft;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { key, shiftKey } = event;
    if (event.isComposing) return; // the input method's own Enter
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.onRun();
    } else if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (key === "Escape") {
      this.leaving = true;
    } else if (key === "Tab" && !this.leaving) {
      event.preventDefault();
      if (shiftKey) this.changeLines((line) => line.replace(/^ {1,4}/, ""));
      else if (this.selected.includes("\n")) this.changeLines((line) => line && INDENT + line);
      else this.insert(INDENT);
    } else if (key === "Enter" && !shiftKey) {
      event.preventDefault();
      const line = this.value.slice(this.lineStart, this.area.selectionStart);
      this.insert(`\n${line.match(/^ */)?.[0]}${/:\s*(#.*)?$/.test(line) ? INDENT : ""}`);
    } else if (key !== "Shift" && key !== "Tab") {
      this.leaving = false;
    }
  }

  get selected() {
    return this.value.slice(this.area.selectionStart, this.area.selectionEnd);
  }

  get lineStart() {
    return this.area.selectionStart === 0 ? 0 : this.value.lastIndexOf("\n", this.area.selectionStart - 1) + 1;
  }

  /** @param {string} text */
  insert(text) {
    // Only this way the browser can undo it.
    if (document.execCommand("insertText", false, text)) return;
    this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.area.dispatchEvent(new InputEvent("input"));
  }

  /**
   * Changes each line that the selection touches, and selects them, unless there is only one.
   * @param {(line: string) => string} change
   */
  changeLines(change) {
    const [start, { value }] = [this.lineStart, this];
    let end = this.area.selectionEnd;
    if (end > start && value[end - 1] === "\n") end--; // the selection ends before that line's first letter
    end = value.indexOf("\n", end) < 0 ? value.length : value.indexOf("\n", end);
    const lines = value.slice(start, end);
    const changed = lines.split("\n").map(change).join("\n");
    if (changed === lines) return;
    const caret = this.area.selectionStart + changed.length - lines.length;
    this.area.setSelectionRange(start, end);
    this.insert(changed);
    if (lines.includes("\n")) this.area.setSelectionRange(start, start + changed.length);
    else this.area.setSelectionRange(Math.max(start, caret), Math.max(start, caret));
  }

  /**
   * Puts other text in the place of all, in a way that can be undone.
   * @param {string} text
   */
  replace(text) {
    this.area.focus({ preventScroll: true });
    this.area.select();
    this.insert(text);
    this.area.setSelectionRange(0, 0);
  }

  /**
   * Marks a line; null none. False if there is no such line.
   * @param {number | null} number
   */
  mark(number) {
    markLine(this.stack, number);
    return number !== null && number <= this.value.split("\n").length;
  }

  /** @param {number} number */
  selectLine(number) {
    const lines = this.value.split("\n");
    const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  }
}
