/** A company's profile as it stands in a file. */

import { type CompanyProfile, companyProfile } from "@tocsin/wire/company-profile";

import { usageError } from "./failure.ts";
import { problemOf } from "./problem.ts";

/** Some lists of a profile. Throws `usage` with the name of the list that is wrong. */
export function parseProfile(value: unknown): Partial<CompanyProfile> {
  const result = companyProfile.partial().safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const at = issue?.path.map((step) => (typeof step === "number" ? `[${step}]` : String(step)));
    const known =
      issue?.code === "unrecognized_keys"
        ? `; known are ${Object.keys(companyProfile.shape).join(", ")}`
        : "";
    const told = `profile: ${at?.join("") ?? ""} ${problemOf(issue)}${known}`;
    throw usageError(told.replace(/ {2,}/g, " "));
  }
  return Object.fromEntries(Object.entries(result.data).filter(([, list]) => Array.isArray(list)));
}
