// Leads from the site's root to the language that the reader chose last, or that the browser asks for.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("view");
  } catch {
    // storage is closed to us: go by the browser's languages
  }
  const wanted = chosen ? [chosen === "both" ? "ko" : chosen] : (navigator.languages ?? [navigator.language]);
  const language = wanted.map((tag) => tag.slice(0, 2)).find((code) => code === "ko" || code === "en");
  location.replace(new URL(`${language ?? "en"}/`, location.href));
})();
