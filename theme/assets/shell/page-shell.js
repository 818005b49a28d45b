// What surrounds the text: light and dark, the place in the table of contents, and scrolling by keyboard.

import { remember } from "./storage.js";

const root = document.documentElement;
const LATEST = 2_000; // milliseconds until the keyboard can scroll what is wide, however busy the page is

/** Switches between light and dark; the choice is kept. */
export function startScheme() {
  document.querySelector(".scheme-switch")?.addEventListener("click", () => {
    const now = root.dataset.scheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.scheme = now === "dark" ? "light" : "dark";
    remember("scheme", root.dataset.scheme);
  });
}

/** Marks in the table of contents the section that is being read. */
export function startContents() {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".toc a")]);
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (!links.length) return;
  /** @type {HTMLAnchorElement | null} */
  let marked = null;
  let asked = false;
  const mark = () => {
    asked = false;
    const line = innerHeight / 4;
    const next = headings.findIndex((heading) => heading && heading.getBoundingClientRect().top > line);
    const link = links[(next < 0 ? links.length : next) - 1] ?? null;
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    const list = link?.closest(".toc");
    if (link && list && getComputedStyle(list).position === "sticky") {
      const [box, at] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
      if (at.top < box.top || at.bottom > box.bottom) list.scrollBy({ top: at.top - box.top - box.height / 3 });
    }
    marked = link;
  };
  const ask = () => {
    if (!asked) requestAnimationFrame(mark);
    asked = true;
  };
  addEventListener("scroll", ask, { passive: true });
  ask();
  const layer = /** @type {HTMLElement} */ (document.querySelector(".toc"));
  layer.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a") && layer.matches(":popover-open")) layer.hidePopover();
  });
}

/** Code that is wider than its block can be scrolled by keyboard; what fits is no stop on the way. */
export function startScrolling() {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  const watch = () => {
    for (const code of document.querySelectorAll(".highlight code, figure.diagram")) sizes.observe(code);
  };
  if ("requestIdleCallback" in self) requestIdleCallback(watch, { timeout: LATEST });
  else setTimeout(watch);
}
