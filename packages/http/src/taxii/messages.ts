/** A request of TAXII and its answer, apart from how they travel. */

export interface TaxiiRequest {
  readonly method: string;
  readonly path: string;
  /** After the question mark. */
  readonly search: string;
  readonly header: (name: string) => string | undefined;
  /** Hash of the certificate that the client has shown. */
  readonly certificate: () => string | undefined;
  /** Throws where it is longer. */
  readonly readBody: (bytesMax: number) => Promise<Uint8Array>;
}

export interface TaxiiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}
