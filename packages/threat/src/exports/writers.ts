/**
 * Rows as files of other tools. A value comes from strangers: none of them can become a formula of a
 * spreadsheet, a second rule, or a line of its own.
 */

import type { ExportRow } from "./rows.ts";

const columns = ["type", "value", "role", "confidence", "tlp", "expires", "report"] as const;

/** RFC 4180, with what a spreadsheet would calculate made text by a leading quote. */
export function csvOf(rows: readonly ExportRow[]): string {
  const lines = rows.map((row) => columns.map((name) => csvField(row[name])).join(","));
  return [columns.join(","), ...lines].map((line) => `${line}\r\n`).join("");
}

function csvField(value: string): string {
  const safe = /^[=+\-@\t\r|%]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== value ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One value a line. */
export function listOf(rows: readonly ExportRow[]): string {
  return rows
    .filter(({ value }) => !/[\r\n]/.test(value))
    .map(({ value }) => `${value}\n`)
    .join("");
}

/** Ids of rules that nobody else uses: the range for local rules ends at 1,999,999. */
const firstRuleId = 1_900_000;

/** Rules for addresses, names and URLs; what the language has no test for is left out. */
export function suricataOf(rows: readonly ExportRow[]): string {
  let id = firstRuleId;
  let text = "";
  for (const row of rows) {
    const match = suricataMatch(row);
    if (match === undefined) continue;
    const [head, tests] = match;
    const message = `Tocsin ${row.type} ${row.role} confidence ${row.confidence}`;
    text += `${head} (msg:"${message}"; ${tests}metadata:tlp ${row.tlp.replace("+", "_")}; sid:${id}; rev:1;)\n`;
    id += 1;
  }
  return text;
}

function suricataMatch({ type, value }: ExportRow): readonly [string, string] | undefined {
  switch (type) {
    case "ipv4":
    case "ipv6":
    case "cidr":
      return /^[0-9a-f.:/]+$/.test(value)
        ? [`alert ip $HOME_NET any -> ${addressOf(value)} any`, ""]
        : undefined;
    case "domain":
      return ["alert dns any any -> any any", `dns.query; ${content(value)} nocase; endswith; `];
    case "ja3":
      return ["alert tls any any -> any any", `ja3.hash; ${content(value)} `];
    case "user-agent":
      return ["alert http any any -> any any", `http.user_agent; ${content(value)} `];
    case "url": {
      const [, host = "", path = ""] = /^https?:\/\/([^/?#]+)([^#]*)/.exec(value) ?? [];
      if (host === "") return undefined;
      const where = `http.host; ${content(host.replace(/:\d+$/, ""))} `;
      const uri = path === "" || path === "/" ? "" : `http.uri; ${content(path)} `;
      return ["alert http any any -> any any", where + uri];
    }
    default:
      return undefined;
  }
}

function addressOf(value: string): string {
  return value.includes(":") ? `[${value}]` : value;
}

/** All but letters, digits and dots as hexadecimal: no value can end its quotes. */
function content(value: string): string {
  let text = "";
  for (const byte of Buffer.from(value, "utf8")) {
    const letter = String.fromCharCode(byte);
    text += /[A-Za-z0-9._/-]/.test(letter) ? letter : `|${byte.toString(16).padStart(2, "0")}|`;
  }
  return `content:"${text}";`;
}

interface SigmaKind {
  readonly title: string;
  readonly category: string;
  readonly field: string;
  readonly types: readonly string[];
}

const sigmaKinds: readonly SigmaKind[] = [
  { title: "names asked for", category: "dns", field: "query|endswith", types: ["domain"] },
  {
    title: "addresses connected to",
    category: "network_connection",
    field: "DestinationIp",
    types: ["ipv4", "ipv6"],
  },
  { title: "URLs asked for", category: "proxy", field: "c-uri|contains", types: ["url"] },
  {
    title: "files by their hash",
    category: "process_creation",
    field: "Hashes|contains",
    types: ["md5", "sha1", "sha256", "imphash"],
  },
];

/** One document a kind of event, each with the list of its values. */
export function sigmaOf(rows: readonly ExportRow[]): string {
  const documents = sigmaKinds.flatMap(({ title, category, field, types }) => {
    const values = rows.filter(({ type }) => types.includes(type)).map(({ value }) => value);
    if (values.length === 0) return [];
    return [
      [
        `title: ${quoted(`Tocsin: ${title}`)}`,
        "status: experimental",
        "logsource:",
        `  category: ${category}`,
        "detection:",
        "  selection:",
        `    ${quoted(field)}:`,
        ...values.map((value) => `      - ${quoted(wildcardsEscaped(value))}`),
        "  condition: selection",
        "level: high",
      ].join("\n"),
    ];
  });
  return documents.map((it) => `${it}\n`).join("---\n");
}

/** Sigma's own signs stand for themselves. */
function wildcardsEscaped(value: string): string {
  return value.replace(/\\(?=[*?\\])/g, "\\\\").replace(/[*?]/g, "\\$&");
}

/** JSON's text is YAML's double-quoted text: no line, no key can begin inside. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u0085\u2028\u2029]/g, escaped);
}

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
