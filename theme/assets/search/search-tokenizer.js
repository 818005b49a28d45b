// The words of a text, as the search compares them. Pages and queries go through the same functions.
//
// Korean is compared by its letters (jamo), in the order in which they are typed: so a syllable that is still being composed
// is the beginning of the finished one, and endings of verbs can be cut off inside of a syllable.

/** @import { Word } from "../../../types/search" */

const LEADS = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
const VOWELS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split(" ");
const TAILS =
  " ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split(" ");
const COMPOUNDS = Object.fromEntries(
  [
    "ㅘㅗㅏ",
    "ㅙㅗㅐ",
    "ㅚㅗㅣ",
    "ㅝㅜㅓ",
    "ㅞㅜㅔ",
    "ㅟㅜㅣ",
    "ㅢㅡㅣ",
    "ㄳㄱㅅ",
    "ㄵㄴㅈ",
    "ㄶㄴㅎ",
    "ㄺㄹㄱ",
    "ㄻㄹㅁ",
    "ㄼㄹㅂ",
    "ㅄㅂㅅ",
  ].map(([compound, ...parts]) => [compound, parts.join("")]),
);

/**
 * `text` with each Korean syllable as the letters that are typed for it: "외래" is "ㅇㅗㅣㄹㅐ".
 * @param {string} text
 */
export function letters(text) {
  return text.replace(/[가-힣ㄱ-ㅣ]/g, (syllable) => {
    const at = syllable.charCodeAt(0) - 0xac00;
    if (at < 0) return COMPOUNDS[syllable] ?? syllable;
    return LEADS[Math.floor(at / 588)] + VOWELS[Math.floor((at % 588) / 28)] + TAILS[at % 28];
  });
}

/** @param {string} words */
const inLetters = (words) =>
  words
    .split(" ")
    .map(letters)
    .sort((a, b) => b.length - a.length)
    .join("|");

// Particles that may follow a word of one syllable, and those that would be taken for its second one.
const PARTICLE = new RegExp(
  `^(.{2,})(?:${inLetters("에서는 에서도 에서 에는 에도 에 으로는 으로 을 를 은 는 의 이라는 이라고 까지 부터 보다 처럼 마다 에게 한테 이란 이며 이고 이면 입니다 이다 일까 인가 들")})$`,
);
const FORMAL = /^(.{3,})(?:ㅇㅓㅆ|ㅇㅏㅆ)?ㅅㅡㅂㄴㅣㄷㅏ$/; // of a stem that ends in a consonant: 남습니다
const SHORT_PARTICLE = new RegExp(`^(.{4,})(?:${inLetters("로는 로 라고 라는 란 이나 이 가 와 과 도 만 나")})$`);

const ENDING =
  "ㅆ?(?:ㅂㄴㅣㄷㅏ|ㅅㅡㅂㄴㅣㄷㅏ|ㅂㄴㅣㄲㅏ|ㄴㅡㄴ(?:ㄷㅏ|ㄱㅏ|ㅈㅣ|ㄷㅔ|ㅂㅓㅂ)?|ㄴㄷㅏ|ㅇㅡㄴㅏ|ㄱㅣ|ㄱㅔ|ㄱㅗ(?:ㅅㅣㅍ.*)?|ㅁㅕㄴ(?:ㅅㅓ)?|ㅇㅡㅁㅕㄴ|ㅈㅣ(?:ㅁㅏㄴ|ㄴㅡㄴ)?|ㄹㄸㅐ|ㄹㄲㅏ|" +
  "ㄹㅕㅁㅕㄴ|ㄹㅕㄱㅗ|ㄷㅏ|ㄷㅓㄴㅣ|ㅓㅆㄷㅓㄴㅣ|ㅇㅓㅆ?ㄴㅡㄴㄷㅔ|ㄴㅡㄴㄷㅔ|ㄴㅏㅇㅛ|ㅅㅔㅇㅛ|ㄷㅗㄹㅗㄱ|ㄴㅣㄲㅏ|ㅅㅓ|ㅇㅓㅇㅛ|ㅇㅛ|ㄴ|ㄹ|ㅁ)";
/** A noun that 하다 or 되다 makes a verb: 삭제하기, 삭제했는데, 삭제됩니다. */
const MADE_VERB = new RegExp(`^(.{4,}?)(?:ㅎㅏ|ㅎㅐ|ㄷㅗㅣ|ㄷㅗㅐ|ㅅㅣㅋㅣ)(?:ㅈㅣ)?(?:${ENDING})?$`);
/** Another verb: 지우면, 지웠더니, 지워집니다. An ending of one consonant would cut nouns: 테이블. */
const VERB = new RegExp(
  `^(.{4,}?)(?:ㅓ|ㅏ|ㅇㅓ|ㅇㅏ)?(?:ㅈㅣ)?(?:${ENDING.replace("|ㄴ|ㄹ|ㅁ)", "|ㅓㅈㅣ|ㅓㅅㅓ)")})$`,
);

/**
 * A Korean word, in letters, without its particles and endings.
 * @param {string} word
 */
function koreanStem(word) {
  for (let round = 0; round < 3; round += 1) {
    const [, rest] =
      MADE_VERB.exec(word) ??
      FORMAL.exec(word) ??
      PARTICLE.exec(word) ??
      SHORT_PARTICLE.exec(word) ??
      VERB.exec(word) ??
      [];
    if (!rest) return word;
    word = rest;
  }
  return word;
}

/**
 * An English word in lower case without plural, -ing, -ed, -ion and a silent e.
 * @param {string} word
 */
function englishStem(word) {
  if (word.length < 4 || /[^a-z]/.test(word)) return word;
  let stem = word
    .replace(/ies$/, "y")
    .replace(/(ss|x|ch|sh)es$/, "$1")
    .replace(/([^siu])s$/, "$1");
  const bare = stem.replace(/(?:ing|ed|(?<=t)ions?)$/, "");
  if (bare !== stem && bare.length >= 3 && /[aeiouy]/.test(bare)) {
    stem = bare.replace(/([bdfgmnprt])\1$/, "$1");
  }
  return stem.length > 4 ? stem.replace(/e$/, "") : stem;
}

const WORD = /\b(?:[1nmNM] ?: ?[1nmNM]|[nN] ?\+ ?1)\b|[A-Za-z0-9_À-ɏ]+(?:-[A-Za-z]+)*|[가-힣ㄱ-ㅣ]+|[\p{L}\p{M}]+/gu;
const KOREAN = /^[가-힣ㄱ-ㅣ]/;
const LONE_PARTICLE = new Set("을 를 은 는 이 가 의 에 로 와 과 도 만 에서 으로".split(" "));

/**
 * The words of a text. A particle that stands behind Latin letters is left out.
 * @param {string} text
 */
export function words(text) {
  /** @type {Word[]} */
  const found = [];
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    const start = match.index;
    const follows = found.at(-1)?.end === start && KOREAN.test(word);
    if (follows && (LONE_PARTICLE.has(word) || /^[하되했된할한]/.test(word))) continue;
    let made = known.get(word);
    if (!made) {
      made = KOREAN.test(word) ? korean(word) : english(word);
      known.set(word, made);
    }
    found.push({
      key: made.key,
      whole: made.whole,
      text: word,
      korean: made.korean,
      parts: made.parts,
      start,
      end: start + word.length,
    });
  }
  return found;
}

/** A page says most words many times. @type {Map<string, ReturnType<typeof korean>>} */
const known = new Map();

/**
 * @param {string} text
 * @returns {Pick<Word, "key" | "whole" | "korean" | "parts">}
 */
function korean(text) {
  const whole = letters(text);
  return { key: koreanStem(whole), whole, korean: true, parts: [] };
}

/** @param {string} text */
function english(text) {
  const key = englishStem(text.toLowerCase().replace(/ /g, ""));
  const parts = /[:+]/.test(text)
    ? []
    : text
        .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
        .split(/[_-]+/)
        .filter((part) => part.length > 1)
        .map((part) => englishStem(part.toLowerCase()));
  return { key, whole: key, korean: false, parts: parts.length > 1 ? parts : [] };
}

/**
 * Whether one letter more, less, other or swapped makes `a` of `b`.
 * @param {string} a
 * @param {string} b
 */
export function isNear(a, b) {
  const difference = a.length - b.length;
  if (Math.abs(difference) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (difference > 0) return a.slice(at + 1) === b.slice(at);
  if (difference < 0) return a.slice(at) === b.slice(at + 1);
  return (
    a.slice(at + 1) === b.slice(at + 1) ||
    (a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2))
  );
}
