// What a reader can do about storing the site: say what, see how far it is, see that it is stored, remove it.

import { fill, loadWords, megabytes, offline as words } from "../i18n/words.js";
import { button, element, fromRoot } from "../shell/dom.js";

/** @import { FileList, Request, Results, State, StoredFile } from "../../../types/offline" */

const ROOT = fromRoot("").href;
const WATCH = 3_000; // milliseconds between two questions whether it is still being stored

/** @param {StoredFile[]} files */
const bytesOf = (files) => files.reduce((sum, [, , bytes]) => sum + bytes, 0);

/** The registration that is this site's own: another site on the same host may have one above it. */
async function registered() {
  const found = await navigator.serviceWorker.getRegistration(ROOT);
  return found?.scope === ROOT ? found : null;
}

/**
 * The service worker, registered if it is not yet.
 * @returns {Promise<ServiceWorker>}
 */
async function worker() {
  const registration =
    (await registered()) ?? (await navigator.serviceWorker.register(`${ROOT}service-worker.js`, { scope: ROOT }));
  if (registration.active) return registration.active;
  const starting = /** @type {ServiceWorker} */ (registration.installing ?? registration.waiting);
  return new Promise((resolve, reject) => {
    starting.addEventListener("statechange", () => {
      if (starting.state === "activated") resolve(starting);
      else if (starting.state === "redundant") reject(new Error("the service worker could not be installed"));
    });
  });
}

/**
 * Sends the service worker a message and resolves to its answer.
 * @template {keyof Results} Type
 * @param {ServiceWorker} active
 * @param {Request & { type: Type }} message
 * @returns {Promise<Results[Type]>}
 */
function ask(active, message) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.result));
    active.postMessage(message, [port2]);
  });
}

/**
 * Stores the site. A browser ends a service worker that is at work for minutes: then another one goes on from there.
 * @param {boolean} python
 * @param {() => boolean} isCancelled
 * @returns {Promise<State>}
 */
async function storeAll(python, isCancelled) {
  const active = await worker();
  let timer = 0;
  /** @type {Promise<null>} */
  const lost = new Promise((resolve) => {
    timer = setInterval(async () => {
      if (!(await ask(active, { type: "storing" }))) resolve(null);
    }, WATCH);
  });
  const state = await Promise.race([ask(active, { type: "store", python }), lost]).finally(() => clearInterval(timer));
  if (!state && isCancelled()) throw new Error("cancelled");
  return state ?? storeAll(python, isCancelled);
}

async function removeAll() {
  const registration = await registered();
  if (registration?.active) await ask(registration.active, { type: "remove" });
  await registration?.unregister();
}

/**
 * What a reader is told of an error.
 * @param {unknown} error
 */
function reason(error) {
  if (error instanceof Error && error.message === "quota") return words.quota;
  return error instanceof Error && error.name === "SecurityError" ? words.forbidden : words.failed;
}

/** @param {HTMLElement} details */
export async function openPanel(details) {
  await loadWords();
  const status = element("p", { class: "offline-status", role: "status" });
  const choices = element("div", { class: "offline-choices" });
  details.append(element("p", {}, words.about), choices, status);

  /** @type {FileList | null} */
  let list = null;
  /**
   * @param {string} text
   * @param {Record<string, string>} values
   */
  const say = (text, values = {}) => (status.textContent = fill(text, values));

  async function loadList() {
    const answer = await fetch(`${ROOT}offline.json`, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.status} offline.json`);
    list = await answer.json();
  }

  /**
   * `partly`: whether something may have been stored before, though not all of it.
   * @param {FileList} files
   * @param {boolean} partly
   */
  function offer(files, partly) {
    const box = element("input", { type: "checkbox" });
    const site = bytesOf(files.site);
    const python = bytesOf(files.python);
    const go = button("", { class: "offline-store" }, () => store(box.checked));
    const label = () => (go.textContent = fill(words.store, { size: megabytes(site + (box.checked ? python : 0)) }));
    box.addEventListener("change", label);
    label();
    const choice = element("label", {}, box, ` ${fill(words.python, { size: megabytes(python) })}`);
    choices.replaceChildren(...(python ? [choice] : []), go, ...(partly ? [removal()] : []));
  }

  function removal() {
    return button(words.remove, { class: "offline-remove" }, async () => {
      await removeAll();
      await begin();
      say(words.removed);
      choices.querySelector("button")?.focus();
    });
  }

  /** @param {State} state */
  function show(state, text = state.python ? words.stored_python : words.stored) {
    const python = list ? bytesOf(list.python) : 0;
    const add = button(fill(words.add, { size: megabytes(python) }), { class: "offline-add" }, () => store(true));
    choices.replaceChildren(...(python && !state.python ? [add] : []), removal());
    say(text, { size: megabytes(state.bytes) });
  }

  /** @param {boolean} python */
  async function store(python) {
    const files = /** @type {FileList} */ (list);
    const before = await current();
    let cancelled = false;
    const cancel = button(words.cancel, { class: "offline-cancel" }, async () => {
      cancelled = true;
      await ask(await worker(), { type: "cancel" });
    });
    choices.replaceChildren(cancel);
    cancel.focus();
    say(words.storing, {
      loaded: megabytes(0),
      total: megabytes(bytesOf(files.site) + (python ? bytesOf(files.python) : 0)),
    });
    try {
      show(await storeAll(python, () => cancelled));
    } catch (error) {
      console.warn(error);
      if (cancelled && !before) await removeAll();
      await begin();
      if (!cancelled) say(reason(error));
    }
    choices.querySelector("button")?.focus();
  }

  async function current() {
    const registration = await registered();
    return registration?.active ? ask(registration.active, { type: "state" }) : null;
  }

  async function begin() {
    choices.replaceChildren();
    say("");
    let state = null;
    try {
      state = await current();
    } catch (error) {
      console.warn(error);
      say(words.forbidden);
      return;
    }
    try {
      await loadList();
    } catch (error) {
      console.warn(error);
      if (!state) say(words.unreachable);
    }
    if (state) show(state);
    else if (list) offer(list, (await registered()) !== null);
  }

  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data.type === "progress" && choices.querySelector(".offline-cancel")) {
      say(words.storing, { loaded: megabytes(data.loaded), total: megabytes(data.total) });
    } else if (data.type === "updated") show(data.state, words.updated);
  });
  navigator.serviceWorker.startMessages();
  await begin();
}
