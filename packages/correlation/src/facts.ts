/** What is known of one incident, as correlation sees it: no victim, no author, no text. */

export interface Indicator {
  readonly type: string;
  readonly value: string;
}

export interface Attribute {
  readonly name: string;
  readonly value: string;
}

export interface IncidentFacts {
  readonly indicators: readonly Indicator[];
  readonly attributes?: readonly Attribute[];
  /** When it was first seen, in milliseconds. */
  readonly seenMs?: number | undefined;
}
