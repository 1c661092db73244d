/** Kinds of features, as they stand in the types of blind values. */

export const featureKinds = [
  "signer",
  "malware",
  "registrant",
  "look-alike",
  "url-path",
  "connection",
] as const;
export type FeatureKind = (typeof featureKinds)[number];

const prefix = "feature:";

export function featureType(kind: FeatureKind): string {
  return `${prefix}${kind}`;
}

export function isFeatureType(type: string): boolean {
  return featureKinds.some((kind) => featureType(kind) === type);
}
