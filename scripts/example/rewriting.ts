/** How an advisory becomes an incident: which part of it, what is put into other words, what is put in. */

export interface Rewriting {
  /** Its id in the collection. */
  readonly advisory: string;
  /** The line behind which it begins. */
  readonly from: string;
  /** Beginnings of lines that are left out. */
  readonly without: readonly string[];
  readonly title: string;
  readonly replace: readonly Pair[];
  /** A heading, and what is said below it. */
  readonly insert: readonly Pair[];
  readonly end: string;
  readonly mustGo: readonly string[];
  readonly mustStay: readonly string[];
}

type Pair = readonly [words: string, others: string];

/** Throws for a list that is not of texts, or of pairs of them. */
export function readRewriting(value: unknown): Rewriting {
  const given = fieldsOf(value);
  const one = (name: string): string => textOf(given.get(name), name);
  const list = (name: string): readonly unknown[] => listOf(given.get(name), name);
  const texts = (name: string): string[] => list(name).map((it) => textOf(it, name));
  const pairs = (name: string): Pair[] =>
    list(name).map((it) => {
      const [words, others] = listOf(it, name);
      if (typeof others !== "string") throw new Error(`${name}: pairs of texts`);
      return [textOf(words, name), others];
    });
  return {
    advisory: one("advisory"),
    from: one("from"),
    without: texts("without"),
    title: one("title"),
    replace: pairs("replace"),
    insert: pairs("insert"),
    end: one("end"),
    mustGo: texts("mustGo"),
    mustStay: texts("mustStay"),
  };
}

function fieldsOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== "string" || value === "") throw new Error(`${name}: a text`);
  return value;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${name}: a list`);
  return value;
}

/** `reports`: JSON lines. Throws where a rule finds nothing, since the text would say less than it seems. */
export function rewritten(reports: string, rules: Rewriting): string {
  const lines = reports.split("\n").filter((line) => line !== "");
  const found = lines
    .map((line) => fieldsOf(JSON.parse(line)))
    .find((report) => report.get("id") === rules.advisory);
  if (found === undefined) throw new Error(`no advisory ${rules.advisory}`);
  const whole = textOf(found.get("text"), "text");
  let text = whole.slice(at(whole, rules.from) + rules.from.length);
  text = text
    .split("\n")
    .filter((line) => !rules.without.some((beginning) => line.startsWith(beginning)))
    .join("\n");
  for (const [words, others] of rules.replace) {
    at(text, words);
    text = text.replaceAll(words, () => others);
  }
  for (const [heading, said] of rules.insert) {
    const line = `\n${heading}\n`;
    at(text, line);
    text = text.replace(line, () => `${line}${said}\n`);
  }
  return `${rules.title}\n${text.trimEnd()}\n\n${rules.end}\n`;
}

function at(text: string, words: string): number {
  const place = text.indexOf(words);
  if (place < 0) throw new Error(`the advisory does not say: ${words.trim()}`);
  return place;
}
