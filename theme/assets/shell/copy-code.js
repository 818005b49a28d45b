// Copies the code of a figure, as it stands there.

const DONE = { ko: "복사했습니다", en: "Copied" };
const FAILED = { ko: "복사하지 못했습니다", en: "Not copied" };
const SHOWN = 1_500; // milliseconds

export function startCopy() {
  const language = document.documentElement.lang;
  document.addEventListener("click", async ({ target }) => {
    if (!target.matches?.(".example-copy") || target.dataset.label) return;
    const figure = target.closest("figure");
    const code =
      figure.querySelector("textarea")?.value ?? figure.querySelector(":scope > .highlight code").textContent;
    target.dataset.label = target.textContent;
    target.setAttribute("aria-live", "polite");
    try {
      await navigator.clipboard.writeText(code.replace(/\n+$/, "\n"));
      target.textContent = DONE[language];
    } catch {
      target.textContent = FAILED[language]; // the browser does not let us
    }
    setTimeout(() => {
      target.textContent = target.dataset.label;
      delete target.dataset.label;
    }, SHOWN);
  });
}
