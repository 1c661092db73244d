/**
 * Passwords handed to tools: each has its own option for them ("mysql -pX", "smbclient -U roe%X",
 * "net use \\srv X /user:roe", "secretsdump.py LAB/roe:X@10.0.0.5"). All of them are held: attackers'
 * tools are called with our passwords, and with theirs.
 */

import type { Detection, Reading } from "../../detector.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import { secretBit } from "../../text/word-table.ts";
import { isBuiltIn } from "../accounts/account-rows.ts";

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
  ["sqlplus", new RegExp(String.raw`\s["']?[\w$]{1,30}/([^\s"'\x60@/;]{3,64})(?=@|["'\s]|$)`)],
  [
    "jdbc",
    new RegExp(String.raw`^:oracle:(?:thin|oci):[\w$]{1,30}/([^\s"'\x60@/;]{3,64})(?=@)`, "i"),
  ],
  [
    "htpasswd",
    new RegExp(String.raw`\s-[A-Za-z]{0,4}b[A-Za-z]{0,4} \S{1,80} [\w.@-]{1,40} ${value}`),
  ],
  ["ftp", new RegExp(String.raw`\buser ${account} ${strange}`)],
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
  ["sudo kinit passwd", new RegExp(String.raw`\becho (?:-n )?["']?([^\s"'|]{4,64})["']? ?\| ?$`)],
];

/** As whom these tools sign in. */
const tools = hashSet(
  "nxc netexec crackmapexec cme winrm xfreerdp wlfreerdp rdesktop docker podman ipmitool mosquitto sub pub sqlcmd isql osql bcp mysql mysqldump mysqladmin mariadb curl wget lftp psexec wmiexec smbexec plink pscp psftp ssh sshpass smbclient smbmap rpcclient",
);
const signedInAs =
  /\s(?:-u|-U|-l|--user(?:name)?|\/u:|\/user:)[ =]?["'\x60]?(?:[\w.-]{1,24}[\\/]{1,2})?([A-Za-z][\w.-]{2,31})(?=$|[\s"'\x60:%]|@\d)/;
const atAddress = /\s["']?([a-z][\w.-]{2,31})@(?=(?:10|172|192)\.\d{1,3}\.)/;

const pass = hashOf("pass");
const ofSession = /^PASS ([^\s<>*]{3,64})(?=\s|$)/;
const userBefore = /\bUSER ([\w.@-]{2,64})\s{0,2}\n(?:[^\n]{0,100}\n)?[^\n]{0,40}$/;

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
  const pushAccount = (line: string, from: number): void => {
    for (const pattern of [signedInAs, atAddress]) {
      const match = pattern.exec(line);
      const name = match?.[1];
      if (match === null || name === undefined || isBuiltIn(name.toLowerCase())) continue;
      const start = from + match.index + match[0].lastIndexOf(name);
      const span = passage.spanOf(start, start + name.length);
      found.push({ ...span, kind: "username", why: "As whom a tool signs in.", needsReview: true });
    }
  };
  /** "USER roe", and in the next line but one at most "PASS X", as in recorded sessions. */
  const pushLogin = (start: number): void => {
    const secret = ofSession.exec(text.slice(start, start + pipedCharsMax))?.[1];
    const head = text.slice(Math.max(0, start - lineCharsMax), start);
    const user = userBefore.exec(head);
    const name = user?.[1];
    if (secret === undefined || user === null || name === undefined) return;
    const from = start - head.length + user.index + user[0].indexOf(name);
    const why = "A session in which somebody signs in.";
    const push = (kind: Detection["kind"], at: number, length: number): void => {
      found.push({ ...passage.spanOf(at, at + length), kind, why, needsReview: true });
    };
    push("secret", start + "PASS ".length, secret.length);
    if (!isBuiltIn(name.toLowerCase())) push("username", from, name.length);
  };
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & secretBit) === 0) continue;
    const hash = words.hashes[at] ?? 0;
    const [start, end] = [words.starts[at] ?? 0, words.ends[at] ?? 0];
    if (hash === pass && text.startsWith("PASS ", start)) pushLogin(start);
    if (tools.has(hash)) pushAccount(restOfLine(text, end), end);
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
