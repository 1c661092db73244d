/** STIX bundles and TAXII envelopes as lists to match with: what their objects say was seen. */

import { TocsinError } from "@tocsin/kernel";
import type { Indicator } from "@tocsin/threat/matching";
import { createStixReader, materialOf, type StixObject } from "@tocsin/threat/stix";

const headCharsMax = 4096;

export function isStixText(text: string): boolean {
  const head = text.slice(0, headCharsMax);
  return (
    /"objects"\s*:|"type"\s*:\s*"bundle"/.test(head) && !/^\{[^\n]*\}[^\S\n]*\n\s*\{/.test(head)
  );
}

/** Throws `message-invalid` where it cannot be read to its end. Objects that are invalid are passed over. */
export function fromStix(bytes: Uint8Array, name: string): Indicator[] {
  const reader = createStixReader();
  const objects: StixObject[] = [];
  for (const { object, valid } of reader.push(bytes)) {
    if (object !== undefined && valid) objects.push(object);
  }
  const { kind, single } = reader.finish();
  if (kind === "unreadable") throw new TocsinError("message-invalid", { detail: "not whole STIX" });
  if (single?.valid === true && single.object !== undefined) objects.push(single.object);
  return materialOf(objects).values.map(({ type, value, source }) => ({
    type,
    value,
    source: `${name} ${source}`,
  }));
}
