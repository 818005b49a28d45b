// Reading without a connection, for readers who ask for it. Until then, this shows where to ask, and nothing else:
// nothing is stored, and no service worker is registered.

export function startOffline() {
  const details = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".offline"));
  if (!details || !navigator.serviceWorker || !self.CompressionStream) return;
  const failed = document.createElement("p");
  failed.setAttribute("role", "status");
  details.append(failed);
  let isOpened = false;

  /** @param {HTMLElement} into */
  async function open(into) {
    const { openPanel } = await import("./offline-panel.js");
    await openPanel(into);
    failed.remove();
  }

  details.addEventListener("toggle", () => {
    if (!details.open) return;
    failed.textContent = "";
    if (isOpened) return;
    isOpened = true;
    open(details).catch((error) => {
      isOpened = false; // the next attempt may succeed
      console.error(error);
      failed.textContent = details.dataset.failed ?? "";
    });
  });
  details.hidden = false;
}
