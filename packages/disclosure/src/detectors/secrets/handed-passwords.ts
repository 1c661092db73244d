/**
 * Passwords handed to tools: each has its own option for them ("mysql -pX", "smbclient -U roe%X",
 * "net use \\srv X /user:roe", "secretsdump.py LAB/roe:X@10.0.0.5"). All of them are held: attackers'
 * tools are called with our passwords, and with theirs.
 */

import type { Detection, Reading } from "../../detector.ts";
import { hashOf } from "../../text/word-hash.ts";
import { secretBit } from "../../text/word-table.ts";

/** In quotes or up to a blank; no option, no variable, nothing in angle brackets. */
const value = String.raw`(?![-/$<*%\\])("[^"\n$<]{3,64}"|'[^'\n$<]{3,64}'|[^\s"'\x60|;&<>]{3,64})`;
/** As `value`, and no mere word: "net user roe showed". */
const strange = String.raw`(?=[^\s]{0,64}[\d!@#$%^&*_+=])${value}`;
const account = String.raw`["'\x60]?[\w.$\\/@-]{1,64}`;

/** What stands behind the name of a tool, as far as its line goes. */
const behind: readonly (readonly [tools: string, pattern: RegExp])[] = [
  [
    "mysql mysqldump mysqladmin mysqlimport mysqlcheck mysqlsh mariadb mycli xtrabackup sshpass",
    new RegExp(String.raw`\s-p${value}`),
  ],
  ["redis cli", new RegExp(String.raw`\s-a ${value}`)],
  [
    "net",
    new RegExp(
      String.raw`^1? use(?: \w:)? ["']?\\\\[^\s"']{1,120}["']? (?:/u(?:ser)?:${account}["']? )?${value}`,
      "i",
    ),
  ],
  [
    "net",
    new RegExp(String.raw`^1? user ["']?[\w.$-]{1,32}["']? ${strange}["']?(?! /add)(?=\s|$)`, "i"),
  ],
  [
    "smbclient smbmap rpcclient winexe wmic pth smbget",
    new RegExp(String.raw`\s(?:-U|--user[= ]) ?${account}%${value}`),
  ],
  ["ldapsearch ldapmodify ldapadd ldapwhoami ldapdelete", new RegExp(String.raw`\s-w ${value}`)],
  [
    "snmpwalk snmpget snmpset snmpbulkwalk snmpbulkget",
    new RegExp(String.raw`\s-c (?!public\b|private\b)${value}`),
  ],
  ["schtasks", new RegExp(String.raw`\s/rp ${value}`, "i")],
  ["curl wget lftp", new RegExp(String.raw`\s(?:-u|--user)[ =]?${account}[:,]${value}`)],
  [
    "secretsdump psexec wmiexec smbexec atexec dcomexec mssqlclient getuserspns getnpusers gettgt getst lookupsid smbserver ntlmrelayx impacket",
    new RegExp(
      String.raw`\s["'\x60]?(?:[\w.$-]{1,40}/[\w.$-]{1,40}:([^\s"'\x60@:]{3,64})(?=[\s"'\x60@]|$)|[\w.$-]{1,40}:([^\s"'\x60@:]{3,64})(?=@[\w.-]))`,
    ),
  ],
  [
    "keytool jarsigner gpg keygen",
    new RegExp(String.raw`\s--?(?:storepass|keypass|passphrase|N)[ =]${value}`),
  ],
];

/** What is piped into a tool. */
const before: readonly (readonly [tools: string, pattern: RegExp])[] = [
  [
    "chpasswd",
    new RegExp(String.raw`\becho (?:-n )?["']?[\w.-]{1,32}:([^\s"'|]{3,64})["']? ?\| ?(?:sudo )?$`),
  ],
  ["sudo kinit", new RegExp(String.raw`\becho (?:-n )?["']?([^\s"'|]{4,64})["']? ?\| ?$`)],
];

const lineCharsMax = 240;
const pipedCharsMax = 112;

function byTool(
  forms: readonly (readonly [tools: string, pattern: RegExp])[],
): ReadonlyMap<number, readonly RegExp[]> {
  const map = new Map<number, RegExp[]>();
  for (const [tools, pattern] of forms)
    for (const tool of tools.split(" "))
      map.set(hashOf(tool), [...(map.get(hashOf(tool)) ?? []), pattern]);
  return map;
}

const patternsBehind = byTool(behind);
const patternsBefore = byTool(before);

export function handedPasswords({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const { text } = passage;
  const push = (match: RegExpExecArray | null, from: number): void => {
    if (match === null) return;
    const [whole, one, other] = match;
    const secret = (one ?? other ?? "").replace(/^(["'])(.*)\1$/, "$2");
    const start = from + match.index + whole.lastIndexOf(secret);
    const why = "What a tool is given as a password.";
    const span = passage.spanOf(start, start + secret.length);
    found.push({ ...span, kind: "secret", why, needsReview: true });
  };
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & secretBit) === 0) continue;
    const hash = words.hashes[at] ?? 0;
    const [start, end] = [words.starts[at] ?? 0, words.ends[at] ?? 0];
    for (const pattern of patternsBehind.get(hash) ?? [])
      push(pattern.exec(restOfLine(text, end)), end);
    for (const pattern of patternsBefore.get(hash) ?? []) {
      const from = Math.max(0, start - pipedCharsMax);
      push(pattern.exec(text.slice(from, start)), from);
    }
  }
  return found;
}

function restOfLine(text: string, from: number): string {
  const line = text.slice(from, from + lineCharsMax);
  const end = line.indexOf("\n");
  return end < 0 ? line : line.slice(0, end);
}
