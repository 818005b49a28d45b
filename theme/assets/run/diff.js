// Two texts compared line by line.

/** @typedef {[sign: "-" | "+" | " ", line: string]} Line */

const LARGEST = 4_000_000; // cells of the table below: more would take a noticeable time

/**
 * The lines of both texts in order, each as [sign, line]: "-" only before, "+" only after, " " in both.
 * @param {string} before
 * @param {string} after
 * @returns {Line[]}
 */
export function diffLines(before, after) {
  const [old, now] = [before, after].map((text) => (text === "" ? [] : text.split("\n")));
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  /** @type {(line: string) => Line} */
  const same = (line) => [" ", line];
  return [
    ...old.slice(0, start).map(same),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map(same),
  ];
}

/**
 * By the longest common subsequence.
 * @param {string[]} old
 * @param {string[]} now
 */
function middle(old, now) {
  /** @type {Line[]} */
  const lines = [];
  if (old.length * now.length > LARGEST) {
    for (const line of old) lines.push(["-", line]);
    for (const line of now) lines.push(["+", line]);
    return lines;
  }
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width); // of old[i…] and now[j…]
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i * width + j] =
        old[i] === now[j]
          ? common[(i + 1) * width + j + 1] + 1
          : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push([" ", old[i++]]);
      j++;
    } else if (j === now.length || (i < old.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      lines.push(["-", old[i++]]);
    } else {
      lines.push(["+", now[j++]]);
    }
  }
  return lines;
}

/**
 * The changed lines with `context` lines around them; what is left out is one line, [" ", "…"].
 * @param {Line[]} lines
 * @returns {Line[]}
 */
export function shortened(lines, context = 2) {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - context), at + context + 1).some(([sign]) => sign !== " "),
  );
  return lines.flatMap((line, at) => (near[at] ? [line] : at === 0 || near[at - 1] ? [[" ", "…"]] : []));
}
