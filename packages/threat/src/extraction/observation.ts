/** What extraction finds: where, of which kind, and whether it says anything at all. */

import type { ObservableType } from "../observables/observable-types.ts";

/**
 * `never`: cannot be an indicator (private range, empty file). `weak`: says little by itself
 * (dynamic DNS, shared hosting). `context`: well-known and benign unless the text accuses it.
 */
export type BenignEffect = "never" | "weak" | "context";

export interface Benign {
  readonly effect: BenignEffect;
  /** The list of `benignLists` that knows it. */
  readonly list: string;
  /** One sentence for the analyst. */
  readonly why: string;
}

export interface Observation {
  readonly type: ObservableType;
  /** Refanged, otherwise as written; `canonicalise(type, value)` is the form for comparing. */
  readonly value: string;
  /** UTF-16 offsets into the original text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The original text between start and end. */
  readonly raw: string;
  readonly defanged: boolean;
  /** The words around it on its line, at most `contextCharsMax` to each side. */
  readonly context: string;
  /** Port that stood behind an address or name. */
  readonly port?: number;
  readonly benign?: Benign;
}

export interface ExtractOptions {
  /** Only these kinds; all by default. */
  readonly types?: ReadonlySet<ObservableType>;
  /** Also the host inside each URL and mail address, as observations of their own. */
  readonly nested?: boolean;
  /** Adds `benign`; true by default. */
  readonly benign?: boolean;
}

export const contextCharsMax = 60;
export const textCharsMax = 64 * 1024 * 1024;

/** Reads a decoded text. Injected, since extractor and decoders need each other. */
export type ReadDecoded = (text: string, depth: number) => readonly Observation[];
