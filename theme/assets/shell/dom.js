/**
 * An element with attributes (those that are null are left out) and children.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | null>} attributes
 * @param {(Node | string)[]} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * @param {string} text
 * @param {Record<string, string>} attributes
 * @param {() => unknown} onClick
 */
export function button(text, attributes, onClick) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", onClick);
  return made;
}

/**
 * The first element in `root` that `selector` names. Throws if there is none, or none of this type.
 * @template {Element} Type
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Type} type
 */
export function find(root, selector, type) {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`there is no ${selector} that is an ${type.name}`);
  return found;
}

/**
 * The address of a file of the site, from its root.
 * @param {string} path
 */
export const fromRoot = (path) => new URL(`../../${path}`, import.meta.url);

/**
 * Saves `text` as a file.
 * @param {string} text
 * @param {string} name
 */
export function download(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/x-python" }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
