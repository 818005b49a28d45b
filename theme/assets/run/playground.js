// The playground: any script, run in the page. It begins with a template, or with the code that a link brought.

import { fill, loadWords, run as words } from "../i18n/words.js";
import { button, download, element } from "../shell/dom.js";
import { Editor } from "./editor.js";
import { published } from "./example-source.js";
import { highlighted } from "./highlight.js";
import { Bench } from "./run-panel.js";
import { addressOf, fromFragment } from "./share.js";

const NAME = "playground.py";
const DRAFT = "playground"; // in the tab's storage: a reload loses nothing

class Playground extends Bench {
  constructor(runtime, figure) {
    super(runtime, figure.querySelector(".run"));
    this.figure = figure;
    this.modules = {};
    this.starters = [...figure.querySelectorAll("a[data-example]")];
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
    );
    this.bar.after(this.link);
    this.starter = element("label", { class: "playground-starter" }, `${words.starter} `, this.choice());
    addEventListener("hashchange", () => this.open());
  }

  /** Puts the editor into the page, once, when there is something in it: nothing moves afterwards. */
  appear() {
    if (this.editor.root.isConnected) return;
    const { starter, notice, editor, beside, root, drawn, result } = this;
    this.figure.replaceChildren(starter, notice, editor.root, beside, root, drawn, result);
    this.figure.classList.add("is-awake");
  }

  choice() {
    this.select = element("select", {}, element("option", { value: "" }, words.starter_own));
    for (const link of this.starters) {
      this.select.append(element("option", { value: link.dataset.example }, link.textContent));
    }
    this.select.addEventListener("change", () => this.beginWith(this.select.value));
    return this.select;
  }

  /** Shows the code that the address holds, else what was written last, else the first template. */
  async open() {
    let isBad = false;
    try {
      const brought = await fromFragment(location.hash);
      if (brought) {
        this.take(brought);
        return;
      }
    } catch (error) {
      console.error(error);
      isBad = true;
    }
    const draft = this.draft();
    if (this.editor.value) {
      // the code that is there stays
    } else if (draft) this.take({ ...draft, isOwn: true });
    else await this.beginWith(this.starters[0].dataset.example);
    if (isBad) this.notify(words.bad_link);
  }

  take({ source, modules, database, line, isOwn = false }) {
    this.editor.value = source;
    this.modules = modules;
    this.select.value = "";
    this.forget();
    const input = this.bar.querySelector(`.run-databases input[value="${CSS.escape(database ?? "")}"]`);
    if (input) input.checked = true;
    const names = Object.entries(modules);
    this.beside.replaceChildren(
      ...names.map(([name, text]) => {
        const title = element("summary", {}, fill(words.module, { name }));
        return element("details", {}, title, highlighted(text, "python"));
      }),
    );
    if (isOwn) this.notice.hidden = true;
    else this.notify(words.from_link);
    this.appear();
    if (line) {
      this.markLine(line);
      this.editor.selectLine(line);
    }
  }

  notify(text) {
    this.notice.textContent = text;
    this.notice.hidden = false;
  }

  async beginWith(name) {
    if (!name) return;
    try {
      const source = (await published(`${name}.py`)).trimEnd();
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
      sessionStorage.setItem(DRAFT, JSON.stringify({ source: this.editor.value, modules: this.modules }));
    } catch {
      // no storage: the code lasts as long as the page
    }
  }

  draft() {
    try {
      return JSON.parse(sessionStorage.getItem(DRAFT));
    } catch {
      return null;
    }
  }

  begin() {
    super.begin();
    this.figure.classList.add("has-run");
  }

  async job() {
    return { source: this.editor.value, filename: NAME, modules: this.modules };
  }

  show(result, database, job) {
    super.show(result, database, job);
    this.drawn.replaceChildren(...(this.drawing ? [this.drawing] : []));
    this.drawn.hidden = !this.drawing;
  }

  markLine(line) {
    return this.editor.mark(line);
  }

  openPlayground(line) {
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

export async function startPlayground(runtime, figure) {
  await loadWords();
  return new Playground(runtime, figure).open();
}
