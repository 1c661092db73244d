/**
 * Rows as rules of detection engines, and the rules that reports hold themselves. Both come from strangers: a
 * value never ends its quotes, and a foreign rule is read whole before it is handed on; one that is not what its
 * language lays down, or does more than to alert, is left out with its reason.
 */

import { idsRuleText, readIdsRule } from "../rules/ids-rule.ts";
import { readSigmaRule, sigmaRuleText } from "../rules/sigma-rule.ts";
import { readYaraRules } from "../rules/yara-rule.ts";
import type { ExportRow } from "./rows.ts";

export interface RuleFile {
  readonly text: string;
  /** Why a rule of a report was left out, with the number of such rules; nothing of what they say. */
  readonly leftOut: ReadonlyMap<string, number>;
}

class LeftOut extends Map<string, number> {
  add(why: string): void {
    this.set(why, (this.get(why) ?? 0) + 1);
  }
}

/** Ids of rules that nobody else uses: the range for local rules ends at 1,999,999. */
const firstRuleId = 1_900_000;

/** Rules for addresses, names and URLs, and those of reports; each has an id of ours. */
export function suricataOf(rows: readonly ExportRow[]): RuleFile {
  const leftOut = new LeftOut();
  let id = firstRuleId;
  let text = "";
  for (const row of rows) {
    const rule = row.type === "snort-rule" ? foreignRule(row, id, leftOut) : ownRule(row, id);
    if (rule === undefined) continue;
    text += `${rule}\n`;
    id += 1;
  }
  return { text, leftOut };
}

function foreignRule({ value }: ExportRow, id: number, leftOut: LeftOut): string | undefined {
  const read = readIdsRule(value);
  if (read.ok) return idsRuleText(read.rule, id);
  leftOut.add(read.why);
  return undefined;
}

function ownRule(row: ExportRow, id: number): string | undefined {
  const match = suricataMatch(row);
  if (match === undefined) return undefined;
  const [head, tests] = match;
  const message = `Tocsin ${row.type} ${row.role} confidence ${row.confidence}`;
  const marking = `metadata:tlp ${row.tlp.replace("+", "_")};`;
  return `${head} (msg:"${message}"; ${tests}${marking} sid:${id}; rev:1;)`;
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
      // With a dot before it: the name and all below it, and no name that merely ends alike.
      return [
        "alert dns any any -> any any",
        `dns.query; dotprefix; ${content(`.${value}`)} nocase; endswith; `,
      ];
    case "ja3":
      return ["alert tls any any -> any any", `ja3.hash; ${content(value)} `];
    case "user-agent":
      return ["alert http any any -> any any", `http.user_agent; ${content(value)} `];
    case "url": {
      const [, host = "", path = ""] = /^https?:\/\/([^/?#]+)([^#]*)/.exec(value) ?? [];
      if (host === "") return undefined;
      const where = `http.host; ${content(host.replace(/:\d+$/, ""))} startswith; endswith; `;
      const uri = path === "" || path === "/" ? "" : `http.uri; ${content(path)} startswith; `;
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
  /** Names: what is below one counts as well. */
  readonly isOfNames?: true;
}

const sigmaKinds: readonly SigmaKind[] = [
  {
    title: "names asked for",
    category: "dns",
    field: "query",
    types: ["domain"],
    isOfNames: true,
  },
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

/** One document a kind of event, each with the list of its values; and the rules of reports, one each. */
export function sigmaOf(rows: readonly ExportRow[]): RuleFile {
  const leftOut = new LeftOut();
  const documents = sigmaKinds.flatMap((kind) => {
    const values = rows.filter(({ type }) => kind.types.includes(type)).map(({ value }) => value);
    return values.length === 0 ? [] : [sigmaDocument(kind, values)];
  });
  for (const { value } of rows.filter(({ type }) => type === "sigma-rule")) {
    const read = readSigmaRule(value);
    if (read.ok) documents.push(sigmaRuleText(read.rule));
    else leftOut.add(read.why);
  }
  return { text: documents.join("---\n"), leftOut };
}

function sigmaDocument(
  { title, category, field, isOfNames }: SigmaKind,
  values: readonly string[],
): string {
  const escaped = values.map(wildcardsEscaped);
  const selection = { [field]: escaped };
  const below = { [`${field}|endswith`]: escaped.map((it) => `.${it}`) };
  const name = `Tocsin: ${title}`;
  const detection =
    isOfNames === true
      ? { selection, below, condition: "selection or below" }
      : { selection, condition: "selection" };
  const fields = { title: name, status: "experimental", logsource: { category }, detection };
  return sigmaRuleText({ title: name, fields: { ...fields, level: "high" } });
}

/** The YARA rules of reports; two that are named alike cannot stand in one file, so the second is left out. */
export function yaraOf(rows: readonly ExportRow[]): RuleFile {
  const leftOut = new LeftOut();
  const imports = new Set<string>();
  const names = new Set<string>();
  const texts: string[] = [];
  for (const { value } of rows.filter(({ type }) => type === "yara-rule")) {
    const read = readYaraRules(value);
    if (!read.ok) {
      leftOut.add(read.why);
      continue;
    }
    const { imports: needed, rules } = read.rule;
    if (rules.some(({ name }) => names.has(name))) {
      leftOut.add("is named like one before it");
      continue;
    }
    for (const one of needed) imports.add(one);
    for (const { name, text } of rules) {
      names.add(name);
      texts.push(`${text}\n`);
    }
  }
  const head = [...imports].map((it) => `import "${it}"\n`).join("");
  return { text: `${head}${texts.join("\n")}`, leftOut };
}

/** Sigma's own signs stand for themselves. */
function wildcardsEscaped(value: string): string {
  return value.replace(/\\(?=[*?\\])/g, "\\\\").replace(/[*?]/g, "\\$&");
}
