// An error message pasted into the search: its words count, its quotes and signs are no operators.

const SIGNS = /["'`()[\]{}<>*+~^|\\,;=%]|:(?!\w)|(?<!\w)[-:]|[-](?!\w)/g;

export function startSearch() {
  const input = document.querySelector(".md-search__input");
  if (!input) return;
  input.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(SIGNS, " ").replace(/\s+/g, " ").trim();
    event.preventDefault();
    input.setRangeText(text, input.selectionStart, input.selectionEnd, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  });
}
