// One choice of database for all results of the site: choosing it at one place chooses it everywhere.

import { recall, remember } from "../shell/storage.js";

const CHOICES = ".result-databases input";

/** @param {string} database */
function choose(database) {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(CHOICES))) {
    if (input.value === database) input.checked = true;
  }
}

export function startResults() {
  const stored = recall("database");
  if (stored) choose(stored);
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.matches(CHOICES)) return;
    const before = target.getBoundingClientRect().top;
    choose(target.value);
    remember("database", target.value);
    // Results further up may have become longer or shorter: keep the pressed button where it was.
    window.scrollBy({ top: target.getBoundingClientRect().top - before, behavior: "instant" });
  });
}
