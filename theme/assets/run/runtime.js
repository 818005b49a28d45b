// Python in the page: loads the runtime's files, starts it in a sandboxed frame, and runs scripts in it.

/** @import { FrameMessage, Done, Job, Manifest, PageMessage, Progress, Result } from "../../../types/runtime" */

const listed = document.querySelector("#runtime-files");
/** Without it, nothing can be loaded or run. @type {Manifest} */
const manifest = listed && JSON.parse(listed.textContent ?? "");
const FOLDER = new URL("../runtime/", import.meta.url);
const WITH_SNAPSHOT = ["frame", "worker", "loader", "module", "decoder", "wasm", "snapshot"];
const WITHOUT_SNAPSHOT = ["frame", "worker", "loader", "module", "decoder", "wasm", "library"];
// In WebKit, and where Pyodide takes a browser for one on an iPhone, functions have other numbers than in the snapshot.
const IS_WEBKIT = navigator.vendor.startsWith("Apple") || /iPhone|iPad|iPod/.test(navigator.userAgent);
const FIRST = IS_WEBKIT ? WITHOUT_SNAPSHOT : WITH_SNAPSHOT;
const SILENT = 2_000; // milliseconds after which a frame that says nothing is taken for one that cannot be loaded

/**
 * The bytes that a first run loads; for "postgresql", those that come on top.
 * @returns {number}
 */
export function size(database = "sqlite") {
  const names = database === "postgresql" ? (manifest?.postgresql ?? []) : FIRST;
  return names.reduce((sum, name) => sum + (manifest?.files[name]?.bytes ?? 0), 0);
}

/** Called while files are on their way. @type {Set<(progress: Progress) => void>} */
const watchers = new Set();
/** The contents of files, by their names. @type {Map<string, Promise<ArrayBuffer>>} */
const loaded = new Map();
/** The bytes of each that have arrived so far. @type {Map<string, number>} */
const arrived = new Map();
/** The names of the files that progress is told of. @type {Set<string>} */
const asked = new Set();

function tellWatchers() {
  const names = [...asked];
  /** @param {(name: string) => number} of */
  const sum = (of) => names.reduce((total, name) => total + of(name), 0);
  const progress = { loaded: sum((name) => arrived.get(name) ?? 0), total: sum((name) => manifest.files[name].bytes) };
  for (const watcher of watchers) watcher(progress);
}

class LoadingError extends Error {
  /**
   * @param {string} message
   * @param {"download" | "boot" | "unsupported"} reason
   */
  constructor(message, reason) {
    super(message);
    this.reason = reason;
  }
}

/**
 * A file's contents; what is compressed by Zstandard stays so, for the frame to decompress.
 * @param {string} name
 * @returns {Promise<ArrayBuffer>}
 */
async function download(name) {
  const { file, bytes } = manifest.files[name];
  let answer;
  try {
    answer = await fetch(new URL(file, FOLDER));
    if (!answer.ok) throw new Error(`${answer.status} ${file}`);
    /** @type {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */
    const count = new TransformStream({
      transform(chunk, controller) {
        arrived.set(name, (arrived.get(name) ?? 0) + chunk.length);
        tellWatchers();
        controller.enqueue(chunk);
      },
    });
    let body = answer.body?.pipeThrough(count);
    const isCompressed = !answer.headers.get("Content-Encoding");
    if (isCompressed && file.endsWith(".gz")) body = body?.pipeThrough(new DecompressionStream("gzip"));
    const contents = await new Response(body).arrayBuffer();
    if (isCompressed && file.endsWith(".zst") && contents.byteLength !== bytes) throw new Error(`${file} is cut off`);
    return contents;
  } catch (error) {
    arrived.delete(name);
    throw new LoadingError(String(error), "download");
  }
}

/**
 * A file's contents, loaded once; what failed is loaded again when it is asked for again.
 * @param {string} name
 */
function contents(name) {
  const known = loaded.get(name);
  if (known) return known;
  const promise = download(name);
  loaded.set(name, promise);
  asked.add(name);
  promise.catch(() => {
    loaded.delete(name);
    asked.delete(name);
  });
  return promise;
}

/** What the frame has been handed, by the names of files. @type {Map<string, Promise<void>>} */
const handed = new Map();

/**
 * Loads a file and hands it to the frame, once; it decompresses what is compressed while others are on their way.
 * @param {string} name
 * @returns {Promise<void>}
 */
function hand(name) {
  const known = handed.get(name);
  if (known) return known;
  const before = name === "decoder" ? null : hand("decoder");
  const promise = Promise.all([contents(name), openFrame(), before]).then(([buffer]) => {
    post({ type: "file", name, buffer }, [buffer]);
    loaded.delete(name); // it belongs to the frame now
  });
  handed.set(name, promise);
  promise.catch(() => handed.delete(name));
  return promise;
}

/** Of the frame: `openFrame` sets it. @type {MessagePort} */
let port;
/** Whether Python has started. */
let isReady = false;
/** @type {Promise<void> | null} */
let started = null;
/** @type {Promise<void> | null} */
let library = null;
/** @type {Promise<void> | null} */
let postgresql = null;
/**
 * The run under way.
 * @type {{ onOutput: OnOutput | undefined, resolve: (done: Done) => void, reject: (error: Error) => void } | null}
 */
let current = null;

/**
 * Called with each printed text, and with null where the run begins again.
 * @typedef {(text: string | null) => void} OnOutput
 */

/**
 * @param {PageMessage} message
 * @param {ArrayBuffer[]} handedOver
 */
function post(message, handedOver = []) {
  port.postMessage(message, handedOver);
}

/** @type {HTMLIFrameElement | null} */
let frame = null;
/** @type {Promise<void> | null} */
let opened = null;

/** Opens the sandboxed frame, once: it waits for the files. */
function openFrame() {
  opened ??= new Promise((resolve, reject) => {
    const element = document.createElement("iframe");
    const timer = setTimeout(() => failed("the frame did not answer"), 20_000);
    const failed = (/** @type {string} */ text) => {
      closeFrame();
      reject(new LoadingError(text, "download"));
    };
    const hear = (/** @type {MessageEvent} */ event) => {
      if (!element.contentWindow || event.source !== element.contentWindow) return;
      removeEventListener("message", hear);
      clearTimeout(timer);
      element.dataset.heard = "";
      const channel = new MessageChannel();
      port = channel.port1;
      element.contentWindow.postMessage(null, "*", [channel.port2]);
      resolve();
    };
    addEventListener("message", hear);
    element.setAttribute("sandbox", "allow-scripts");
    element.hidden = true;
    element.title = "Python";
    element.src = new URL(manifest.files.frame.file, FOLDER).href;
    const openStored = () => {
      clearTimeout(silence);
      if ("heard" in element.dataset || !navigator.serviceWorker?.controller) return;
      element.removeAttribute("sandbox"); // it says nothing: without a connection, another frame stands around it
      element.src = new URL(`../offline/offline-frame.html#${manifest.files.frame.file}`, FOLDER).href;
    };
    element.addEventListener("load", openStored, { once: true });
    // WebKit does not say that a sandboxed frame could not be loaded.
    const silence = setTimeout(() => {
      element.removeEventListener("load", openStored);
      openStored();
    }, SILENT);
    document.body.append(element);
    frame = element;
  });
  return opened;
}

function closeFrame() {
  frame?.remove();
  frame = opened = started = library = postgresql = null;
  isReady = false;
  handed.clear();
}

/**
 * Loads and starts the runtime from the snapshot; without one, Python imports everything, which takes longer.
 * @param {boolean} warm
 */
async function boot(warm, names = FIRST) {
  await Promise.all(names.slice(1).map(hand));
  /** @type {Promise<void>} */
  const ready = new Promise((resolve, reject) => {
    port.onmessage = ({ data }) => receive(data, resolve, reject);
  });
  const withSnapshot = names === WITH_SNAPSHOT;
  post({ type: "boot", withSnapshot, lock: manifest.lock, warm });
  await ready;
  isReady = true;
  if (!withSnapshot) library = ready;
  else if (!navigator.connection?.saveData) addLibrary().catch(() => {}); // asked for again where a script needs it
}

/** Modules that the snapshot does not hold; most scripts run before they are here. */
function addLibrary() {
  library ??= hand("library").then(() => post({ type: "library" }));
  library.catch(() => (library = null));
  return library;
}

/**
 * Called when the frame has compiled PostgreSQL.
 * @type {{ resolve: () => void, reject: (error: Error) => void } | null}
 */
let compiled = null;

/** PostgreSQL's files, handed to the frame once. */
function addPostgresql() {
  postgresql ??= Promise.all([addLibrary(), ...manifest.postgresql.map(hand)]).then(() => {
    /** @type {Promise<void>} */
    const done = new Promise((resolve, reject) => (compiled = { resolve, reject }));
    post({ type: "postgresql" });
    return done;
  });
  postgresql.catch(() => (postgresql = null));
  return postgresql;
}

/**
 * `resolve` and `reject` tell whether Python has started.
 * @param {FrameMessage} data
 * @param {() => void} resolve
 * @param {(error: Error) => void} reject
 */
function receive(data, resolve, reject) {
  if (data.type === "ready") resolve();
  else if (data.type === "postgresql") compiled?.resolve();
  else if (data.type === "failed") {
    const error = new LoadingError(String(data.text), "boot");
    reject(error);
    compiled?.reject(error);
    closeFrame();
    current?.reject(error);
    current = null;
  } else if (data.type === "output") current?.onOutput?.(String(data.text));
  else if (data.type === "done" && current) {
    const { resolve: finish } = current;
    current = null;
    finish(data);
  }
}

/**
 * Loads and starts the runtime in the background; may be called often.
 * @returns {Promise<void>}
 */
export function start(warm = true) {
  if (!manifest) return Promise.reject(new LoadingError("Python cannot run in this page", "unsupported"));
  if (!started) {
    started = boot(warm).catch((error) => {
      if (error.reason !== "boot") throw error;
      console.warn(error);
      started = boot(false, WITHOUT_SNAPSHOT); // closing the frame has forgotten this start
      return started;
    });
    started.catch(() => (started = null));
  }
  return started;
}

/**
 * @param {Job} job
 * @param {OnOutput | undefined} onOutput
 * @returns {Promise<Done>}
 */
function send(job, onOutput) {
  return new Promise((resolve, reject) => {
    current = { onOutput, resolve, reject };
    post({ type: "run", job: JSON.stringify(job), database: job.database });
  });
}

let busy = false;

/**
 * Runs `job` and resolves to what came of it. Rejects with an error whose `reason` is "download" or "boot".
 *
 * @param {Job} job
 * @param {{ onOutput?: OnOutput, onProgress?: (progress: Progress) => void }} listeners
 * @returns {Promise<Result>}
 */
export async function run(job, { onOutput, onProgress } = {}) {
  if (busy) throw new Error("a script is running already");
  busy = true;
  for (const name of asked) if (isReady && !loaded.has(name)) asked.delete(name); // what the frame has long had
  if (onProgress) watchers.add(onProgress);
  /** @type {Promise<Done>} */
  const stopped = new Promise((resolve) => (giveUp = () => resolve(STOPPED)));
  try {
    const done = await Promise.race([stopped, perform(job, onOutput, onProgress)]);
    if (done.status === "done") return { status: "done", ...JSON.parse(done.result ?? "") };
    const { status, text } = done;
    return { status, html: "", diagram: null, error: null, milliseconds: null, text };
  } finally {
    busy = false;
    if (onProgress) watchers.delete(onProgress);
  }
}

/** @type {Done} */
const STOPPED = { type: "done", status: "stopped" };
/** Ends a run that still waits for files. @type {(() => void) | null} */
let giveUp = null;

/**
 * @param {Job} job
 * @param {OnOutput} [onOutput]
 * @param {(progress: Progress) => void} [onProgress]
 */
async function perform(job, onOutput, onProgress) {
  const mine = giveUp;
  await start(false);
  if (job.database === "postgresql") await addPostgresql();
  if (onProgress) watchers.delete(onProgress);
  if (giveUp !== mine || !busy) return STOPPED;
  const done = await send(job, onOutput);
  if (done.status !== "library") return done;
  onOutput?.(null);
  await addLibrary();
  return giveUp === mine && busy ? send(job, onOutput) : STOPPED;
}

/** Ends the run under way: it resolves with the status "stopped". */
export function stop() {
  if (current) post({ type: "stop" });
  else giveUp?.();
}
