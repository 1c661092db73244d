/** What is proposed for one observable, and why. Deny wins: each rule is asked, the strictest counts. */

import type { Observation } from "@tocsin/threat/extraction";
import type { Finding, ReviewItem } from "@tocsin/wire";
import { groupOf, isFindingKind } from "../finding-kinds.ts";
import type { CompanyIdentity } from "../identity/company-identity.ts";
import { isAccused } from "./observable-roles.ts";

export interface Proposal {
  readonly proposal: ReviewItem["proposal"];
  readonly why: string;
}

export function proposalOf(
  observation: Observation,
  value: string,
  findings: readonly Finding[],
  { identity, heading }: { readonly identity: CompanyIdentity; readonly heading: string },
): Proposal {
  return (
    ownProposal(observation, value, identity) ??
    findingProposal(observation, findings) ??
    benignProposal(observation, heading) ??
    kindProposal(observation) ?? { proposal: "send", why: "Nothing speaks against it." }
  );
}

const remove = (why: string): Proposal => ({ proposal: "remove", why });
const ask = (why: string): Proposal => ({ proposal: "ask", why });

function ownProposal(
  { type }: Observation,
  value: string,
  identity: CompanyIdentity,
): Proposal | undefined {
  if (type === "email" && identity.ownsMail(value)) return remove("A mail address of our own.");
  const host = hostOf(type, value);
  if (host === undefined) return undefined;
  if (identity.ownsDomain(host)) return remove("It is an own domain, or below one.");
  if (identity.ranges.touches(host)) return remove("It is in an own address range.");
  const alike = identity.resemblance(host);
  return alike === undefined
    ? undefined
    : ask(`A look-alike: it has ${alike.how}. To publish it names us.`);
}

/** The name or address in a network observable. */
function hostOf(type: Observation["type"], value: string): string | undefined {
  if (type === "domain" || type === "ipv4" || type === "ipv6" || type === "cidr") return value;
  if (type === "email") return value.slice(value.lastIndexOf("@") + 1);
  if (type === "endpoint") return bareHost(value.slice(0, value.lastIndexOf(":")));
  if (type === "url") return bareHost(URL.parse(value)?.hostname ?? "");
  return undefined;
}

function bareHost(host: string): string | undefined {
  const bare = host.replace(/^\[/, "").replace(/\]$/, "");
  return bare === "" ? undefined : bare;
}

/** What detectors found on the same stretch of the text. */
function findingProposal(
  { type, start, end }: Observation,
  findings: readonly Finding[],
): Proposal | undefined {
  for (const finding of findings) {
    if (finding.end <= start || finding.start >= end || !isFindingKind(finding.kind)) continue;
    const group = groupOf(finding.kind);
    if (finding.kind === "company-lookalike") return ask(`A look-alike. ${finding.why}`);
    if (group === "own-identity" && !finding.needsReview) return remove(finding.why);
    if (group === "own-identity") return ask(finding.why);
    const isAbout = group === "personal" || group === "secret";
    if (!isAbout) continue;
    if (type === "email" && finding.needsReview) return ask(finding.why);
    // A path is kept without its account name: see `generalised`.
    if (finding.kind === "username" && type.endsWith("-path")) continue;
    return finding.needsReview ? ask(finding.why) : remove(finding.why);
  }
  return undefined;
}

function benignProposal(observation: Observation, heading: string): Proposal | undefined {
  const { benign } = observation;
  if (benign === undefined) return undefined;
  if (benign.effect === "never") return remove(benign.why);
  if (benign.effect === "weak")
    return { proposal: "send", why: `Says little by itself: ${benign.why}` };
  return isAccused(observation, heading)
    ? ask(`Well-known and benign, but the text accuses it: ${benign.why}`)
    : remove(benign.why);
}

const asked: Readonly<Partial<Record<Observation["type"], string>>> = {
  phone: "A phone number may be a person's.",
  mac: "A hardware address is one of our own network, as a rule.",
  arn: "A cloud resource name holds an account number.",
  "unc-path": "A network path names an internal server.",
  registrant: "It may be the name of an innocent person.",
};

function kindProposal({ type }: Observation): Proposal | undefined {
  const why = asked[type];
  return why === undefined ? undefined : ask(why);
}
