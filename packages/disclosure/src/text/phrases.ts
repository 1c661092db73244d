/** Tables of phrases as patterns: "posed/posing as" has two, "named as [the]" is said with and without. */

/** One alternative for each line or each phrase between commas. */
export function phrases(table: string): string {
  const all = table
    .split(/[,\n]/)
    .map((it) => it.trim())
    .filter((it) => it !== "");
  return `(?:${all.map(phrase).join("|")})`;
}

function phrase(text: string): string {
  return text
    .split(" ")
    .map((word, at) => (at === 0 ? either(word) : behind(word)))
    .join("");
}

function behind(word: string): string {
  const left = /^\[(.*)\]$/.exec(word)?.[1];
  return left === undefined ? ` ${either(word)}` : `(?: ${either(left)})?`;
}

function either(word: string): string {
  return word.includes("/") ? `(?:${word.split("/").join("|")})` : word;
}
