// Builds what runs Python in a page: `node build.mjs NODE_MODULES SOURCES.zip SCRIPT.py TARGET`, with the script's result beside it.
//
// 1. Stock Pyodide compiles the standard library and our sources to one archive of bytecode.
// 2. Pyodide boots from it, imports everything, runs one script, and its memory is kept: the snapshot. Stored are the
//    pages of memory that differ from those of a Pyodide that has not started yet.
// 3. Each file gets the hash of its content into its name; manifest.json lists them.

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import zlib from "node:zlib";

/** @import { CreateModule, LoadPyodide, Module, PGlite } from "../types/pyodide" */
/** @import { Manifest } from "../types/runtime" */

const [modules, sources, script, target] = process.argv.slice(2).map((name) => path.resolve(name));
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const indexURL = `${modules}/pyodide/`;
/** @type {{ loadPyodide: LoadPyodide, version: string }} */
const { loadPyodide, version } = await import(pathToFileURL(`${indexURL}pyodide.mjs`).href);
/** @type {{ default: CreateModule }} */
const { default: createModule } = await import(pathToFileURL(`${indexURL}pyodide.asm.mjs`).href);
const PAGE = 256; // bytes: what is stored or left out as one

const lock = JSON.parse(fs.readFileSync(`${indexURL}pyodide-lock.json`, "utf8"));
const lockFileContents = JSON.stringify({ info: lock.info, packages: {} });
const environment = {
  HOME: "/home/pyodide",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONHASHSEED: "0",
  PYTHONNODEBUGRANGES: "1",
};
const options = { indexURL, lockFileContents, packageBaseUrl: "./", env: environment };

async function packLibrary() {
  const python = await loadPyodide({ indexURL, env: { HOME: "/home/pyodide", PYTHONNODEBUGRANGES: "1" } });
  python.FS.writeFile("/stdlib.zip", fs.readFileSync(`${indexURL}python_stdlib.zip`));
  python.FS.writeFile("/sources.zip", fs.readFileSync(sources));
  python.runPython(fs.readFileSync(`${here}/pack.py`, "utf8"));
  return python.FS.readFile("/library.zip");
}

/**
 * The memory of a Pyodide that has been made and not started.
 * @param {string} stdLibURL
 */
async function freshMemory(stdLibURL) {
  let memory = new Uint8Array(0);
  const stop = new Error("that is all");
  try {
    await loadPyodide({
      ...options,
      stdLibURL,
      createPyodideModule: async (settings) => {
        const made = await createModule({ ...settings, noInitialRun: true });
        memory = made.HEAPU8.slice();
        throw stop;
      },
    });
  } catch (error) {
    if (error !== stop) throw error;
  }
  return memory;
}

/**
 * @param {string} stdLibURL
 * @param {Uint8Array} fresh
 */
async function snapshot(stdLibURL, fresh) {
  const python = await loadPyodide({ ...options, stdLibURL, _makeSnapshot: true });
  python.runPython(fs.readFileSync(`${here}/preload.py`, "utf8"));
  python.FS.writeFile("/warm_up.py", fs.readFileSync(script, "utf8"));
  python.FS.writeFile("/warm_up.json", fs.readFileSync(script.replace(/\.py$/, ".result.json"), "utf8"));
  python.runPython(fs.readFileSync(`${here}/warm_up.py`, "utf8"));
  for (const name of ["/warm_up.py", "/warm_up.json"]) python.FS.unlink(name);
  console.log(`modules ready in the snapshot: ${python.runPython("import sys; len(sys.modules)")}`);
  zeroFreeMemory(python._module);
  const whole = python.makeMemorySnapshot();
  const header = new Uint32Array(whole.buffer, whole.byteOffset, 4)[1];
  return sparse(whole.subarray(0, header), whole.subarray(header), fresh);
}

/**
 * Memory that was given back still holds what it held. Zeros cost nothing to store.
 * @param {Module} module
 */
function zeroFreeMemory(module) {
  const end = module._malloc(4 << 20); // larger than any gap: what lies before it may be free, what lies behind is unused
  module._free(end);
  const taken = [];
  for (let size = 1 << 20; size >= 16; size = Math.floor(size / 9) * 8) {
    for (;;) {
      const place = module._malloc(size);
      taken.push(place);
      if (place >= end) break;
      module.HEAPU8.fill(0, place, place + size);
    }
  }
  for (const place of taken) module._free(place);
}

/**
 * [bytes of the header, bytes of the table] [header] [size of the memory, number of runs, (start, length)…] [runs]
 * @param {Uint8Array} header
 * @param {Uint8Array} memory
 * @param {Uint8Array} fresh
 */
function sparse(header, memory, fresh) {
  /** @type {{ start: number, end: number }[]} */
  const runs = [];
  for (let start = 0; start < memory.length; start += PAGE) {
    const page = Buffer.from(memory.buffer, memory.byteOffset + start, Math.min(PAGE, memory.length - start));
    const before = start < fresh.length ? fresh.subarray(start, start + page.length) : Buffer.alloc(page.length);
    if (page.equals(before)) continue;
    const last = runs.at(-1);
    if (last && last.end === start) last.end += page.length;
    else runs.push({ start, end: start + page.length });
  }
  const table = Buffer.from(
    Uint32Array.from([memory.length, runs.length].concat(runs.flatMap((r) => [r.start, r.end - r.start]))).buffer,
  );
  const sizes = Buffer.from(Uint32Array.of(header.length, table.length).buffer);
  return Buffer.concat([sizes, header, table, ...runs.map((r) => memory.subarray(r.start, r.end))]);
}

/** PGlite, and a data directory that it has made here: making it takes longer than everything else. */
async function postgresql() {
  const folder = `${modules}/@electric-sql/pglite/dist/`;
  /** @type {{ PGlite: PGlite }} */
  const { PGlite } = await import(pathToFileURL(`${folder}index.js`).href);
  const database = await PGlite.create({ initDbStartParams: ["--wal-segsize=1"] });
  const [{ rows }] = await database.exec("SHOW server_version");
  // What nobody connects to is two thirds of it; then the log of how it was made.
  const steps = ["UPDATE pg_database SET datistemplate = false", "DROP DATABASE template0", "DROP DATABASE template1"];
  const log = ["SET wal_recycle = off", "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"];
  for (const step of [...steps, "VACUUM FREEZE", ...log]) await database.exec(step);
  const data = await database.dumpDataDir("none");
  // Of the package's builds, this is the one in one file.
  const whole = fs.readFileSync(`${folder}index.cjs`, "utf8").replace(/^\/\/# sourceMappingURL.*$/m, "");
  const names = "const module = { exports: {} }, exports = module.exports, require = undefined;";
  const loader = `const __filename = "/pglite.js";\n${names}\n${whole}\nexport const { PGlite } = module.exports;\n`;
  keep("pglite", "pglite.js", loader);
  keep("pglite_wasm", "pglite.wasm", fs.readFileSync(`${folder}pglite.wasm`), ZSTANDARD);
  keep("pglite_files", "pglite.data", fs.readFileSync(`${folder}pglite.data`), ZSTANDARD);
  keep("pglite_database", "pglite.tar", Buffer.from(await data.arrayBuffer()), ZSTANDARD);
  return { names: Object.keys(files).filter((key) => key.startsWith("pglite")), version: rows[0].server_version };
}

/**
 * The text of a worker that decompresses what it is sent: browsers themselves know gzip only. zstddec's decoder is
 * never freed, so that it has to end with its worker.
 */
function decoder() {
  const module = fs.readFileSync(`${modules}/zstddec/dist/zstddec.mjs`, "utf8");
  const exported = "export { ZSTDDecoder };";
  if (!module.includes(exported)) throw new Error("zstddec exports something else");
  return `${module.replace(exported, "")}
self.onmessage = async ({ data }) => {
  try {
    const decoder = new ZSTDDecoder();
    await decoder.init();
    const { buffer } = decoder.decode(new Uint8Array(data));
    self.postMessage(buffer, [buffer]);
  } catch (error) {
    self.postMessage(String(error));
  }
};
`;
}

/** @type {Manifest["files"]} */
const files = {};

/** @typedef {{ ending: string, compress: (data: Uint8Array) => Uint8Array }} Format */

/** For what is small: the page decompresses it. @type {Format} */
const GZIP = { ending: ".gz", compress: (data) => zlib.gzipSync(data, { level: 9 }) };
/** For what is large, a fifth to a half smaller: a worker in the frame decompresses it. @type {Format} */
const ZSTANDARD = {
  ending: ".zst",
  compress: (data) =>
    zlib.zstdCompressSync(data, {
      params: {
        [zlib.constants.ZSTD_c_compressionLevel]: 19,
        [zlib.constants.ZSTD_c_windowLog]: 24,
      },
    }),
};
/** @type {Format} */
const PLAIN = { ending: "", compress: (data) => data };

/**
 * Keeps `data` as a file whose name holds the hash of its content.
 * @param {string} key
 * @param {string} name
 * @param {string | Uint8Array} data
 */
function keep(key, name, data, { ending, compress } = GZIP) {
  const stored = compress(Buffer.from(data));
  const hash = createHash("sha256").update(data).digest("hex").slice(0, 16);
  const [stem, ...rest] = name.split(".");
  const file = `${stem}.${hash}.${rest.join(".")}${ending}`;
  fs.writeFileSync(path.join(target, file), stored);
  files[key] = { file, bytes: stored.length };
}

try {
  fs.mkdirSync(target, { recursive: true });
  for (const old of fs.readdirSync(target)) fs.rmSync(path.join(target, old));
  const library = await packLibrary();
  const place = path.join(target, "library.zip");
  fs.writeFileSync(place, library);
  const kept = await snapshot(place, await freshMemory(place));
  fs.rmSync(place);
  keep("loader", "pyodide.mjs", fs.readFileSync(`${indexURL}pyodide.mjs`));
  keep("module", "pyodide.asm.mjs", fs.readFileSync(`${indexURL}pyodide.asm.mjs`));
  keep("decoder", "decoder.js", decoder());
  keep("wasm", "pyodide.asm.wasm", fs.readFileSync(`${indexURL}pyodide.asm.wasm`), ZSTANDARD);
  keep("library", "library.zip", library, ZSTANDARD);
  keep("snapshot", "snapshot.bin", kept, ZSTANDARD);
  keep("worker", "worker.js", fs.readFileSync(`${here}/page/worker.js`));
  keep("frame", "frame.html", fs.readFileSync(`${here}/page/frame.html`), PLAIN);
  const onTop = await postgresql();
  /** @type {Manifest} */
  const manifest = {
    postgresql: onTop.names,
    servers: { postgresql: onTop.version },
    pyodide: version,
    python: lock.info.python,
    lock: lockFileContents,
    files,
  };
  fs.writeFileSync(path.join(target, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
  for (const [key, { bytes }] of Object.entries(files)) console.log(`${key.padEnd(16)}${(bytes / 1e6).toFixed(2)} MB`);
} catch (error) {
  console.error(String((error instanceof Error && error.stack) || error).slice(0, 3000));
  process.exit(1);
}
process.exit(0);
