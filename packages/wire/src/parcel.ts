/** What leaves in a frame of its own beside reports. Each kind's module says who learns what of it. */

import { z } from "zod";

import { appealParcel } from "./appeal.ts";
import { messageParcel, voteParcel } from "./mail.ts";
import { sealedSighting, sightingWithdrawal } from "./sealed-sighting.ts";
import { refundParcel } from "./stake.ts";
import { tieOffParcel, tieParcel } from "./tie.ts";

export const parcel = z.discriminatedUnion("kind", [
  messageParcel,
  voteParcel,
  tieParcel,
  tieOffParcel,
  sealedSighting,
  sightingWithdrawal,
  refundParcel,
  appealParcel,
]);
export type Parcel = z.output<typeof parcel>;
