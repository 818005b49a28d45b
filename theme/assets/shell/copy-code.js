// Copies the code of a figure, as it stands there.

const SHOWN = 1_500; // milliseconds

export function startCopy() {
  const words = /** @type {HTMLElement} */ (document.querySelector(".site-text")).dataset;
  document.addEventListener("click", async ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches(".example-copy") || target.dataset.label) return;
    const label = target.textContent;
    const name = target.getAttribute("aria-label") ?? "";
    const figure = /** @type {HTMLElement} */ (target.closest("figure"));
    const code =
      figure.querySelector("textarea")?.value ?? figure.querySelector(":scope > .highlight code")?.textContent ?? "";
    target.dataset.label = label;
    target.setAttribute("aria-live", "polite");
    target.removeAttribute("aria-label"); // so that it is heard what it says now
    try {
      await navigator.clipboard.writeText(code.replace(/\n+$/, "\n"));
      target.textContent = words.copied ?? "";
    } catch {
      target.textContent = words.notCopied ?? ""; // the browser does not let us
    }
    setTimeout(() => {
      target.textContent = label;
      target.setAttribute("aria-label", name);
      delete target.dataset.label;
    }, SHOWN);
  });
}
