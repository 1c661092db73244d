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
const camelPartPattern = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g;

const endings = (
  "ications ication ations ation ators ator ating ated ates ate ings ing " +
  "ers er ions ion ments ment ies es ed ly s e y"
).split(" ");
const stemCharsMin = 4;

export function stemOf(word: string): string {
  for (const ending of endings) {
    if (word.length - ending.length >= stemCharsMin && word.endsWith(ending)) {
      return word.slice(0, -ending.length);
    }
  }
  return word;
}

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const groups: readonly (string | undefined)[] = match;
    const kind = groups.findIndex((group, at) => at > 0 && group !== undefined);
    const start = match.index;
    const end = start + match[0].length;
    if (kind === techniqueWord) continue;
    if (kind === plainWord) words.push(...plainWords(match[0], start));
    else words.push(sign(signOf(kind, match[0]), start, end));
  }
  return words;
}

function signOf(kind: number, text: string): string {
  if (kind === urlWord) return "<url>";
  if (kind === cveWord) return "<cve>";
  if (kind === addressWord) return "<address>";
  if (kind === hashWord) return "<hash>";
  return tellingNumbers.has(text) ? text : "<number>";
}

function sign(text: string, start: number, end: number): Word {
  return { text, stem: text, parts: [], start, end };
}

function plainWords(whole: string, start: number): Word[] {
  const end = start + whole.length;
  const cut = whole.slice(0, wordCharsMax);
  const text = cut.toLowerCase();
  const parts = camelPattern.test(cut)
    ? (cut.match(camelPartPattern) ?? []).slice(0, partsMax).map((it) => stemOf(it.toLowerCase()))
    : [];
  const word = { text, stem: stemOf(text), parts, start, end };
  return hivePattern.test(cut) ? [sign("<hive>", start, start), word] : [word];
}
