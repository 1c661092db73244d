/**
 * Reports as large as real ones, all different: 20 observables each in canonical form, names and notes.
 * Names and addresses are reserved for documentation, so none of them is anybody's.
 */

import { sha256 } from "@tocsin/crypto";
import { bodyOf } from "@tocsin/exchange/testing";
import { toHex, utf8 } from "@tocsin/kernel";
import type { Observable, ReportBody } from "@tocsin/wire";

export const observablesEach = 20;

const families = ["Emotet", "QakBot", "IcedID", "AsyncRAT", "Lumma", "RedLine", "Akira", "Play"];
const words = [
  ...["invoice", "macro", "login", "portal", "scheduled", "task", "script", "remote", "session"],
  ...["backup", "server", "password", "reset", "mail", "archive", "loader", "persistence", "run"],
  ...["key", "signed", "driver", "tunnel", "proxy", "firewall", "update", "download", "shortcut"],
];

export function inventedBody(at: number): ReportBody {
  const seed = toHex(sha256(utf8(`report ${at}`)));
  const word = (place: number): string =>
    words[Number.parseInt(seed.slice(2 * place, 2 * place + 2), 16) % words.length] ?? "mail";
  const text = Array.from({ length: 14 }, (_, place) => word(place)).join(" ");
  const number = 1000 + (at % 600);
  return {
    ...bodyOf("none", 0),
    expires: "2099-01-01",
    observables: Array.from({ length: observablesEach }, (_, place) => observable(at, place, seed)),
    techniques: [
      { id: `T${number}`, class: "A" },
      { id: "T1566", class: "A" },
    ],
    malware: [{ name: families[at % families.length] ?? "Play", class: "B" }],
    notes: [
      { text: `First seen as ${text}.`, class: "D" },
      { text: `Then ${word(20)} by ${word(21)} on ${word(22)}.`, class: "D" },
    ],
  };
}

/** 8 names, 5 hashes, 4 URLs and 3 addresses. */
function observable(at: number, place: number, seed: string): Observable {
  const label = `${seed.slice(place, place + 6)}-${at.toString(36)}-${place}`;
  const rest = { role: "command-and-control", confidence: "high", class: "E" } as const;
  if (place < 8) return { type: "domain", value: `${label}.example`, ...rest };
  if (place < 13) {
    return { type: "sha256", value: toHex(sha256(utf8(label))), ...rest, role: "payload" };
  }
  if (place < 17)
    return { type: "url", value: `https://${label}.example/in/${seed[place]}`, ...rest };
  const [high, low] = [1 + (at >>> 12), 1 + (at & 0xfff)].map((it) => it.toString(16));
  return { type: "ipv6", value: `2001:db8:${high}::${low}:${place}`, ...rest };
}
