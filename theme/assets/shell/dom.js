/** An element with attributes (those that are null are left out) and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function button(text, attributes, onClick) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", onClick);
  return made;
}

/** The address of a file of the site, from its root. */
export const fromRoot = (path) => new URL(`../../${path}`, import.meta.url);

/** Saves `text` as a file. */
export function download(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/x-python" }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
