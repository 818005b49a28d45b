// Serves the site from what a reader has stored, so that it can be read without a connection. The page registers
// this only when asked to (assets/offline/offline-panel.js), and it stores nothing by itself but newer versions of what is stored.
//
// Each version of the site has a cache of its own, and a page gets all its files from the version that it came from.

/** @import { Answer, FileList, News, Request as Question, State, StoredFile } from "../types/offline" */

/** @type {ServiceWorkerGlobalScope} */
// @ts-expect-error: to TypeScript, `self` is what all kinds of workers have in common
const worker = self;
const ROOT = new URL(worker.registration.scope);
const PREFIX = `offline ${ROOT.pathname} `;
const STATE = `${PREFIX}state`;
const ORIGINAL = /\.(gz|zst|png|ico|woff2)$/; // stored as they are; all others compressed
const AT_ONCE = 6; // requests
const STARTING = 20; // pages, the last that were opened

/** @param {string} version */
const cacheOf = (version) => caches.open(PREFIX + version);
/** @param {string} path */
const at = (path) => new URL(path, ROOT).href;

/**
 * Whether `data`, from the store, is what `writeState` writes.
 * @param {unknown} data
 * @returns {data is State}
 */
function isState(data) {
  const { version, python, bytes, clients } = /** @type {Record<string, unknown>} */ (data ?? {});
  if (typeof version !== "string" || typeof python !== "boolean" || typeof bytes !== "number") return false;
  if (typeof clients !== "object" || clients === null) return false;
  return Object.values(clients).every((one) => typeof one === "string");
}

/** What is stored; null if nothing is, or if that cannot be told any more. */
async function readState() {
  const found = await (await caches.open(STATE)).match(ROOT);
  try {
    const state = await found?.json();
    return isState(state) ? state : null;
  } catch {
    return null;
  }
}

/** @param {State} state */
async function writeState(state) {
  await (await caches.open(STATE)).put(ROOT, new Response(JSON.stringify(state)));
}

/** @param {News} message */
async function tell(message) {
  for (const client of await worker.clients.matchAll({ includeUncontrolled: true })) {
    if (client.url.startsWith(ROOT.href)) client.postMessage(message);
  }
}

// Storing

/** @param {ArrayBuffer} buffer */
async function hashOf(buffer) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {ArrayBuffer} buffer */
async function compressed(buffer) {
  return new Response(new Blob([buffer]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}

/**
 * Fetches a file and stores it; throws if what arrives is not what the list says. Returns the bytes that are stored.
 * @param {StoredFile} file
 * @param {Cache} cache
 * @param {AbortSignal} signal
 */
async function storeFile([path, hash], cache, signal) {
  const answer = await fetch(at(path), { cache: "no-cache", signal });
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  const body = await answer.arrayBuffer();
  const isOriginal = ORIGINAL.test(path);
  // A server may declare a file that is compressed to be so, and the browser has then unpacked it.
  const unpacked = isOriginal && /\.(gz|zst)$/.test(path) ? answer.headers.get("Content-Encoding") : null;
  if (!unpacked && !(await hashOf(body)).startsWith(hash)) throw new Error(`${path} is of another version`);
  const stored = isOriginal ? body : await compressed(body);
  const headers = new Headers({
    "Content-Type": answer.headers.get("Content-Type") ?? "application/octet-stream",
    "X-Hash": hash,
    "X-Bytes": String(stored.byteLength),
  });
  if (unpacked) headers.set("Content-Encoding", unpacked);
  await cache.put(at(path), new Response(stored, { headers }));
  return stored.byteLength;
}

/**
 * Whether all of a stored response is there.
 * @param {Response} found
 */
async function isWhole(found) {
  return (await found.clone().blob()).size === Number(found.headers.get("X-Bytes") ?? -1);
}

/**
 * The stored response for `file` where a cache has it with the same contents, else undefined.
 * @param {StoredFile} file
 * @param {Cache | null} cache
 */
async function kept([path, hash], cache) {
  const found = await cache?.match(at(path));
  return found?.headers.get("X-Hash") === hash && (await isWhole(found)) ? found : undefined;
}

/** Ends the storing under way. @type {AbortController | null} */
let storing = null;

/**
 * Stores the version that the site has now, and puts it in place when it is complete. What is there already is kept.
 * @param {boolean} python
 * @returns {Promise<State>}
 */
async function store(python) {
  storing?.abort();
  const control = new AbortController();
  storing = control;
  try {
    /** @type {FileList} */
    const list = await (await fetch(at("offline.json"), { cache: "no-cache", signal: control.signal })).json();
    const files = python ? [...list.site, ...list.python] : list.site;
    const state = await readState();
    const cache = await cacheOf(list.version);
    const isSame = state && state.version === list.version && state.python === python;
    if (isSame && (await cache.keys()).length >= files.length) return state; // else a damaged file was removed
    const older = state && state.version !== list.version ? await cacheOf(state.version) : null;
    const total = files.reduce((sum, [, , bytes]) => sum + bytes, 0);
    let loaded = 0;
    const waiting = [...files];
    let bytes = 0;
    let told = 0;

    async function work() {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        if (control.signal.aborted) throw control.signal.reason;
        const here = await kept(file, cache);
        const before = here ?? (await kept(file, older));
        if (before && !here) await cache.put(at(file[0]), before.clone());
        const size = before ? Number(before.headers.get("X-Bytes")) : await storeFile(file, cache, control.signal);
        bytes += size; // not before it is known: others add to it meanwhile
        loaded += file[2];
        if (loaded - told > total / 100) {
          told = loaded;
          await tell({ type: "progress", loaded, total });
        }
      }
    }

    try {
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    } catch (error) {
      control.abort(error); // the others need not go on
      throw error;
    }
    const wanted = new Set(files.map(([path]) => at(path)));
    for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
    return await putInPlace({ version: list.version, python, bytes });
  } finally {
    if (storing === control) storing = null;
  }
}

/** The ids of the pages that were opened last: while they load, they are not among the clients. @type {Set<string>} */
const starting = new Set();

async function openClients() {
  const clients = await worker.clients.matchAll({ includeUncontrolled: true, type: "all" });
  for (const { id } of clients) starting.delete(id); // it has loaded: from now on it is listed until it is closed
  return new Set([...clients.map(({ id }) => id), ...starting]);
}

/**
 * Pages that are open keep the version they came from.
 * @param {Omit<State, "clients">} next
 */
async function putInPlace(next) {
  const before = await readState();
  const clients = { ...before?.clients };
  if (before && before.version !== next.version) {
    for (const id of await openClients()) clients[id] ??= before.version;
  }
  const state = { ...next, clients };
  await writeState(state);
  await prune();
  return state;
}

/** Deletes versions that no open page came from. */
async function prune() {
  const state = await readState();
  if (!state) return;
  const open = await openClients();
  const clients = Object.fromEntries(Object.entries(state.clients).filter(([id]) => open.has(id)));
  const needed = new Set([state.version, ...Object.values(clients)].map((version) => PREFIX + version));
  if (Object.keys(clients).length !== Object.keys(state.clients).length) await writeState({ ...state, clients });
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== STATE && !needed.has(name)) await caches.delete(name);
  }
}

/** Stores a newer version, if the site has one and can be reached. */
async function update() {
  const state = await readState();
  if (!state || storing) return;
  try {
    const now = await store(state.python);
    if (now.version !== state.version) await tell({ type: "updated", state: now });
    else if (Object.keys(state.clients).length) await prune();
  } catch {
    // no connection, or the site is being published at this moment: the next page tries again
  }
}

async function remove() {
  storing?.abort();
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
}

// Serving

/** @param {Response} response */
async function unpacked(response) {
  const body = response.body?.pipeThrough(new DecompressionStream("gzip"));
  const headers = { "Content-Type": response.headers.get("Content-Type") ?? "" };
  return new Response(await new Response(body).arrayBuffer(), { headers });
}

/**
 * What is stored below a path, or undefined. What is damaged is removed: the next page that is opened stores it again.
 * @param {string} path
 * @param {Cache} cache
 */
async function stored(path, cache) {
  const found = await cache.match(at(path));
  if (!found) return undefined;
  try {
    if (await isWhole(found)) return ORIGINAL.test(path) ? found : await unpacked(found);
  } catch {
    // it cannot be unpacked
  }
  await cache.delete(at(path));
  return undefined;
}

/**
 * What is stored for an address, or undefined.
 * @param {URL} url
 * @param {Cache} cache
 */
async function find(url, cache) {
  const path = url.href
    .slice(ROOT.href.length)
    .replace(/[?#].*$/, "")
    .replace(/(^|\/)index\.html$/, "$1");
  const found = await stored(path, cache);
  if (found) return found;
  if (path && !path.endsWith("/") && (await cache.match(at(`${path}/`))))
    return Response.redirect(at(`${path}/`) + url.search);
  return undefined;
}

/** The id of a page's worker -> the version that the page came from. @type {Map<string, string>} */
const workers = new Map();

/**
 * The cache from which a request is answered; null if nothing is stored.
 * @param {FetchEvent} event
 */
async function cacheFor(event) {
  const state = await readState();
  if (!state) return null;
  const isPage = event.request.mode === "navigate";
  const version = (!isPage && (state.clients[event.clientId] ?? workers.get(event.clientId))) || state.version;
  if (!isPage && event.resultingClientId) workers.set(event.resultingClientId, version);
  return cacheOf(version);
}

/** @param {FetchEvent} event */
async function serve(event) {
  const { request } = event;
  /** @type {Cache | null} */
  let cache = null;
  try {
    cache = await cacheFor(event);
    const found = cache && (await find(new URL(request.url), cache));
    if (found) return found;
  } catch (error) {
    console.warn(error); // the store cannot be read
  }
  try {
    return await fetch(request);
  } catch (error) {
    const missing = request.mode === "navigate" && cache && (await stored("404.html", cache));
    if (!missing) throw error;
    return new Response(missing.body, { status: 404, headers: missing.headers });
  }
}

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT.href)) return;
  if (request.url === at("offline.json")) return; // what the site has now, not what is stored
  const served = serve(event);
  event.respondWith(served);
  if (request.mode === "navigate") {
    starting.add(event.resultingClientId);
    if (starting.size > STARTING) starting.delete([...starting][0]);
    event.waitUntil(served.then(update, update)); // afterwards: what is damaged has been removed by then
  }
});

/**
 * What a page asked for.
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
async function answer(question) {
  try {
    if (question.type === "store") return { result: await store(question.python) };
    if (question.type === "storing") return { result: storing !== null };
    if (question.type === "state") return { result: await readState() };
    if (question.type === "cancel") storing?.abort();
    if (question.type === "remove") await remove();
    return { result: null };
  } catch (error) {
    const isFull = error instanceof Error && error.name === "QuotaExceededError";
    return { error: isFull ? "quota" : String(error) };
  }
}

worker.addEventListener("message", (event) => {
  const [port] = event.ports;
  event.waitUntil(answer(event.data).then((given) => port.postMessage(given)));
});
