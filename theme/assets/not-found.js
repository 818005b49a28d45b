// The page for wrong addresses, in the language of the address. Runs before the scripts that read the page's language.
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const path = location.pathname.slice(new URL("../", script.src).pathname.length);
  const [language] = path.split("/");
  const templates = /** @type {NodeListOf<HTMLTemplateElement>} */ (
    document.querySelectorAll("template[data-language]")
  );
  const own = [...templates].find((template) => template.dataset.language === language);
  if (!own && language !== document.documentElement.lang) return;
  for (const part of [".site-header", ".site-nav", ".page-body", ".site-footer"]) {
    const found = own?.content.querySelector(part);
    if (found) document.querySelector(part)?.replaceWith(found);
  }
  for (const other of document.querySelectorAll(".page-body [lang]:not(a)")) other.remove();
  document.documentElement.lang = language;
  document.title = own?.dataset.title ?? document.title;
})();
