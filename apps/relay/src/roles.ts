/** Who asks the relay: somebody, or somebody with a token of today. It never knows who. */

import { defineRoles } from "@tocsin/http";

export const roles = defineRoles("anyone", "admitted");
export type Role = "anyone" | "admitted";
