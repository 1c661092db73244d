/** Refusals as TAXII tells them, §3.6: an error resource with a title, never with what was inside. */

export const taxiiFaults = {
  400: "The request is not one that TAXII 2.1 lays down",
  401: "Credentials are needed",
  403: "This key may not do that",
  404: "There is nothing here under that name, or not for this key",
  405: "This address exists, but not for this method",
  406: "Only application/taxii+json;version=2.1 is given here",
  413: "This is larger than max_content_length",
  415: "Only application/taxii+json;version=2.1 is taken here",
  422: "The content is no TAXII envelope with objects",
  500: "Something that must always hold does not",
  503: "Too much is in work; try again in a moment",
} as const;
export type TaxiiStatus = keyof typeof taxiiFaults;

export class TaxiiFault extends Error {
  readonly status: TaxiiStatus;
  readonly detail: string | undefined;
  /** Methods that the address has. */
  readonly allow: readonly string[];

  /** `detail` names a field or a limit, nothing private; `allow` belongs to 405. */
  constructor(status: TaxiiStatus, detail?: string, allow: readonly string[] = []) {
    super(taxiiFaults[status]);
    this.name = "TaxiiFault";
    this.status = status;
    this.detail = detail;
    this.allow = allow;
  }
}

export function faultText({ status, detail }: TaxiiFault): string {
  return JSON.stringify({
    title: taxiiFaults[status],
    ...(detail === undefined ? {} : { description: detail }),
    http_status: String(status),
  });
}
