/** A public key as a person pastes it behind an option. */

import { publicKey } from "@tocsin/wire/primitives";
import { z } from "zod";

export const publicKeyOption = z
  .string()
  .refine((text) => publicKey.safeParse(text).success, "32 bytes in base64url")
  .optional();
