/** What a look at the content says. */

import type { DocumentFormat } from "./document.ts";

export type Sniffed =
  | { readonly is: "document"; readonly format: DocumentFormat; readonly polyglot: boolean }
  | { readonly is: "empty" }
  | { readonly is: "encrypted" }
  /** `what` is one of our own words, never text of the file. */
  | { readonly is: "unsupported"; readonly what: string };
