/** The detectors in force, and the hash by which a review record names them. */

import { createHash } from "node:crypto";
import { canonicalJson, toBase64Url } from "@tocsin/kernel";
import type { Detector } from "./detector.ts";
import { accountNames } from "./detectors/account-names.ts";
import { identityNumbers } from "./detectors/identity-numbers.ts";
import { mailAddresses } from "./detectors/mail-addresses.ts";
import { ownNames } from "./detectors/own-names.ts";
import { ownNetwork } from "./detectors/own-network.ts";
import { payment } from "./detectors/payment.ts";
import { persons } from "./detectors/persons.ts";
import { phones } from "./detectors/phones.ts";
import { postalAddresses } from "./detectors/postal-addresses.ts";
import { properNamesBy } from "./detectors/proper-names.ts";
import { secrets } from "./detectors/secrets.ts";
import { tableColumns } from "./detectors/table-columns.ts";
import { tickets } from "./detectors/tickets.ts";
import { quietInTalk } from "./names/everyday-names.ts";
import type { NameModels } from "./names/name-models.ts";
import { subjects } from "./subjects/subjects.ts";

/** The models of everyday names are those that come with Tocsin unless others are given. */
export function detectorsBy(models?: NameModels): readonly Detector[] {
  return [
    ownNames,
    ownNetwork,
    mailAddresses,
    phones,
    payment,
    identityNumbers,
    postalAddresses,
    persons,
    accountNames,
    secrets,
    quietInTalk(subjects, models),
    tableColumns,
    tickets,
    properNamesBy(models),
  ];
}

export const standardDetectors: readonly Detector[] = detectorsBy();

/** SHA-256 over names and versions, base64url. */
export function ruleSetHash(detectors: readonly Detector[] = standardDetectors): string {
  const rules = detectors.map(({ name, version }) => ({ name, version }));
  return toBase64Url(createHash("sha256").update(canonicalJson(rules)).digest());
}
