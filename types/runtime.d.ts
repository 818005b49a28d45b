// Python in the page: the files that runtime/build.mjs makes, and what the page, the frame (runtime/page/frame.html)
// and its worker say to each other.

/** `bytes`: as they are loaded. */
export interface RuntimeFile {
  file: string;
  bytes: number;
}

/** manifest.json, as each page holds it. */
export interface Manifest {
  pyodide: string;
  python: string;
  /** What Pyodide takes for its list of packages. */
  lock: string;
  files: Record<string, RuntimeFile>;
  /** The names of the files that PostgreSQL needs. */
  postgresql: string[];
  /** The version of each server among them. */
  servers: Record<string, string>;
}

/** The first and the last line of the script that the page shows. */
export type Lines = [first: number, last: number];

/** What is to be run. */
export interface Job {
  source: string;
  filename: string;
  /** The text of each module beside the script, by its name. */
  modules: Record<string, string>;
  lines: Lines | null;
  language: string;
  database: string;
  /** What the ids of the result begin with. */
  uid: string;
}

/** What a panel has to run; without `lines`, its result is about the whole script. */
export type Code = Pick<Job, "source" | "filename" | "modules"> & { lines?: Lines | null };

/** `line` is that of the script, if it is known; `configuring`: when the mappers were configured, after the script. */
export interface RaisedError {
  type: string;
  message: string;
  line?: number | null;
  configuring?: boolean;
}

export interface RaisedWarning {
  category: string;
  message: string;
  line: number | null;
  configuring?: boolean;
}

/** What the page stood in for: a name or module of the reader's project, a URL, a variable of the environment. */
export interface Replaced {
  kind: "name" | "module" | "url" | "environment";
  what: string;
}

/** What came of a job. `html` and `diagram` come out of the sandbox: they may be anything. */
export interface Result {
  status: Done["status"];
  html: unknown;
  diagram: unknown;
  error: RaisedError | null;
  warnings?: RaisedWarning[];
  replaced?: Replaced[];
  /** Whether the result was longer than what is shown. */
  isCut?: boolean;
  milliseconds: number | null;
  /** Why Python has ended. */
  text?: string;
}

export interface Progress {
  loaded: number;
  total: number;
}

/**
 * `file` hands over one of the manifest's, which the later messages use. `job` is a `Job` as JSON text. `warm`: whether
 * to run a script before anybody asks for one.
 */
export type PageMessage =
  | { type: "file"; name: string; buffer: ArrayBuffer }
  | { type: "boot"; withSnapshot: boolean; lock: string; warm: boolean }
  | { type: "library" }
  | { type: "postgresql" }
  | { type: "run"; job: string; database: string }
  | { type: "stop" };

/** `result` is JSON text. */
export type FrameMessage =
  | { type: "ready" }
  | { type: "postgresql" }
  | { type: "failed"; text: string }
  | { type: "output"; text: string }
  | Done;

/** Only with "done" there is a result; with "library", the script needs modules that are not there yet. */
export type Done = {
  type: "done";
  status: "done" | "library" | "stopped" | "flood" | "memory" | "crashed";
  result?: string;
  text?: string;
};

/** What the worker gets of the frame: scripts as addresses, and WebAssembly compiled. */
export interface WorkerBoot {
  type: "boot";
  loader: string;
  python: string;
  module: WebAssembly.Module;
  snapshot?: ArrayBuffer;
  library?: ArrayBuffer;
  lock: string;
  postgresql: WorkerPostgresql | null;
  warm: boolean;
}

export interface WorkerPostgresql {
  loader: string;
  wasm: WebAssembly.Module;
  files: ArrayBuffer;
  database: ArrayBuffer;
}

export type ToWorker =
  | WorkerBoot
  | { type: "library"; library: ArrayBuffer }
  | { type: "run"; job: string; database: string };

export type FromWorker =
  | { type: "ready" }
  | { type: "output"; text: string }
  | { type: "flood" }
  /** `isSpoilt`: the worker is no longer as it was, and another is needed for the next run. */
  | { type: "done"; status: "done" | "library"; result: string; isSpoilt: boolean }
  /** `isFull`: its memory was. */
  | { type: "crashed"; text: string; isFull: boolean };
