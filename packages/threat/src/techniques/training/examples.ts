/** Labelled texts to train and to test with, from the files of their makers; see `technique-corpus`. */

export interface Example {
  readonly text: string;
  /** None for ordinary text. */
  readonly techniques: readonly string[];
  /** What a mistake on it counts; 1 is a sentence of a report that a person labelled. */
  readonly weight: number;
  /** Texts of one document are kept together; without one it is for training only. */
  readonly document?: string;
  /** Where it is from. */
  readonly set: ExampleSet;
}

export type ExampleSet = "reports" | "procedures" | "catalogue" | "phrases" | "ordinary";
