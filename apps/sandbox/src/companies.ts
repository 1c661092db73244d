/** The invented companies of the small world: two with a node of their own, the others to hide among. */

import { emptyProfile } from "@tocsin/disclosure";
import type { CompanyProfile, SizeBand } from "@tocsin/wire";

export interface Company {
  /** Folder name in the state folder. */
  readonly id: string;
  readonly name: string;
  readonly legalId: string;
  readonly class: string;
}

/** A company whose node runs and has a console. */
export interface Resident extends Company {
  readonly profile: CompanyProfile;
  /** What its mail gateway and proxy have seen, as type and value. */
  readonly sightings: readonly { readonly type: string; readonly value: string }[];
}

export const classes = [
  { id: "health", title: "Health insurance and care", parent: "everyone" },
  { id: "finance", title: "Banks and payment", parent: "everyone" },
  { id: "energy", title: "Energy supply", parent: "everyone" },
] as const;

export const northmere: Resident = {
  id: "northmere",
  name: "Northmere Mutual",
  legalId: "GB-COH-00000101",
  class: "health",
  profile: {
    ...emptyProfile,
    names: ["Northmere Mutual", "Northmere", "NM"],
    domains: ["northmere.example"],
    products: ["Northmere Claims"],
    hosts: ["NM-CLAIMSDB-02"],
    ranges: ["10.44.0.0/16"],
    people: ["Ruth Adeyemi", "Piotr Zielinski", "Hannah Lindqvist", "Daniel Okafor"],
    customers: ["Brandt Okafor LLP"],
    technologies: ["Citrix NetScaler", "Microsoft 365", "Okta"],
    watch: ["Sakula"],
  },
  sightings: [{ type: "ipv4", value: "192.0.2.61" }],
};

export const castellan: Resident = {
  id: "castellan",
  name: "Castellan Health",
  legalId: "GB-COH-00000102",
  class: "health",
  profile: {
    ...emptyProfile,
    names: ["Castellan Health", "Castellan"],
    domains: ["castellan-health.example"],
    hosts: ["CH-PROXY-1"],
    ranges: ["10.80.0.0/14"],
    people: ["Marisa Feld", "Tomasz Wrona"],
    technologies: ["Citrix NetScaler", "VMware ESXi"],
    watch: ["LockBit"],
  },
  sightings: [
    { type: "ipv4", value: "203.0.113.77" },
    { type: "domain", value: "invoice-harborline.example" },
    { type: "ipv4", value: "198.51.100.140" },
  ],
};

/** Of another class than the other two; its node runs where it is asked for. */
export const tidewell: Resident = {
  id: "tidewell",
  name: "Tidewell Bank",
  legalId: "GB-COH-00000103",
  class: "finance",
  profile: {
    ...emptyProfile,
    names: ["Tidewell Bank", "Tidewell"],
    domains: ["tidewell-bank.example"],
    hosts: ["TB-GW-3"],
    ranges: ["10.120.0.0/16"],
    people: ["Ines Calloway", "Jakub Marek"],
    technologies: ["Citrix NetScaler", "Microsoft 365"],
  },
  sightings: [{ type: "ipv4", value: "192.0.2.61" }],
};

const healthNames = [
  "Alder Row Clinics",
  "Belford Care",
  "Corvane Life",
  "Dunmore Hospitals",
  "Elmbridge Assist",
  "Farrow Health Fund",
  "Glenhaven",
  "Harrow Vale Mutual",
  "Iverton Labs",
  "Juniper Wards",
  "Kestrel Dental",
  "Lindow Pharmacies",
];
const financeNames = [
  "Maren Bank",
  "Norrland Pay",
  "Oakhurst Trust",
  "Pellworm Savings",
  "Quayside Credit",
  "Rathlin Brokers",
  "Sable Finance",
  "Tarn Leasing",
  "Ullswater Cards",
  "Vantage Clearing",
  "Westray Funds",
];
const energyNames = ["Yarrow Grid", "Zennor Wind", "Brae Hydro"];

/** Members without a node here: their reports are the sample, their number is the crowd. */
export const neighbours: readonly Company[] = [
  ...companies("health", healthNames),
  ...companies("finance", financeNames),
  ...companies("energy", energyNames),
];

const sizes: Readonly<Record<string, SizeBand>> = {
  health: "250-999",
  finance: "1000-4999",
  energy: "50-249",
};

/** What the issuer counts a company under beside its class: half of them are in the north. */
export function traitsOf({ class: of, legalId }: Company) {
  const isNorth = Number(legalId.slice(-1)) % 2 === 1;
  return { region: isNorth ? "north" : "south", size: sizes[of] ?? null };
}

function companies(of: string, names: readonly string[]): Company[] {
  return names.map((name, at) => ({
    id: name.toLowerCase().replaceAll(" ", "-"),
    name,
    legalId: `SAMPLE-${of.toUpperCase()}-${String(at + 1).padStart(3, "0")}`,
    class: of,
  }));
}
