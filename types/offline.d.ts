// Reading offline: what livedocs/mkdocs/offline.py lists, what the service worker keeps, and what it and the page say
// to each other.

/** `hash`: the first digits of its SHA-256. */
export type StoredFile = [address: string, hash: string, bytes: number];

/** offline.json. */
export interface FileList {
  version: string;
  site: StoredFile[];
  /** What runs examples in the page. */
  python: StoredFile[];
}

export interface State {
  version: string;
  /** Whether what runs examples is stored, too. */
  python: boolean;
  bytes: number;
  /** The ids of open pages that came from an older version, with that version. */
  clients: Record<string, string>;
}

/** What a page asks for. The answer comes through the port that it sends along: {result} or {error}. */
export type Request =
  | { type: "store"; python: boolean }
  | { type: "storing" }
  | { type: "cancel" }
  | { type: "state" }
  | { type: "remove" };

export interface Results {
  store: State;
  /** Whether something is being stored. */
  storing: boolean;
  cancel: null;
  state: State | null;
  remove: null;
}

/** `error`: "quota" where the browser's space is used up. */
export type Answer = { result: Results[keyof Results] } | { error: string };

/** What all pages are told. */
export type News = { type: "progress"; loaded: number; total: number } | { type: "updated"; state: State };
