// The playground: any script, run in the page. It begins with a template, or with the code that a link brought.

import { fill, loadWords, run as words } from "../i18n/words.js";
import { button, download, element, find } from "../shell/dom.js";
import { Editor, PLAIN } from "./editor.js";
import { published } from "./example-source.js";
import { RunPanel } from "./run-panel.js";
import { addressOf, checked, fromFragment, MODULE } from "./share.js";

/** @import { Code } from "../../../types/runtime" */
/** @import { Shared } from "./share.js" */

const NAME = "playground.py";
const CHECK = /^#check=([\w/-]+)$/; // the script that tries a sentence of a page
const DRAFT = "playground"; // in the tab's storage: a reload loses nothing
const REORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/; // text is shown in another order than it runs

class Playground extends RunPanel {
  /**
   * @param {typeof import("./runtime.js")} runtime
   * @param {HTMLElement} figure
   */
  constructor(runtime, figure) {
    super(runtime, find(figure, ".run", HTMLElement));
    this.figure = figure;
    /** The text of each module beside the script, by its name. @type {Record<string, string>} */
    this.modules = {};
    this.starters = /** @type {HTMLElement[]} */ ([...figure.querySelectorAll("a[data-example]")]);
    this.select = element("select", {}, element("option", { value: "" }, words.starter_own));
    this.editor = new Editor("", {
      label: words.editor,
      help: words.editor_help,
      onRun: () => this.run(),
      onChange: () => this.changed(),
    });
    this.notice = element("p", { class: "playground-notice", role: "status", hidden: "" });
    this.beside = element("div", { class: "playground-modules" });
    this.drawn = element("figure", { class: "diagram", tabindex: "0", hidden: "" });
    this.link = element("input", { class: "playground-link", readonly: "", "aria-label": words.link, hidden: "" });
    this.stopButton.after(
      button(words.download_code, {}, () => download(this.editor.value, NAME)),
      button(words.share, { class: "playground-share" }, () => this.share()),
      button(words.add_file, { class: "playground-add" }, () => this.askForFile()),
    );
    this.file = element("input", { placeholder: "app/models.py", "aria-label": words.file_name, ...PLAIN });
    this.files = element(
      "form",
      { class: "playground-file", hidden: "" },
      element("label", {}, `${words.file_name} `, this.file),
      element("button", { type: "submit" }, words.add),
      element("p", { role: "status" }),
    );
    this.files.addEventListener("submit", (event) => {
      event.preventDefault();
      this.addFile(this.file.value.trim());
    });
    this.bar.after(this.link);
    this.starter = element("label", { class: "playground-starter" }, `${words.starter} `, this.choice());
    addEventListener("hashchange", () => this.open());
  }

  /** Puts the editor into the page, once, when there is something in it: nothing moves afterwards. */
  appear() {
    if (this.editor.root.isConnected) return;
    const { starter, notice, editor, beside, files, root, drawn, result } = this;
    this.figure.replaceChildren(starter, notice, editor.root, beside, files, root, drawn, result);
    this.figure.classList.add("is-awake");
  }

  choice() {
    for (const link of this.starters) {
      this.select.append(element("option", { value: link.dataset.example ?? "" }, link.textContent));
    }
    this.select.addEventListener("change", () => this.beginWith(this.select.value));
    return this.select;
  }

  /** Shows the code that the address holds, else what was written last, else the first template. */
  async open() {
    let isBad = false;
    const draft = this.draft();
    if (draft && location.hash && draft.address === location.hash && !this.editor.value) {
      this.take(draft, true); // what was made of the code in the address: a reload loses nothing
      return;
    }
    try {
      const check = CHECK.exec(location.hash)?.[1];
      if (check) {
        this.take(checked({ source: await published(`claims/${check}.py`) }), true);
        return;
      }
      const brought = await fromFragment(location.hash);
      if (brought) {
        this.take(brought);
        return;
      }
    } catch (error) {
      console.error(error);
      isBad = true;
    }
    if (this.editor.value) {
      // the code that is there stays
    } else if (draft) this.take(draft, true);
    else await this.beginWith(this.starters[0].dataset.example);
    if (isBad) this.notify(words.bad_link);
  }

  /**
   * Shows this code; `isOwn`: the reader's, which needs no warning.
   * @param {Shared} shared
   */
  take({ source, modules, database, line }, isOwn = false) {
    this.editor.value = source;
    this.modules = modules;
    this.select.value = "";
    this.forget();
    /** @type {HTMLInputElement | null} */
    const input = this.bar.querySelector(`.run-databases input[value="${CSS.escape(database ?? "")}"]`);
    if (input) input.checked = true;
    this.beside.replaceChildren(...Object.keys(modules).map((name) => this.moduleEditor(name)));
    const isReordered = [source, ...Object.values(modules)].some((text) => REORDERING.test(text));
    if (isOwn) this.notice.hidden = true;
    else this.notify(isReordered ? `${words.from_link} ${words.reordered}` : words.from_link);
    this.appear();
    if (line) {
      this.markLine(line);
      this.editor.selectLine(line);
    }
  }

  /** @param {string} name */
  moduleEditor(name) {
    const editor = new Editor(this.modules[name], {
      label: name,
      help: words.editor_help,
      onRun: () => this.run(),
      onChange: () => {
        this.modules[name] = editor.value;
        this.changed();
      },
    });
    const remove = button(fill(words.remove_file, { name }), { class: "playground-remove" }, () => {
      delete this.modules[name];
      details.remove();
      this.changed();
      this.editor.area.focus();
    });
    const title = element("summary", {}, fill(words.module, { name }));
    const details = element("details", {}, title, editor.root, remove);
    return details;
  }

  askForFile() {
    this.files.hidden = !this.files.hidden;
    if (!this.files.hidden) this.file.focus();
  }

  /** @param {string} name */
  addFile(name) {
    const status = find(this.files, "[role=status]", HTMLElement);
    const isTaken = name === NAME || Object.hasOwn(this.modules, name);
    status.textContent = isTaken || !MODULE.test(name) ? words.bad_file_name : "";
    if (status.textContent) return;
    this.modules[name] = "";
    const details = this.moduleEditor(name);
    details.open = true;
    this.beside.append(details);
    this.files.hidden = true;
    this.file.value = "";
    this.changed();
    find(details, "textarea", HTMLTextAreaElement).focus();
  }

  /** @param {string} text */
  notify(text) {
    this.notice.textContent = text;
    this.notice.hidden = false;
  }

  /** @param {string | undefined} name */
  async beginWith(name) {
    if (!name) return;
    try {
      const source = (await published(`examples/${name}.py`)).trimEnd();
      this.modules = {};
      this.beside.replaceChildren();
      this.notice.hidden = true;
      this.forget();
      if (this.editor.value)
        this.editor.replace(source); // it can be undone
      else this.editor.value = source;
      this.select.value = name;
      if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
    } catch (error) {
      this.failed(error);
    }
    this.appear();
  }

  changed() {
    this.markLine(null);
    this.select.value = "";
    this.link.hidden = true;
    try {
      const { editor, modules } = this;
      sessionStorage.setItem(DRAFT, JSON.stringify({ source: editor.value, modules, address: location.hash }));
    } catch {
      // no storage: the code lasts as long as the page
    }
  }

  /**
   * What was written last, if it is still there; `address`: the fragment that brought the code.
   * @returns {(Shared & { address: unknown }) | null}
   */
  draft() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
      return { ...checked(kept), address: kept.address };
    } catch {
      return null;
    }
  }

  begin() {
    super.begin();
    this.figure.classList.add("has-run");
  }

  /** @returns {Promise<Code>} */
  async job() {
    return { source: this.editor.value, filename: NAME, modules: this.modules };
  }

  /** @param {Parameters<RunPanel["show"]>} given */
  show(...given) {
    super.show(...given);
    this.drawn.replaceChildren(...(this.drawing ? [this.drawing] : []));
    this.drawn.hidden = !this.drawing;
  }

  /** @param {number | null} line */
  markLine(line) {
    return this.editor.mark(line);
  }

  /** @param {number} line */
  async openPlayground(line) {
    this.editor.selectLine(line);
  }

  async share() {
    const { database, modules } = this;
    const href = await addressOf({ source: this.editor.value, modules, database });
    this.link.value = href;
    this.link.hidden = false;
    try {
      await navigator.clipboard.writeText(href);
      this.tell(words.link_copied);
    } catch {
      this.tell(words.link_made);
      this.link.select();
    }
  }

  forget() {
    super.forget();
    this.link.hidden = true;
    this.drawn.hidden = true;
  }
}

/**
 * @param {typeof import("./runtime.js")} runtime
 * @param {HTMLElement} figure
 */
export async function startPlayground(runtime, figure) {
  await loadWords();
  return new Playground(runtime, figure).open();
}
