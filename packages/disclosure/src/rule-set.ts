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
import { properNames } from "./detectors/proper-names.ts";
import { secrets } from "./detectors/secrets.ts";
import { tableColumns } from "./detectors/table-columns.ts";
import { tickets } from "./detectors/tickets.ts";
import { subjects } from "./subjects/subjects.ts";

export const standardDetectors: readonly Detector[] = [
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
  subjects,
  tableColumns,
  tickets,
  properNames,
];

/** SHA-256 over names and versions, base64url. */
export function ruleSetHash(detectors: readonly Detector[] = standardDetectors): string {
  const rules = detectors.map(({ name, version }) => ({ name, version }));
  return toBase64Url(createHash("sha256").update(canonicalJson(rules)).digest());
}
