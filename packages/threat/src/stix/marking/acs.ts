/**
 * The marking that copies for government carry: which uses the law allows, whether personal data is in it,
 * and to whom it may go on. It names neither reporter nor company: both responsible entities are "NONFED".
 * Access Control Specification 3.0 as a STIX extension; no conformance with the AIS profile is claimed.
 */

import type { ReportBody } from "@tocsin/wire/report";

import { stableId } from "../report/extension.ts";
import type { Fields } from "../spec/kinds.ts";
import { stixTime } from "../timestamp.ts";

const acsExtensionId = "extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce";

export interface GivenReport {
  /** The report's public id. */
  readonly id: string;
  readonly body: ReportBody;
  readonly markedMs: number;
}

/** Kinds of values that name a person even where it is an attacker's: left in because the threat needs it. */
const personal: ReadonlySet<string> = new Set(["email", "phone", "registrant"]);

const everybody = {
  permitted_nationalities: ["ALL"],
  permitted_organizations: ["ALL"],
  shareability: ["ALL"],
  entity: ["ALL"],
};

/** The report's objects with the marking and, before them, what it says. */
export function markedForGovernment(
  report: GivenReport,
  objects: readonly Fields[],
): readonly Fields[] {
  const marking = acsMarking(report);
  return [marking, ...objects.map((it) => withMarking(it, String(marking["id"])))];
}

function acsMarking({ id, body, markedMs }: GivenReport): Fields {
  // The reporter's own word; and what may go on is what everyone may have.
  const isProprietary = body.recipients?.proprietary === true;
  const mayGoOn = body.tlp === "clear";
  const isPersonal = body.observables.some(({ type }) => personal.has(type));
  const pii = isPersonal ? "PII-NECESSARY-TO-UNDERSTAND-THREAT" : "NO-PII-PRESENT";
  const at = stixTime(markedMs);
  const further = (effect: "permit" | "deny", scope: readonly string[]): Fields => {
    return { rule_effect: effect, sharing_scope: scope };
  };
  return {
    type: "marking-definition",
    spec_version: "2.1",
    // A marking never changes: other terms are another marking.
    id: stableId("marking-definition", "acs", id, at, pii, `${isProprietary} ${mayGoOn}`),
    created: at,
    name: "ACS",
    extensions: {
      [acsExtensionId]: {
        extension_type: "property-extension",
        name: "ACS",
        create_date_time: at,
        responsible_entity_custodian: "NONFED",
        responsible_entity_originator: "NONFED",
        authority_reference: ["urn:isa:authority:ais"],
        policy_reference: "urn:isa:policy:acs:ns:v3.0?privdefault=deny&sharedefault=deny",
        access_privilege: [
          { privilege_action: "CISAUSES", privilege_scope: everybody, rule_effect: "permit" },
        ],
        further_sharing: mayGoOn
          ? [further("permit", ["USA.USG", "FOREIGNGOV", "SECTOR"])]
          : [further("permit", ["USA.USG"]), further("deny", ["FOREIGNGOV", "SECTOR"])],
        control_set: {
          classification: "U",
          formal_determination: [
            "AIS",
            pii,
            "INFORMATION-DIRECTLY-RELATED-TO-CYBERSECURITY-THREAT",
          ],
          ...(isProprietary ? { caveat: ["CISAPROPRIETARY"] } : {}),
        },
      },
    },
  };
}

/** Only what carries a marking already: observables and identities are shared between reports. */
function withMarking(object: Fields, id: string): Fields {
  const refs = object["object_marking_refs"];
  return Array.isArray(refs)
    ? { ...object, object_marking_refs: [...(refs as readonly unknown[]), id] }
    : object;
}
