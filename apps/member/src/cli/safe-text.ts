/**
 * Text of others in a terminal. Reports, files and answers can hold escape sequences, right-to-left marks
 * and invisible characters that change what a person sees: all of them are shown as what they are.
 */

const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const unsafeBeyondLines =
  /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** What `JSON.stringify` leaves as it is; its own line ends are not inside strings. */
const unsafeInJson = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** One line: line ends are shown too. */
export function oneLine(text: string): string {
  return text.replaceAll(unsafe, shown);
}

/** Line ends and tabs stay. */
export function manyLines(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll(unsafeBeyondLines, shown);
}

/** JSON in which every such character is escaped: the same value for a program, harmless to look at. */
export function safeJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replaceAll(unsafeInJson, (char) =>
    Array.from({ length: char.length }, (_, at) => `\\u${hex(char.charCodeAt(at))}`).join(""),
  );
}

function shown(char: string): string {
  return short[char] ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

function hex(unit: number): string {
  return unit.toString(16).padStart(4, "0");
}
