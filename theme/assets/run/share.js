// Code in an address: compressed, in the fragment, which no server gets to see.

import { language } from "../i18n/words.js";
import { fromRoot } from "../shell/dom.js";

export const MODULE = /^\w+(\/\w+)*\.py$/; // the name of a file beside the script
const LARGEST = 500_000; // characters that a link may hold

/**
 * What a link holds. `line` is to be marked.
 * @typedef {{ source: string, modules: Record<string, string>, database?: string | null, line?: number | null }} Shared
 */

/**
 * @param {BlobPart} bytes
 * @param {GenericTransformStream} stream
 */
async function through(bytes, stream) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    size += next.value.length;
    if (size > LARGEST) {
      await reader.cancel();
      throw new Error("this link holds too much");
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * The playground's address with `shared` in it.
 * @param {Shared} shared
 */
export async function addressOf(shared) {
  const bytes = new TextEncoder().encode(JSON.stringify(shared));
  const packed = await through(bytes, new CompressionStream("deflate"));
  const text = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
  const address = fromRoot(`${language}/playground/`);
  address.hash = `code=${text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
  return address.href;
}

/**
 * What the fragment holds, as `addressOf` got it; null if it holds no code. Throws if it cannot be read.
 * @param {string} fragment
 * @returns {Promise<Shared | null>}
 */
export async function fromFragment(fragment) {
  const packed = /^#code=(.*)$/s.exec(fragment)?.[1];
  if (packed === undefined) return null;
  const text = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = await through(
    Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
    new DecompressionStream("deflate"),
  );
  return checked(JSON.parse(new TextDecoder().decode(bytes)));
}

/**
 * What `data`, from a link or from storage, holds of code. Throws if it holds none.
 * @param {unknown} data
 * @returns {Shared}
 */
export function checked(data) {
  const { source, modules, database, line } = /** @type {Record<string, unknown>} */ (data ?? {});
  if (typeof source !== "string") throw new Error("there is no code in it");
  /** @type {Record<string, string>} */
  const texts = {};
  for (const [name, value] of Object.entries(modules ?? {})) {
    if (MODULE.test(name) && typeof value === "string") texts[name] = value;
  }
  const isLine = typeof line === "number" && Number.isInteger(line) && line > 0 && line <= source.split("\n").length;
  return {
    source,
    modules: texts,
    database: typeof database === "string" ? database : null,
    line: isLine ? line : null,
  };
}
