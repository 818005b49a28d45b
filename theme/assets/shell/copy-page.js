// The button that copies the page as Markdown. Where there is no clipboard to write to, it stays hidden.

const SAID_FOR = 6000; // milliseconds

/** @param {string} address */
async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.text();
}

/**
 * Puts what `loading` resolves to on the clipboard. A click allows that only at once, so the promise is handed over.
 * @param {Promise<string>} loading
 */
async function copy(loading) {
  if (!self.ClipboardItem) return navigator.clipboard.writeText(await loading);
  const blob = loading.then((text) => new Blob([text], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

export function startCopyPage() {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(".page-copy"));
  if (!button || !navigator.clipboard) return;
  const link = /** @type {HTMLAnchorElement} */ (document.querySelector(".page-markdown"));
  const status = /** @type {HTMLElement} */ (document.querySelector(".page-copy-status"));
  let timer = 0;

  function say(text = "") {
    clearTimeout(timer);
    status.textContent = text;
    timer = setTimeout(() => (status.textContent = ""), SAID_FOR);
  }

  button.addEventListener("click", async () => {
    try {
      await copy(load(link.href));
      say(button.dataset.done);
    } catch (error) {
      console.error(error);
      say(button.dataset.failed);
    }
  });
  button.hidden = false;
}
