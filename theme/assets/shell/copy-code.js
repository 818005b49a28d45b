// Copies the code of a figure, as it stands there.

const SHOWN = 1_500; // milliseconds

export function startCopy() {
  const words = document.querySelector(".site-text").dataset;
  document.addEventListener("click", async ({ target }) => {
    if (!target.matches?.(".example-copy") || target.dataset.label) return;
    const figure = target.closest("figure");
    const code =
      figure.querySelector("textarea")?.value ?? figure.querySelector(":scope > .highlight code").textContent;
    target.dataset.label = target.textContent;
    target.setAttribute("aria-live", "polite");
    try {
      await navigator.clipboard.writeText(code.replace(/\n+$/, "\n"));
      target.textContent = words.copied;
    } catch {
      target.textContent = words.notCopied; // the browser does not let us
    }
    setTimeout(() => {
      target.textContent = target.dataset.label;
      delete target.dataset.label;
    }, SHOWN);
  });
}
