/**
 * Whether a recipient may have a report: only where the reporter chose it, or all of its kind, and for
 * purposes that both name. An intelligence agency must be chosen by name; nobody has a default. PROTOCOL §5.
 */

import { type RecipientLeaf, recipientGroups, type ReportBody } from "@tocsin/wire";

export interface Permission {
  /** For which it may be used: what the reporter allows and the recipient needs it for. */
  readonly purposes: ReportBody["purposes"];
  /** Whether the recipient must sign for what it will use it before it gets it. */
  readonly isRestricted: boolean;
}

export function permissionOf(
  recipient: RecipientLeaf,
  { recipients, purposes, tlp }: Pick<ReportBody, "recipients" | "purposes" | "tlp">,
): Permission | undefined {
  if (!recipient.active || recipients === undefined) return undefined;
  const isGroup = recipientGroups.some((it) => it === recipient.is);
  const isChosen = recipients.to.some(
    (it) => it === `recipient:${recipient.recipient}` || (isGroup && it === recipient.is),
  );
  const both = purposes.filter((it) => recipient.purposes.includes(it)).sort();
  if (!isChosen || both.length === 0) return undefined;
  return { purposes: both, isRestricted: tlp === "amber" || tlp === "amber+strict" };
}
