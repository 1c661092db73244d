/**
 * Rules of Suricata and Snort: one rule is read as one rule, with every option apart, and written again
 * with an id of ours. What changes or hides traffic, runs a script, or reads and writes files on the sensor
 * is not handed on. Suricata user guide, "Rules Format".
 */

import { compileRegex } from "../stix/pattern/safe-regex.ts";
import { readRule, RuleFault, type RuleRead } from "./rule.ts";

export interface IdsOption {
  readonly name: string;
  /** As it was written, with its quotes and escapes; undefined where the option has none. */
  readonly value: string | undefined;
}

export interface IdsRule {
  /** Protocol, addresses, ports and direction. */
  readonly header: string;
  readonly options: readonly IdsOption[];
}

const optionsMax = 200;
const protocols = new Set(
  (
    "bittorrent-dht dcerpc dhcp dnp3 dns enip ftp ftp-data http http1 http2 icmp icmpv4 icmpv6 ike imap ip " +
    "ipv4 ipv6 ip4 ip6 krb5 ldap modbus mqtt nfs ntp pgsql pkthdr pop3 quic rdp rfb sip smb smtp snmp ssh tcp " +
    "tcp-pkt tcp-stream telnet tftp tls udp websocket"
  ).split(" "),
);
/** Options that reach beyond an alert: files and scripts of the sensor, the traffic itself, its inspection. */
const refused = new Set([
  "bypass",
  "config",
  "datarep",
  "dataset",
  "filestore",
  "include",
  "lua",
  "luajit",
  "luaxform",
  "nfq_set_mark",
  "replace",
]);
/** Given anew, so that they are ours. */
const own = new Set(["gid", "rev", "sid"]);

export function readIdsRule(text: string): RuleRead<IdsRule> {
  return readRule(text, (given) => new Reader(given).rule());
}

/** `id` is the rule's number. */
export function idsRuleText({ header, options }: IdsRule, id: number): string {
  const written = options.map(({ name, value }) =>
    value === undefined ? `${name};` : `${name}:${value};`,
  );
  return `alert ${header} (${[...written, `sid:${id};`, "rev:1;"].join(" ")})`;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    // A backslash at its end joins a line with the next one.
    this.#text = text.replaceAll(/\\\r?\n[ \t]*/g, " ").trim();
    if (/[\p{Cc}\u2028\u2029]/u.test(this.#text)) {
      throw new RuleFault("is more than one line");
    }
  }

  rule(): IdsRule {
    if (this.#word() !== "alert") throw new RuleFault("does something else than to alert");
    const protocol = this.#word();
    if (!protocols.has(protocol)) throw new RuleFault("has a protocol that is none");
    const source = [this.#address(), this.#address()];
    const direction = this.#word();
    if (direction !== "->" && direction !== "<>") throw new RuleFault("has no direction");
    const target = [this.#address(), this.#address()];
    const header = [protocol, ...source, direction, ...target].join(" ");
    this.#space();
    if (this.#text[this.#at] !== "(") throw new RuleFault("has no options");
    this.#at += 1;
    return { header, options: this.#options() };
  }

  #options(): IdsOption[] {
    const options: IdsOption[] = [];
    for (;;) {
      this.#space();
      if (this.#text[this.#at] === ")") break;
      if (options.length >= optionsMax) throw new RuleFault(`has more than ${optionsMax} options`);
      options.push(this.#option());
    }
    if (this.#at !== this.#text.length - 1) throw new RuleFault("goes on after its end");
    if (!options.some(({ name, value }) => name === "msg" && value !== undefined)) {
      throw new RuleFault("has no message");
    }
    return options.filter(({ name }) => !own.has(name));
  }

  #option(): IdsOption {
    const [name = ""] = /^[a-z0-9_.-]{1,60}/i.exec(this.#text.slice(this.#at, this.#at + 61)) ?? [];
    if (name === "") throw new RuleFault("has an option without a name");
    if (refused.has(name.toLowerCase())) {
      throw new RuleFault("has an option that reaches beyond an alert");
    }
    this.#at += name.length;
    this.#space();
    const sign = this.#text[this.#at];
    this.#at += 1;
    if (sign === ";") return { name, value: undefined };
    if (sign !== ":") throw new RuleFault("has an option without its end");
    const value = this.#value();
    if (name === "pcre") checkPcre(value);
    return { name, value };
  }

  /** Up to a semicolon that is neither in quotes nor escaped. */
  #value(): string {
    const from = this.#at;
    let isQuoted = false;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const letter = this.#text[this.#at];
      if (letter === "\\") this.#at += 1;
      else if (letter === '"') isQuoted = !isQuoted;
      else if (letter === ";" && !isQuoted) {
        const value = this.#text.slice(from, this.#at).trim();
        this.#at += 1;
        if (value === "") throw new RuleFault("has an option whose value is empty");
        return value;
      }
    }
    throw new RuleFault(isQuoted ? "has quotes without an end" : "has an option without its end");
  }

  /** An address or port, or a group in brackets, which may hold spaces. */
  #address(): string {
    this.#space();
    const from = this.#at;
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const letter = this.#text.charAt(this.#at);
      if (letter === "[") depth += 1;
      else if (letter === "]") depth -= 1;
      else if (letter === " " && depth === 0) break;
      if (depth < 0 || depth > 10) throw new RuleFault("has brackets that do not fit");
    }
    const text = this.#text.slice(from, this.#at).replaceAll(" ", "");
    if (depth !== 0 || !/^[!$A-Za-z0-9_.:/,[\]-]{1,2000}$/.test(text)) {
      throw new RuleFault("has an address or a port that is none");
    }
    return text;
  }

  #word(): string {
    this.#space();
    const from = this.#at;
    while (this.#at < this.#text.length && this.#text[this.#at] !== " ") this.#at += 1;
    return this.#text.slice(from, this.#at);
  }

  #space(): void {
    while (this.#text[this.#at] === " ") this.#at += 1;
  }
}

/** `"/expression/flags"`, perhaps negated; only what is malformed is told, since the sensor bounds the rest. */
function checkPcre(value: string): void {
  const [, source] = /^!?"\/(.*)\/[A-Za-z]*"$/s.exec(value) ?? [];
  if (source === undefined) throw new RuleFault("has an expression that is none");
  const compiled = compileRegex(source.replaceAll(/\\([;":/])/g, "$1"));
  if (!compiled.ok && compiled.isMalformed) throw new RuleFault("has a malformed expression");
}
