// What is used of Pyodide and PGlite, much of which their own types do not have.

export interface Module {
  HEAPU8: Uint8Array<ArrayBuffer>;
  _malloc(bytes: number): number;
  _free(place: number): void;
  finalizationRegistry?: { register(...given: unknown[]): void; unregister(...given: unknown[]): void };
}

interface Node {
  mode: number;
}

interface Device {
  write(stream: unknown, memory: Uint8Array, start: number, length: number): number;
  read(stream: unknown, memory: Uint8Array, start: number, length: number): number;
}

/** Emscripten's file system. */
export interface FileSystem {
  ErrnoError: new (number: number) => Error;
  streams: (object | null)[];
  filesystems: {
    MEMFS: {
      ops_table: {
        file: {
          node: { setattr(node: Node, attributes: { size?: number }): void };
          stream: {
            write(stream: object, buffer: Uint8Array, offset: number, length: number, ...rest: unknown[]): number;
          };
        };
      };
    };
  };
  analyzePath(path: string): { exists: boolean };
  close(stream: object): void;
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  lookupPath(path: string, options?: { follow: boolean }): { node: Node };
  makedev(major: number, minor: number): number;
  mkdev(path: string, device: number): void;
  mkdir(path: string): void;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  readdir(path: string): string[];
  registerDevice(device: number, operations: Device): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  writeFile(path: string, contents: Uint8Array | string): void;
}

/** runtime/page/page_runner.py. */
export interface Runner {
  close_doors(): void;
  execute(job: string): string;
  import_postgresql(): void;
  warm_up(): void;
}

export interface Pyodide {
  FS: FileSystem;
  _module: Module;
  makeMemorySnapshot(): Uint8Array<ArrayBuffer>;
  pyimport(name: "page_runner"): Runner;
  runPython(source: string): unknown;
  setStderr(options: { write(bytes: Uint8Array): number; isatty: boolean }): void;
  setStdin(options: { error: boolean }): void;
  setStdout(options: { write(bytes: Uint8Array): number; isatty: boolean }): void;
}

export type CreateModule = (settings: object) => Promise<Module>;

export interface Options {
  indexURL: string;
  stdLibURL?: string;
  lockFileContents?: string;
  packageBaseUrl?: string;
  env?: Record<string, string>;
  jsglobals?: object;
  createPyodideModule?: CreateModule;
  _makeSnapshot?: boolean;
  _loadSnapshot?: Promise<Uint8Array>;
}

export type LoadPyodide = (options: Options) => Promise<Pyodide>;

export interface Database {
  exec(sql: string): Promise<{ rows: Record<string, string>[] }[]>;
  dumpDataDir(compression: "none"): Promise<Blob>;
  execProtocolRawSync(request: Uint8Array): Uint8Array;
}

export interface PGlite {
  create(options: {
    pgliteWasmModule?: WebAssembly.Module;
    initdbWasmModule?: WebAssembly.Module;
    fsBundle?: Blob;
    loadDataDir?: Blob;
    initDbStartParams?: string[];
  }): Promise<Database>;
}
