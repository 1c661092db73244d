/**
 * The words of a text as the tagger of techniques compares them: without case and ending, names of
 * functions taken apart, addresses and hashes reduced to what they are. One pass, linear.
 */

/** Compared by their first characters only; longer runs are data, not words. */
const wordCharsMax = 40;
const partsMax = 8;

export interface Word {
  readonly text: string;
  readonly stem: string;
  /** Stems of `create`, `remote`, `thread` in `CreateRemoteThread`; empty for plain words. */
  readonly parts: readonly string[];
  /** Place in the text, UTF-16. */
  readonly start: number;
  readonly end: number;
}

/** Alternatives in order: URL, CVE, technique id, IPv4 (defanged too), hash, word, number. */
const wordPattern =
  /(h(?:tt|xx)ps?:\/\/\S+)|(CVE-\d{4}-\d{4,7})|(\[?\bT\d{4}(?:\.\d{3})?\b\]?)|(\d{1,3}(?:\[?\.\]?\d{1,3}){3})|(\b[0-9a-f]{32,128}\b)|([a-z_\u00c0-\u024f][a-z0-9_\u00c0-\u024f]*)|(\d+)/gi;
const urlWord = 1;
const cveWord = 2;
const techniqueWord = 3;
const addressWord = 4;
const hashWord = 5;
const plainWord = 6;

/** Numbers that say something: word sizes, key sizes, ports. */
const tellingNumbers: ReadonlySet<string> = new Set(
  "32 64 128 256 443 80 8080 3389 445 22 53 5985".split(" "),
);
const hivePattern = /^(?:hklm|hkcu|hku|hkcr|hkey_[a-z_]+)$/i;
const camelPattern = /[a-z][A-Z]/;
const camelPartPattern = /[A-Z]?[a-z]+|[A-Z]{1,64}(?![a-z])/g;

const endings = (
  "ications ication ations ation ators ator ating ated ates ate ings ing " +
  "ers er ions ion ments ment ies es ed ly s e y"
).split(" ");
const stemCharsMin = 4;

/** By their last character's code: a word has to look at a few of them only. */
const endingsByLast: readonly (readonly string[])[] = Array.from({ length: 128 }, (_, code) =>
  endings.filter((ending) => ending.charCodeAt(ending.length - 1) === code),
);

export function stemOf(word: string): string {
  for (const ending of endingsByLast[word.charCodeAt(word.length - 1)] ?? []) {
    if (word.length - ending.length >= stemCharsMin && word.endsWith(ending)) {
      return word.slice(0, -ending.length);
    }
  }
  return word;
}

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const start = match.index;
    const [found] = match;
    if (match[plainWord] !== undefined) addPlain(words, found, start);
    else if (match[techniqueWord] === undefined) {
      words.push(sign(signOf(match), start, start + found.length));
    }
  }
  return words;
}

function signOf(match: RegExpExecArray): string {
  if (match[urlWord] !== undefined) return "<url>";
  if (match[cveWord] !== undefined) return "<cve>";
  if (match[addressWord] !== undefined) return "<address>";
  if (match[hashWord] !== undefined) return "<hash>";
  return tellingNumbers.has(match[0]) ? match[0] : "<number>";
}

const noParts: readonly string[] = [];

function sign(text: string, start: number, end: number): Word {
  return { text, stem: text, parts: noParts, start, end };
}

function addPlain(words: Word[], whole: string, start: number): void {
  const cut = whole.length > wordCharsMax ? whole.slice(0, wordCharsMax) : whole;
  const text = cut.toLowerCase();
  if (text.startsWith("hk") && hivePattern.test(cut)) words.push(sign("<hive>", start, start));
  // Most words are small: nothing to look for in these.
  const parts = text !== cut && camelPattern.test(cut) ? partsOf(cut) : noParts;
  words.push({ text, stem: stemOf(text), parts, start, end: start + whole.length });
}

function partsOf(name: string): string[] {
  const parts = name.match(camelPartPattern) ?? [];
  return parts.slice(0, partsMax).map((part) => stemOf(part.toLowerCase()));
}
