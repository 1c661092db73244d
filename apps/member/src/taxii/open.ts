/**
 * TAXII at the node's own address. Nothing of it is loaded or runs before a system of the company shows a
 * key: then its store is opened and brought up to what the ledger says.
 */

import type { Clock, Random } from "@tocsin/kernel";
import { TaxiiFault, type TaxiiServer } from "@tocsin/http/taxii";
import type { Desk } from "../desk/desk.ts";
import type { Protocol } from "../protocol.ts";
import type { ApiKeys } from "./api-keys.ts";

export interface TaxiiParts {
  readonly stateDir: string;
  readonly keys: ApiKeys;
  readonly desk: Pick<Desk, "newDraft" | "drafts" | "sightings" | "warnings" | "campaigns">;
  readonly protocol: Pick<Protocol, "changes" | "report" | "on" | "enrolled" | "classes">;
  readonly clock: Clock;
  readonly random: Random;
  readonly onFailure: (error: unknown) => void;
}

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
