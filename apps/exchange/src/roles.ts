/** Who asks the exchange: it knows no member, only whether a read session is open, and named recipients. */

import { defineRoles } from "@tocsin/http";

export const roles = defineRoles("anyone", "reader", "recipient");

export type Role = (typeof roles.names)[number];

/** Of routes that tell or take nothing of which it matters who asks. */
export const openToAll = { anyone: true, reader: true, recipient: true } as const;
