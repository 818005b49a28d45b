// Leads from the site's root to the language that the reader chose last, or that the browser asks for.
(() => {
  const { languages = "", fallback } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const codes = languages.split(" ");
  let chosen = null;
  try {
    chosen = localStorage.getItem("view");
  } catch {
    // storage is closed to us: go by the browser's languages
  }
  const wanted = chosen
    ? [chosen === "both" ? document.documentElement.lang : chosen]
    : (navigator.languages ?? [navigator.language]);
  const language = wanted.map((tag) => tag.slice(0, 2)).find((code) => codes.includes(code));
  location.replace(new URL(`${language ?? fallback}/`, location.href));
})();
