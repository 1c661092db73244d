/** The detectors in force, and the hash by which a review record names them. */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { canonicalJson, toBase64Url } from "@tocsin/kernel";
import type { Detector } from "./detector.ts";
import { accountNames } from "./detectors/accounts/account-names.ts";
import { bankNumbers } from "./detectors/numbers/bank-numbers.ts";
import { calledHosts } from "./detectors/network/host-forms.ts";
import { identityNumbers } from "./detectors/numbers/identity-numbers.ts";
import { mailAddresses } from "./detectors/mail/mail-addresses.ts";
import { ownNames } from "./detectors/ours/own-names.ts";
import { ownNetwork } from "./detectors/network/own-network.ts";
import { payment } from "./detectors/numbers/payment.ts";
import { persons } from "./detectors/people/persons.ts";
import { phones } from "./detectors/numbers/phones.ts";
import { postalAddresses } from "./detectors/addresses/postal-addresses.ts";
import { properNamesBy } from "./detectors/people/proper-names.ts";
import { secrets } from "./detectors/secrets/secrets.ts";
import { tableColumns } from "./detectors/tables/table-columns.ts";
import { tickets } from "./detectors/numbers/tickets.ts";
import { toldOfUs } from "./detectors/ours/told-of-us.ts";
import { quietInTalk } from "./names/everyday-names.ts";
import type { NameModels } from "./names/name-models.ts";
import { subjects } from "./subjects/subjects.ts";
import { once } from "./text/once.ts";

/** The models of everyday names are those that come with Tocsin unless others are given. */
export function detectorsBy(models?: NameModels): readonly Detector[] {
  return [
    ownNames,
    ownNetwork,
    mailAddresses,
    phones,
    payment,
    bankNumbers,
    identityNumbers,
    postalAddresses,
    persons,
    accountNames,
    calledHosts,
    secrets,
    quietInTalk(subjects, models),
    tableColumns,
    tickets,
    toldOfUs,
    properNamesBy(models),
  ];
}

export const standardDetectors: readonly Detector[] = detectorsBy();

/**
 * SHA-256, base64url, over the names and versions of the detectors and over every rule and table of this
 * package: whoever has the same program computes the same, and no rule can change without it.
 */
export function ruleSetHash(detectors: readonly Detector[] = standardDetectors): string {
  const named = detectors.map(({ name, version }) => ({ name, version }));
  return sha256(canonicalJson({ detectors: named, rules: rulesDigest() }));
}

const rulesDigest = once(() => digestOf(ruleFiles()));

/** By name, whatever order they come in. */
export function digestOf(
  files: Iterable<readonly [name: string, content: Uint8Array | string]>,
): string {
  const digests = Array.from(files, ([name, content]) => ({ name, hash: sha256(content) }));
  digests.sort((a, b) => (a.name < b.name ? -1 : 1));
  return sha256(canonicalJson(digests));
}

function* ruleFiles(): Generator<readonly [name: string, content: Uint8Array]> {
  const root = path.resolve(import.meta.dirname, "..");
  for (const folder of ["src", "data"]) {
    for (const entry of readdirSync(path.join(root, folder), {
      recursive: true,
      withFileTypes: true,
    })) {
      if (!entry.isFile() || entry.name.endsWith(".test.ts")) continue;
      const file = path.join(entry.parentPath, entry.name);
      yield [path.relative(root, file).split(path.sep).join("/"), readFileSync(file)];
    }
  }
}

/** The module is loaded here: a first text has no record yet, and would wait for it. */
function sha256(content: Uint8Array | string): string {
  const { createHash } = process.getBuiltinModule("node:crypto");
  return toBase64Url(createHash("sha256").update(content).digest());
}
