// The bars under blocks of code stand in the page from the start. What makes them work is loaded when a reader means to
// use one, by mouse, finger or keyboard; a click that comes before is handed on when it has arrived.

const INTENT = ["pointerover", "focusin", "touchstart", "click"];
const root = document.documentElement;
const listed = /** @type {HTMLElement | null} */ (document.querySelector("#runtime-files"));

/** Whether the site was built with what runs code, and this browser can do it. */
export function supported() {
  const isThere = listed && self.WebAssembly && self.Worker && self.DecompressionStream;
  return Boolean(isThere && "sandbox" in HTMLIFrameElement.prototype);
}

const saves = Boolean(navigator.connection?.saveData);
/** A figure -> promise that its bar works. @type {Map<HTMLElement, Promise<void>>} */
const waking = new Map();
/** The button that was pressed before its bar worked. @type {HTMLElement | null} */
let waiting = null;

/** @param {HTMLElement} figure */
function wake(figure) {
  if (!waking.has(figure)) {
    const promise = load(figure);
    waking.set(figure, promise);
    promise.catch(() => waking.delete(figure));
  }
  return waking.get(figure);
}

/** @param {HTMLElement} figure */
async function load(figure) {
  const [runtime, { startBlock }] = await Promise.all([import("./runtime.js"), import("./runnable-block.js")]);
  figure.querySelector(".run-status")?.remove(); // of an attempt that failed
  await startBlock(runtime, figure);
  figure.classList.add("is-awake");
  if (!saves) runtime.start();
}

/**
 * @param {HTMLElement} figure
 * @param {string | undefined} text
 */
function say(figure, text = "") {
  const told = figure.querySelector(".run-status") ?? document.createElement("p");
  told.className = "run-status";
  told.setAttribute("role", "status");
  figure.querySelector(".run")?.append(told);
  told.textContent = text;
}

/** Where data is to be saved, a bar says how much its first run will load, and only a click loads it. */
function sayHowMuch() {
  for (const panel of document.querySelectorAll("div.run")) {
    const note = document.createElement("p");
    note.className = "run-note";
    note.textContent = listed?.dataset.firstRun ?? "";
    panel.append(note);
  }
}

/** @param {Event} event */
async function meant({ type, target }) {
  if (!(target instanceof Element)) return;
  const figure = target.closest(".run-bar")?.closest(".example:not(.is-awake)");
  if (!(figure instanceof HTMLElement)) return;
  const pressed = type === "click" ? target.closest("button") : null;
  if (pressed) waiting = pressed;
  try {
    await wake(figure);
  } catch (error) {
    console.error(error);
    if (waiting && figure.contains(waiting)) {
      waiting = null;
      say(figure, listed?.dataset.failed);
    }
    return;
  }
  if (pressed && waiting === pressed) {
    waiting = null;
    pressed.click();
  }
}

export async function startBars() {
  const playground = /** @type {HTMLElement | null} */ (document.querySelector("figure.playground"));
  if (!supported()) {
    root.classList.add("cannot-run");
    return;
  }
  if (saves) sayHowMuch();
  for (const type of saves ? ["click"] : INTENT) document.addEventListener(type, meant, { passive: true });
  if (!playground) return;
  const [runtime, { startPlayground }] = await Promise.all([import("./runtime.js"), import("./playground.js")]);
  const bar = playground.querySelector(".run-bar");
  for (const type of saves ? [] : INTENT)
    bar?.addEventListener(type, () => runtime.start(), { once: true, passive: true });
  await startPlayground(runtime, playground);
}
