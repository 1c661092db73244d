/** What somebody typed into a search box or named on the command line. */

import { canonicalise, type ObservableType } from "../observables/observable-types.ts";
import { extract } from "./extract.ts";

export interface ClassifiedValue {
  readonly type: ObservableType;
  /** In canonical form. */
  readonly value: string;
}

const valueCharsMax = 4096;

/** The kind of a single value, disguised or not; undefined where the text is none or more than one. */
export function classifyValue(text: string): ClassifiedValue | undefined {
  const trimmed = text.trim();
  if (trimmed.length > valueCharsMax) return undefined;
  const whole = extract(trimmed, { benign: false }).find(
    ({ start, end }) => start === 0 && end === trimmed.length,
  );
  const value = whole === undefined ? undefined : canonicalise(whole.type, whole.value);
  return whole === undefined || value === undefined ? undefined : { type: whole.type, value };
}
