/** `/livez`: the process turns. `/readyz`: it can do its work. Neither says more than that. */

import { TocsinError } from "@tocsin/kernel";
import { z } from "zod";

import { jsonAnswer } from "./answers.ts";
import { noBody } from "./bodies.ts";
import type { Roles } from "./roles.ts";
import { declareRoute, type Route } from "./route.ts";

const health = z.strictObject({ ok: z.literal(true) });

/** `ready` resolves to false, or rejects, while the program cannot do its work. */
export function healthRoutes<Role extends string>(
  roles: Roles<Role>,
  ready: () => Promise<boolean> | boolean,
): Route<Role>[] {
  const everybody = Object.fromEntries(roles.names.map((name) => [name, true]));
  const shared = {
    method: "GET",
    access: everybody as Record<Role, true>,
    request: noBody(),
    answer: jsonAnswer(health),
    cache: "no-store",
  } as const;
  return [
    declareRoute(roles, { ...shared, path: "/livez", handle: () => ({ ok: true as const }) }),
    declareRoute(roles, {
      ...shared,
      path: "/readyz",
      handle: async () => {
        const able = await Promise.resolve(ready()).catch(() => false);
        if (!able) throw new TocsinError("not-ready");
        return { ok: true as const };
      },
    }),
  ];
}
