/**
 * TAXII at the node's own address. Nothing of it is loaded or runs before a system of the company shows a
 * key: then its store is opened and brought up to what the ledger says.
 */

import { TaxiiFault, type TaxiiServer } from "@tocsin/http/taxii";
import type { TaxiiParts } from "./node-taxii.ts";

export function createTaxii(parts: TaxiiParts): TaxiiServer & AsyncDisposable {
  const { keys } = parts;
  let opening: Promise<TaxiiServer & AsyncDisposable> | undefined;
  return {
    answer: async (request) => {
      const scopes = await keys.scopesOf(request.header("authorization"), request.certificate);
      if (scopes === undefined) throw new TaxiiFault(401);
      opening ??= open(parts).catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return (await opening).answer(request);
    },
    [Symbol.asyncDispose]: async () => {
      const opened = await opening?.catch(() => undefined);
      await opened?.[Symbol.asyncDispose]();
    },
  };
}

async function open(parts: TaxiiParts): Promise<TaxiiServer & AsyncDisposable> {
  const { openNodeTaxii } = await import("./node-taxii.ts");
  return openNodeTaxii(parts);
}
