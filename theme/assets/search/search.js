// Opens the search. What it needs, and the index, are loaded when a reader is about to search, and not before.

/** @type {Promise<typeof import("./search-dialog.js")> | null} */
let loading = null;

function load() {
  loading ??= import("./search-dialog.js").catch((error) => {
    loading = null; // the next attempt may succeed
    throw error;
  });
  return loading;
}

async function open() {
  try {
    await (await load()).openSearch();
    document.querySelector(".search-failed")?.remove();
  } catch (error) {
    console.error(error);
    tell();
  }
}

function tell() {
  if (document.querySelector(".search-failed")) return;
  const told = document.createElement("p");
  told.className = "language-notice search-failed";
  told.setAttribute("role", "alert");
  told.textContent = /** @type {HTMLElement} */ (document.querySelector(".search-open")).dataset.failed ?? "";
  document.querySelector(".site-text")?.prepend(told);
  scrollTo({ top: 0, behavior: "instant" });
}

async function prepare() {
  try {
    await (await load()).prepareSearch();
  } catch {
    // told when it is opened
  }
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  const field = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog";
  return target instanceof Element && target.closest(field) !== null;
}

export function startSearch() {
  for (const opener of document.querySelectorAll(".search-open")) {
    const key = opener.querySelector("kbd");
    if (key && /^Mac/.test(navigator.platform)) key.textContent = "⌘ K";
    opener.addEventListener("click", open);
    for (const intent of ["pointerover", "focus"]) opener.addEventListener(intent, prepare, { once: true });
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.shiftKey) return;
    // By the key's place: with a Korean layout, K is ㅏ. With a modifier, so that no word spoken to a computer opens it.
    if (!(event.ctrlKey || event.metaKey) || event.code !== "KeyK" || isTyping(event.target)) return;
    event.preventDefault();
    open();
  });
}
