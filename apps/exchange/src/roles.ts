/** Who asks the exchange: it knows nobody, only whether a read session is open. */

import { defineRoles } from "@tocsin/http";

export const roles = defineRoles("anyone", "reader");

export type Role = (typeof roles.names)[number];
