/** Own names exactly, encoded and disguised, each in a sentence: how many redaction finds. */

import { emptyProfile } from "@tocsin/disclosure";
import { compileIdentity } from "@tocsin/disclosure/identity";
import { inspect } from "@tocsin/disclosure/inspecting";
import { extract } from "@tocsin/threat/extraction";
import type { BenchRow } from "../bench.ts";

const profiles = [
  {
    names: ["Ferrocrest Steel Corp.", "FCST"],
    domains: ["ferrocrest.example"],
    brands: ["CrestBar"],
  },
  { names: ["Quillmere Hotels"], domains: ["quillmere.example"], brands: ["Harbour Lantern"] },
  {
    names: ["Grainmoor Mutual Insurance"],
    domains: ["grainmoor.example"],
    brands: ["HearthGuard"],
  },
  { names: ["Thornquist Pharma"], domains: ["thornquist.example"], brands: ["Velocimab"] },
  { names: ["Kestrel Fen Water Company"], domains: ["kestrelfen.example"], brands: [] },
] as const;

const bytesOf = (text: string): Buffer => Buffer.from(text, "utf8");
const hex = (text: string): string => bytesOf(text).toString("hex");

/** Ways of writing that change nothing of the name. */
const writings: readonly (readonly [string, (name: string) => string])[] = [
  ["exact", (name) => name],
  ["capitals", (name) => name.toUpperCase()],
  ["small", (name) => name.toLowerCase()],
  ["base64", (name) => bytesOf(name).toString("base64")],
  ["base64url", (name) => bytesOf(`u=${name}`).toString("base64url")],
  ["base64 of UTF-16", (name) => Buffer.from(name, "utf16le").toString("base64")],
  ["hex", hex],
  ["percent", (name) => hex(name).replace(/(..)/g, "%$1")],
  ["one percent", (name) => `%${hex(name).slice(0, 2)}${name.slice(1).replaceAll(" ", "%20")}`],
  ["unicode escapes", (name) => hex(name).replace(/(..)/g, "\\u00$1")],
  ["entities", (name) => Array.from(bytesOf(name), (byte) => `&#${byte};`).join("")],
  ["zero width", (name) => Array.from(name).join("\u200b")],
  ["soft hyphens", (name) => `${name.slice(0, 3)}\u00ad${name.slice(3)}`],
  ["spaced", (name) => Array.from(name.replaceAll(" ", "")).join(" ")],
  ["dotted", (name) => Array.from(name.replaceAll(/[ .]/g, "")).join(".")],
  ["Cyrillic letters", (name) => name.replaceAll("e", "\u0435").replaceAll("o", "\u043e")],
  [
    "full width",
    (name) =>
      Array.from(name, (char) =>
        /[A-Za-z]/.test(char) ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char,
      ).join(""),
  ],
];

function swap(label: string, at: number): string {
  return label.slice(0, at) + (label[at + 1] ?? "") + (label[at] ?? "") + label.slice(at + 2);
}

/** Look-alikes of a label, as kits and squatters make them. */
function lookAlikes(label: string): string[] {
  const middle = Math.floor(label.length / 2);
  const added = [
    "login",
    "sso",
    "hr",
    "secure",
    "portal",
    "mail",
    "support",
    "vpn",
    "billing",
    "help",
  ];
  const edited = [
    label.slice(0, middle) + label.slice(middle + 1),
    label.slice(0, middle) + (label[middle] ?? "") + label.slice(middle),
    swap(label, middle),
    swap(label, 2),
    `${label}s`,
    label.replace("i", "1"),
    label.replace("l", "1"),
    label.replace("o", "0"),
    label.replace("e", "3"),
    label.replace("m", "rn"),
    label.replace("rn", "m"),
    `${label.slice(0, middle)}-${label.slice(middle)}`,
  ].filter((it) => it !== label);
  return [
    ...["com", "net", "org", "info", "online", "co", "app", "xyz"].map((top) => `${label}.${top}`),
    ...added.flatMap((word) => [
      `${label}-${word}.com`,
      `${word}-${label}.net`,
      `${label}${word}.org`,
    ]),
    ...edited.flatMap((it) => [`${it}.com`, `${it}.example`, `secure-${it}.net`]),
    ...[
      `my${label}.com`,
      `the${label}.net`,
      `${label}.com.evil-host.net`,
      `xn--${label.replace("o", "")}-m0h.com`,
    ].slice(0, 3),
  ];
}

interface Missed {
  readonly wanted: number;
  readonly found: number;
}

export function scoreIdentity(row: (row: BenchRow) => void): void {
  let exact: Missed = { wanted: 0, found: 0 };
  let alike: Missed = { wanted: 0, found: 0 };
  for (const { names, domains, brands } of profiles) {
    const identity = compileIdentity({
      ...emptyProfile,
      names: [...names],
      domains: [...domains],
      brands: [...brands],
    });
    const finds = (value: string): boolean => {
      const text = `The page said ${value} to all who came.`;
      const inspection = inspect(text, { identity, observations: extract(text) });
      if (!inspection.ok) throw new Error(inspection.detector);
      const [start, end] = [14, 14 + value.length];
      return inspection.detections.some(
        (it) => it.kind.startsWith("company-") && it.start < end && it.end > start,
      );
    };
    for (const name of [...names, ...domains, ...brands]) {
      for (const [way, write] of writings) {
        // Four letters spread out are no name any more.
        if (name.length < 5 && (way === "spaced" || way === "dotted")) continue;
        const isFound = finds(write(name));
        if (!isFound)
          console.error(`quality.redaction: own name not found as ${way}, ${name.length} letters`);
        exact = { wanted: exact.wanted + 1, found: exact.found + Number(isFound) };
      }
    }
    for (const domain of lookAlikes(domains[0].slice(0, domains[0].indexOf(".")))) {
      const isFound = finds(domain);
      if (!isFound) console.error(`quality.redaction: look-alike not found: ${domain}`);
      alike = { wanted: alike.wanted + 1, found: alike.found + Number(isFound) };
    }
  }
  const share = ({ wanted, found }: Missed): number => (100 * found) / wanted;
  row({ metric: "own names, exact and encoded", unit: "%", values: [share(exact)], limit: 100 });
  row({ metric: "look-alikes of own names", unit: "%", values: [share(alike)], limit: 98 });
}
