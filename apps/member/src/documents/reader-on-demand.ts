/** The reader of files, loaded with the first file: a node's start does without. */

import type { Clock } from "@tocsin/kernel";
import type { DocumentReader } from "./read-document.ts";

export function documentReaderOnDemand(ports: { readonly clock: Clock }): DocumentReader {
  let reader: Promise<DocumentReader> | undefined;
  const load = async (): Promise<DocumentReader> =>
    (await import("./read-document.ts")).createDocumentReader(ports);
  return {
    readDocument: async (request) => {
      reader ??= load();
      return (await reader).readDocument(request);
    },
  };
}
