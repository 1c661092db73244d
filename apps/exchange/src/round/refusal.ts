/** Why a submission, parcel or sealed sighting is not good by itself. Only counts of it leave the round. */

export type Refusal =
  | "malformed"
  | "body"
  | "audience"
  | "observable"
  | "key"
  | "nonce"
  | "token"
  | "signature"
  | "epoch"
  | "expiry"
  | "defect";
