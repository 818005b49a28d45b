// Runs Python: restores the memory snapshot once, and copies it back before each further run.

// biome-ignore lint/suspicious/noRedundantUseStrict: this is a classic worker, not a module
"use strict";

const MOST_OUTPUT = 200_000; // characters
const MOST_MEMORY = 320 << 20; // bytes
const MOST_WRITTEN = 256 << 20; // bytes that a run writes to files, which are not in that memory
const NO_SPACE = 51; // ENOSPC, as Emscripten numbers it
const STEP = 50; // milliseconds between two messages with output,
const AT_ONCE = 200; // but for the first ones: a script that hangs has shown what it printed
const KEPT = new Set(
  `AbortController AbortSignal AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean
  DataView Date Error EvalError Event EventTarget FinalizationRegistry Float32Array Float64Array Function Infinity
  Int16Array Int32Array Int8Array Intl Iterator JSON Map Math MessageChannel MessageEvent MessagePort NaN Number
  Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TextDecoder TextEncoder
  TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly
  addEventListener clearInterval clearTimeout console constructor crypto decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape eval globalThis isFinite isNaN onmessage parseFloat parseInt performance
  queueMicrotask self setInterval setTimeout structuredClone undefined unescape`.split(/\s+/),
);

/**
 * @import {
 *   CreateModule, Database, LoadPyodide, Module, Options, PGlite, Pyodide, Runner,
 * } from "../../types/pyodide"
 */
/** @import { FromWorker, ToWorker, WorkerBoot, WorkerPostgresql } from "../../types/runtime" */

/** @type {(message: FromWorker) => void} */
const post = self.postMessage.bind(self);
/** These five are set by `boot`. @type {Pyodide} */
let python;
/** @type {Runner["execute"]} */
let execute;
/** @type {Runner["warm_up"]} */
let warmUp;
/** Before any run. @type {Uint8Array<ArrayBuffer>} */
let memory;
/** Before any run: see `tree`. @type {ReturnType<typeof tree>} */
let files;
/** Whether everything that outlives a run is as it was. @type {() => boolean} */
let isUntouched;
let dirty = false;
let written = 0; // bytes that this run has written to files

/* What is printed -------------------------------------------------------------------------------- */

const decoder = new TextDecoder();
let printed = 0;
let waiting = "";
let last = 0;
let sent = 0;

function flush() {
  sent += 1;
  if (waiting) post({ type: "output", text: waiting });
  waiting = "";
  last = performance.now();
}

/** @param {Uint8Array} bytes */
function write(bytes) {
  const text = decoder.decode(bytes, { stream: true });
  printed += text.length;
  if (printed <= MOST_OUTPUT) {
    waiting += text;
    if (sent < AT_ONCE || waiting.length > 4096 || performance.now() - last > STEP) flush();
  } else if (printed - text.length <= MOST_OUTPUT) {
    flush();
    post({ type: "flood" }); // whoever started this worker ends it
  }
  return bytes.length;
}

/* The memory -------------------------------------------------------------------------------------- */

const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65536 > MOST_MEMORY) throw new RangeError("the memory of this page is full");
  return grow.call(this, pages);
};

/**
 * Divides a snapshot as build.mjs writes it.
 * @param {ArrayBuffer} snapshot
 */
function read(snapshot) {
  const view = new DataView(snapshot);
  const [header, table] = [view.getUint32(0, true), view.getUint32(4, true)];
  return {
    header: new Uint8Array(snapshot, 8, header).slice(),
    table: new Uint32Array(snapshot.slice(8 + header, 8 + header + table)),
    data: new Uint8Array(snapshot, 8 + header + table),
  };
}

/**
 * Pyodide's own restoring expects a memory that is large enough from the start.
 * @param {Module} module
 * @param {ReturnType<typeof read>} snapshot
 */
function restore(module, { table, data }) {
  const [size, count] = table;
  const fresh = module.HEAPU8.slice();
  while (module.HEAPU8.length < size) {
    if (!module._malloc(1 << 20)) throw new RangeError("the snapshot is larger than the memory may be");
  }
  module.HEAPU8.fill(0);
  module.HEAPU8.set(fresh);
  for (let i = 0, from = 0; i < count; i++) {
    const [start, length] = [table[2 + 2 * i], table[3 + 2 * i]];
    module.HEAPU8.set(data.subarray(from, from + length), start);
    from += length;
  }
}

/** @param {WorkerBoot} given */
async function boot({ loader, python: pythonModule, module, snapshot, library, lock, postgresql }) {
  const starting = postgresql && startPostgresql(postgresql);
  self.fetch = async () => new Response(snapshot ? "" : library); // Pyodide asks for what is here already
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  /** @type {[{ loadPyodide: LoadPyodide }, { default: CreateModule }]} */
  const [{ loadPyodide }, { default: createModule }] = await Promise.all([import(loader), import(pythonModule)]);
  /** @type {Options} */
  const options = {
    indexURL: "https://runtime.invalid/",
    stdLibURL: "https://runtime.invalid/library",
    lockFileContents: lock,
    packageBaseUrl: "./",
    jsglobals: Object.freeze(Object.create(null)),
    createPyodideModule: createModule,
  };
  if (snapshot) {
    const kept = read(snapshot);
    options._loadSnapshot = Promise.resolve(kept.header);
    options.createPyodideModule = async (settings) => {
      const made = await createModule(settings);
      restore(made, kept);
      return made;
    };
  }
  python = await loadPyodide(options);
  if (snapshot)
    python.FS.unlink("/lib/python314.zip"); // Pyodide made an empty one
  else python.runPython("import page_preload");
  python.setStdout({ write, isatty: false });
  python.setStderr({ write, isatty: false });
  python.setStdin({ error: true });
  const runner = python.pyimport("page_runner");
  runner.close_doors();
  ({ execute, warm_up: warmUp } = runner);
  if (python._module.finalizationRegistry) python._module.finalizationRegistry = { register() {}, unregister() {} };
  if (library) addLibrary(library);
  if (starting) {
    connect(await starting);
    runner.import_postgresql();
  }
  limitFiles();
  memory = python._module.HEAPU8.slice();
  files = tree();
  renounce();
  isUntouched = watch();
}

/** Files are kept in JavaScript's memory, to which Python's limit does not apply. */
function limitFiles() {
  const { FS } = python;
  const { node: nodes, stream: streams } = FS.filesystems.MEMFS.ops_table.file;
  const [{ write }, { setattr }] = [streams, nodes];
  const count = (/** @type {number} */ bytes) => {
    written += bytes;
    if (written > MOST_WRITTEN) throw new FS.ErrnoError(NO_SPACE);
  };
  streams.write = (stream, buffer, offset, length, ...rest) => {
    count(length);
    return write(stream, buffer, offset, length, ...rest);
  };
  nodes.setattr = (node, attributes) => {
    count(attributes.size ?? 0);
    setattr(node, attributes);
  };
}

/* PostgreSQL -------------------------------------------------------------------------------------- */

/** @param {WorkerPostgresql} given */
async function startPostgresql({ loader, wasm, files, database }) {
  /** @type {{ PGlite: PGlite }} */
  const { PGlite } = await import(loader);
  return PGlite.create({
    pgliteWasmModule: wasm,
    initdbWasmModule: wasm, // not used, as there is a database; else it would be asked for
    fsBundle: new Blob([files]),
    loadDataDir: new Blob([database]),
  });
}

/**
 * A device: what is written to it is a request, and what is read from it the answer. Python gets no object of ours.
 * @param {Database} server
 */
function connect(server) {
  const { FS } = python;
  /** @type {Uint8Array} */
  let answer = new Uint8Array(0);
  const device = FS.makedev(64, 0);
  FS.registerDevice(device, {
    write(_stream, memory, start, length) {
      try {
        answer = server.execProtocolRawSync(new Uint8Array(memory.slice(start, start + length)));
      } catch {
        throw new FS.ErrnoError(29); // input/output error: the server has crashed
      }
      return length;
    },
    read(_stream, memory, start, length) {
      const part = answer.subarray(0, length);
      memory.set(part, start);
      answer = answer.subarray(part.length);
      return part.length;
    },
  });
  FS.mkdev("/dev/postgresql", device);
}

/**
 * The archive of modules that the snapshot does not hold. Scripts that need none run without it.
 * @param {ArrayBuffer} library
 */
function addLibrary(library) {
  const contents = new Uint8Array(library);
  files?.set("/lib/python314.zip", contents);
  python.FS.writeFile("/lib/python314.zip", contents);
}

/** Takes away what a worker could reach the outside with. The frame's policy forbids it, too. */
function renounce() {
  let holder = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (self));
  for (; holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
    for (const name of Reflect.ownKeys(holder)) {
      if (typeof name !== "string" || KEPT.has(name)) continue;
      try {
        delete holder[name];
        if (name in holder) Object.defineProperty(holder, name, { value: undefined });
      } catch {
        // what cannot be taken away is stopped by the policy
      }
    }
  }
}

/* The state before a run -------------------------------------------------------------------------- */

/** What each built-in object of JavaScript holds: `reset` does not put that back. */
function builtins() {
  /** @type {Map<object, Map<PropertyKey, unknown>>} */
  const found = new Map();
  const note = (/** @type {unknown} */ value) => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || found.has(value)) return;
    const held = new Map();
    found.set(value, held);
    for (const key of Reflect.ownKeys(value)) {
      const { value: own, get, set } = Object.getOwnPropertyDescriptor(value, key) ?? {};
      held.set(key, get ?? set ?? own);
    }
  };
  for (const name of KEPT) {
    const value = Reflect.get(self, name);
    if (name === "self" || name === "globalThis" || name === "onmessage") continue;
    note(value);
    if (typeof value === "function") note(value.prototype);
  }
  note(Object.getPrototypeOf(Uint8Array));
  note(Object.getPrototypeOf(Uint8Array.prototype));
  return found;
}

/**
 * The mode of a file, folder or device; null if there is none.
 * @param {string} path
 */
function modeOf(path) {
  const { FS } = python;
  return FS.analyzePath(path).exists ? FS.lookupPath(path).node.mode : null;
}

/** A function that tells whether anything has changed that `reset` cannot put back. */
function watch() {
  const { FS } = python;
  const devices = () => FS.readdir("/dev").join();
  const [open, listed, before] = [FS.streams.slice(0, 3), devices(), builtins()];
  const paths = ["/dev", ...FS.readdir("/dev").map((name) => `/dev/${name}`), ...files.keys()];
  const modes = new Map(paths.map((path) => [path, modeOf(path)]));
  return () => {
    if (open.some((stream, number) => FS.streams[number] !== stream)) return false;
    if (!FS.analyzePath("/dev").exists || devices() !== listed) return false;
    for (const [path, mode] of modes) {
      const now = modeOf(path);
      if (now !== null && now !== mode) return false; // what is gone, `reset` makes again
    }
    for (const [value, held] of builtins()) {
      const was = before.get(value);
      if (!was || was.size !== held.size) return false;
      for (const [key, own] of held) if (!was.has(key) || !Object.is(was.get(key), own)) return false;
    }
    return true;
  };
}

const DEVICES = ["/dev", "/proc"];

/**
 * Every file and folder: path -> contents, null for a folder, undefined for what is neither.
 * @param {Map<string, Uint8Array<ArrayBuffer> | null | undefined>} found
 */
function tree(folder = "/", found = new Map()) {
  const { FS } = python;
  for (const name of FS.readdir(folder)) {
    const path = `${folder === "/" ? "" : folder}/${name}`;
    if (name === "." || name === ".." || DEVICES.includes(path)) continue;
    const { node } = FS.lookupPath(path);
    if (FS.isDir(node.mode)) tree(path, found.set(path, null));
    else if (FS.isFile(node.mode)) found.set(path, FS.readFile(path));
    else found.set(path, undefined);
  }
  return found;
}

function reset() {
  const { FS, _module } = python;
  written = 0;
  FS.streams.forEach((stream, number) => {
    if (stream && number > 2) FS.close(stream);
  });
  for (const path of [...tree().keys()].reverse()) {
    if (files.has(path)) continue;
    const { node } = FS.lookupPath(path, { follow: false });
    if (FS.isDir(node.mode)) FS.rmdir(path);
    else FS.unlink(path);
  }
  for (const [path, contents] of files) {
    if (contents === null) {
      if (!FS.analyzePath(path).exists) FS.mkdir(path);
    } else if (contents) FS.writeFile(path, contents);
  }
  _module.HEAPU8.set(memory);
  _module.HEAPU8.fill(0, memory.length);
}

/**
 * Calls `script` on the state that a new Pyodide would have.
 * @template Result
 * @param {() => Result} script
 */
function run(script) {
  if (dirty) reset();
  printed = sent = written = 0;
  dirty = true;
  waiting = "";
  return script();
}

/* Messages ---------------------------------------------------------------------------------------- */

/** @type {Promise<void>} */
let booted;

/** @param {MessageEvent<ToWorker>} event */
self.onmessage = async ({ data }) => {
  try {
    if (data.type === "boot") {
      booted = boot(data);
      await booted;
      post({ type: "ready" });
      if (data.warm) run(() => warmUp());
    } else if (data.type === "library") {
      await booted;
      if (dirty) reset();
      dirty = false;
      addLibrary(data.library);
    } else if (data.type === "run") {
      await booted;
      const result = run(() => execute(data.job));
      flush();
      post({ type: "done", status: result ? "done" : "library", result, isSpoilt: !isUntouched() });
    }
  } catch (error) {
    flush();
    const stack = (error instanceof Error && error.stack) || "";
    const text = stack.includes(String(error)) ? stack : `${error}\n${stack}`; // WebKit's has no message
    const isFull = python?._module.HEAPU8.length > 0.9 * MOST_MEMORY;
    post({ type: "crashed", text: text.slice(0, 1500), isFull });
  }
};
