// Reading without a connection, for readers who ask for it. Until then, this shows where to ask, and nothing else:
// nothing is stored, and no service worker is registered.

export function startOffline() {
  const details = document.querySelector(".offline");
  if (!details || !navigator.serviceWorker || !self.CompressionStream) return;
  details.addEventListener("toggle", async () => {
    const { openPanel } = await import("./offline-panel.js");
    openPanel(details);
  }, { once: true });
  details.hidden = false;
}
