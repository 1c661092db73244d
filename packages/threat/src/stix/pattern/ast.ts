/** What a STIX pattern says, STIX 2.1 §9. */

export type Literal =
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "timestamp"; readonly value: string }
  | { readonly kind: "hex"; readonly value: string }
  | { readonly kind: "binary"; readonly value: string };

/** A step into an object: a property, an element of a list, or any element. */
export type Step =
  | { readonly kind: "property"; readonly name: string }
  | { readonly kind: "index"; readonly at: number }
  | { readonly kind: "any" };

export interface ObjectPath {
  readonly type: string;
  readonly steps: readonly Step[];
}

export type Comparator =
  "=" | "!=" | "<" | "<=" | ">" | ">=" | "IN" | "LIKE" | "MATCHES" | "ISSUBSET" | "ISSUPERSET";

export type Comparison =
  | {
      readonly kind: "test";
      readonly path: ObjectPath;
      readonly negated: boolean;
      readonly comparator: Comparator;
      /** One, or the set after IN. */
      readonly values: readonly Literal[];
    }
  | { readonly kind: "exists"; readonly path: ObjectPath; readonly negated: boolean }
  | { readonly kind: "and" | "or"; readonly parts: readonly Comparison[] };

export type Qualifier =
  | { readonly kind: "start-stop"; readonly start: string; readonly stop: string }
  | { readonly kind: "within"; readonly seconds: number }
  | { readonly kind: "repeats"; readonly times: number };

export type Observation =
  | { readonly kind: "comparison"; readonly comparison: Comparison }
  | { readonly kind: "and" | "or" | "followed-by"; readonly parts: readonly Observation[] }
  | {
      readonly kind: "qualified";
      readonly of: Observation;
      readonly qualifier: Qualifier;
    };

export type ParsedPattern =
  | { readonly ok: true; readonly observation: Observation }
  /** `at` counts UTF-16 units from the pattern's start. */
  | { readonly ok: false; readonly at: number; readonly why: string };
