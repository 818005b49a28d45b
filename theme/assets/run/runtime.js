// Python in the page: loads the runtime's files, starts it in a sandboxed frame, and runs scripts in it.

const listed = document.querySelector("#runtime-files");
const manifest = listed && JSON.parse(listed.textContent);
const FOLDER = new URL("../runtime/", import.meta.url);
const FIRST = ["frame", "worker", "loader", "module", "wasm", "snapshot"];
const WITHOUT_SNAPSHOT = ["frame", "worker", "loader", "module", "wasm", "library"];

/** The bytes that a first run loads; for "postgresql", those that come on top. */
export function size(database = "sqlite") {
  const names = database === "sqlite" ? FIRST : (manifest?.[database] ?? []);
  return names.reduce((sum, name) => sum + (manifest?.files[name]?.bytes ?? 0), 0);
}

const watchers = new Set(); // called with {loaded, total} while files are on their way
const loaded = new Map(); // name of a file -> promise of its contents
const arrived = new Map(); // name of a file -> bytes so far
const asked = new Set(); // names of the files that progress is told of

function tellWatchers() {
  const names = [...asked];
  const sum = (of) => names.reduce((total, name) => total + of(name), 0);
  const progress = { loaded: sum((name) => arrived.get(name) ?? 0), total: sum((name) => manifest.files[name].bytes) };
  for (const watcher of watchers) watcher(progress);
}

class LoadingError extends Error {
  constructor(message, reason) {
    super(message);
    this.reason = reason;
  }
}

async function download(name) {
  const { file } = manifest.files[name];
  let answer;
  try {
    answer = await fetch(new URL(file, FOLDER));
    if (!answer.ok) throw new Error(`${answer.status} ${file}`);
    const count = new TransformStream({
      transform(chunk, controller) {
        arrived.set(name, (arrived.get(name) ?? 0) + chunk.length);
        tellWatchers();
        controller.enqueue(chunk);
      },
    });
    let body = answer.body.pipeThrough(count);
    if (file.endsWith(".gz") && !answer.headers.get("Content-Encoding"))
      body = body.pipeThrough(new DecompressionStream("gzip"));
    return await new Response(body).arrayBuffer();
  } catch (error) {
    arrived.delete(name);
    throw new LoadingError(String(error), "download");
  }
}

/** A file's contents, loaded once; what failed is loaded again when it is asked for again. */
function contents(name) {
  if (!loaded.has(name)) {
    const promise = download(name);
    loaded.set(name, promise);
    asked.add(name);
    promise.catch(() => {
      loaded.delete(name);
      asked.delete(name);
    });
  }
  return loaded.get(name);
}

let port = null;
let started = null;
let library = null;
let postgresql = null;
let current = null; // the run under way: {onOutput, resolve, reject}

/** Opens the sandboxed frame, once: it waits for the files. */
let frame = null;
let opened = null;
function openFrame() {
  opened ??= new Promise((resolve, reject) => {
    const element = document.createElement("iframe");
    const timer = setTimeout(() => failed("the frame did not answer"), 20_000);
    const failed = (text) => {
      closeFrame();
      reject(new LoadingError(text, "download"));
    };
    const hear = (event) => {
      if (event.source !== element.contentWindow) return;
      removeEventListener("message", hear);
      clearTimeout(timer);
      element.dataset.heard = "";
      const channel = new MessageChannel();
      port = channel.port1;
      element.contentWindow.postMessage(null, "*", [channel.port2]);
      resolve();
    };
    addEventListener("message", hear);
    element.sandbox = "allow-scripts";
    element.hidden = true;
    element.title = "Python";
    element.src = new URL(manifest.files.frame.file, FOLDER);
    element.addEventListener(
      "load",
      () => {
        if ("heard" in element.dataset || !navigator.serviceWorker?.controller) return;
        element.removeAttribute("sandbox"); // it says nothing: without a connection, another frame stands around it
        element.src = new URL(`../offline/offline-frame.html#${manifest.files.frame.file}`, FOLDER);
      },
      { once: true },
    );
    document.body.append(element);
    frame = element;
  });
  return opened;
}

function closeFrame() {
  frame?.remove();
  frame = opened = started = library = postgresql = null;
  for (const name of ["library", ...(manifest.postgresql ?? [])]) loaded.delete(name);
}

/** Loads and starts the runtime from the snapshot; without one, Python imports everything, which takes longer. */
async function boot(warm, names = FIRST) {
  const files = await Promise.all([openFrame(), ...names.slice(1).map(contents)]);
  const ready = new Promise((resolve, reject) => {
    port.onmessage = ({ data }) => receive(data, resolve, reject);
  });
  const given = Object.fromEntries(names.slice(1).map((name, i) => [name, files[i + 1]]));
  port.postMessage({ type: "boot", ...given, lock: manifest.lock, warm }, Object.values(given));
  for (const name of names) loaded.delete(name); // they belong to the frame now
  await ready;
  if (given.library) library = ready;
  else if (!navigator.connection?.saveData) addLibrary().catch(() => {}); // asked for again where a script needs it
}

/** Modules that the snapshot does not hold; most scripts run before they are here. */
function addLibrary() {
  library ??= contents("library").then((buffer) => {
    port.postMessage({ type: "library", library: buffer }, [buffer]);
  });
  library.catch(() => (library = null));
  return library;
}

let compiled = null; // called when the frame has compiled PostgreSQL: {resolve, reject}

/** PostgreSQL's files, handed to the frame once. */
function addPostgresql() {
  postgresql ??= Promise.all([addLibrary(), ...manifest.postgresql.map(contents)]).then(([, ...buffers]) => {
    const [loader, wasm, files, database] = buffers;
    const done = new Promise((resolve, reject) => (compiled = { resolve, reject }));
    port.postMessage({ type: "postgresql", loader, wasm, files, database }, buffers);
    for (const name of manifest.postgresql) loaded.delete(name);
    return done;
  });
  postgresql.catch(() => (postgresql = null));
  return postgresql;
}

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

/** Loads and starts the runtime in the background; may be called often. */
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

function send(job, onOutput) {
  return new Promise((resolve, reject) => {
    current = { onOutput, resolve, reject };
    port.postMessage({ type: "run", job: JSON.stringify(job), database: job.database });
  });
}

let busy = false;

/**
 * Runs `job` and resolves to what came of it. Rejects with an error whose `reason` is "download" or "boot".
 *
 * `onOutput` is called with each printed text, and with null where the run begins again.
 */
export async function run(job, { onOutput, onProgress } = {}) {
  if (busy) throw new Error("a script is running already");
  busy = true;
  for (const name of asked) if (!loaded.has(name)) asked.delete(name); // what the frame has long had
  if (onProgress) watchers.add(onProgress);
  const stopped = new Promise((resolve) => (giveUp = () => resolve({ status: "stopped" })));
  try {
    const done = await Promise.race([stopped, perform(job, onOutput, onProgress)]);
    if (done.status === "done") return { status: "done", ...JSON.parse(done.result) };
    return { status: done.status, html: "", diagram: null, error: null, milliseconds: null, text: done.text };
  } finally {
    busy = false;
    watchers.delete(onProgress);
  }
}

let giveUp = null; // ends a run that still waits for files

async function perform(job, onOutput, onProgress) {
  const mine = giveUp;
  await start(false);
  if (job.database === "postgresql") await addPostgresql();
  watchers.delete(onProgress);
  if (giveUp !== mine || !busy) return { status: "stopped" };
  const done = await send(job, onOutput);
  if (done.status !== "library") return done;
  onOutput?.(null);
  await addLibrary();
  return giveUp === mine && busy ? send(job, onOutput) : { status: "stopped" };
}

/** Ends the run under way: it resolves with the status "stopped". */
export function stop() {
  if (current) port.postMessage({ type: "stop" });
  else giveUp?.();
}
