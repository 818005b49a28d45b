// Opens the search. What it needs, and the index, are loaded when a reader is about to search, and not before.

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
    (await load()).openSearch();
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
  told.textContent = document.querySelector(".search-open").dataset.failed;
  document.querySelector(".site-text").prepend(told);
  scrollTo({ top: 0, behavior: "instant" });
}

async function prepare() {
  try {
    (await load()).prepareSearch();
  } catch {
    // told when it is opened
  }
}

function isTyping(target) {
  return target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog");
}

export function startSearch() {
  for (const opener of document.querySelectorAll(".search-open")) {
    opener.addEventListener("click", open);
    for (const intent of ["pointerover", "focus"]) opener.addEventListener(intent, prepare, { once: true });
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const withControl = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyK";
    const alone = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    // By the key's place too: with a Korean layout, F is ㄹ and S is ㄴ.
    const asked = withControl || (alone && (event.key === "/" || event.code === "KeyS" || event.code === "KeyF"));
    if (!asked || isTyping(event.target)) return;
    event.preventDefault();
    open();
  });
}
