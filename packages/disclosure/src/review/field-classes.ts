/**
 * Which class of "cyber threat indicator" of 6 USC 650(5) a part most likely belongs to. A suggestion:
 * the reviewer decides. The reasons stand in docs/field-classes.md, held against this file by a test.
 */

import type { ObservableType } from "@tocsin/threat";
import type { FieldClass, ReviewItem } from "@tocsin/wire";

const network: ReadonlySet<ObservableType> = new Set<ObservableType>([
  "ipv4",
  "ipv6",
  "cidr",
  "endpoint",
  "domain",
  "onion",
  "url",
  "email",
  "asn",
  "user-agent",
  "ja3",
  "ja4",
  "jarm",
  "phone",
]);

const rules: ReadonlySet<ObservableType> = new Set<ObservableType>([
  "yara-rule",
  "sigma-rule",
  "snort-rule",
]);

/** By what the observable did; an unknown role is "any other attribute". */
const byRole: Readonly<Record<string, FieldClass>> = {
  scanning: "A",
  "command-and-control": "E",
  exfiltration: "E",
  delivery: "D",
  phishing: "D",
  payload: "B",
  tool: "B",
};

export function classOfObservable(type: ObservableType, role: string): FieldClass {
  if (rules.has(type)) return "DM";
  const ofRole = byRole[role] ?? "G";
  // A file or a trace of one is known by its role; what the network shows can also be a method.
  return network.has(type) || ofRole === "B" ? ofRole : "G";
}

/** By tactic of ATT&CK, where one class is plain: reconnaissance, user action, command and control, harm. */
const techniqueClasses: readonly (readonly [FieldClass, readonly string[]])[] = [
  [
    "A",
    [
      "T1595",
      "T1592",
      "T1589",
      "T1590",
      "T1591",
      "T1593",
      "T1594",
      "T1596",
      "T1597",
      "T1598",
      "T1046",
      "T1018",
    ],
  ],
  ["D", ["T1566", "T1204", "T1189", "T1534", "T1656", "T1621"]],
  [
    "E",
    [
      "T1071",
      "T1090",
      "T1095",
      "T1102",
      "T1104",
      "T1105",
      "T1132",
      "T1001",
      "T1008",
      "T1219",
      "T1568",
      "T1571",
      "T1572",
      "T1573",
      "T1659",
      "T1665",
    ],
  ],
  [
    "F",
    [
      "T1485",
      "T1486",
      "T1489",
      "T1490",
      "T1491",
      "T1495",
      "T1496",
      "T1498",
      "T1499",
      "T1529",
      "T1531",
      "T1561",
      "T1565",
      "T1657",
      "T1020",
      "T1029",
      "T1030",
      "T1041",
      "T1048",
      "T1052",
      "T1537",
      "T1567",
    ],
  ],
];

export function classOfTechnique(id: string): FieldClass {
  const base = id.slice(0, 5);
  return techniqueClasses.find(([, ids]) => ids.includes(base))?.[0] ?? "B";
}

/** Parts without a role; a note is classed by whoever writes it. */
export const classOfPart: Readonly<
  Record<Exclude<ReviewItem["part"], "observable" | "technique">, FieldClass | null>
> = {
  vulnerability: "C",
  malware: "B",
  actor: "G",
  technology: "C",
  step: "B",
  defence: "DM",
  outcome: "G",
  impact: "F",
  question: "G",
  note: null,
  prose: null,
};
