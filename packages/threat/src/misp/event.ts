/**
 * MISP events as they arrive: unknown members are passed over, members of the wrong kind refused. What
 * is written as text by some versions and as number by others is taken as both.
 */

import { z } from "zod";

const uuid = z.string().regex(/^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/);
const textOrNumber = z.union([z.string().max(64), z.number()]).transform(String);
const flag = z.union([z.boolean(), z.literal("0"), z.literal("1"), z.literal(0), z.literal(1)]);
const text = z.string().max(1_000_000);
const attributesMax = 200_000;

const tag = z.object({ name: z.string().max(500) });
const cluster = z.object({
  type: z.string().max(200).optional(),
  value: z.string().max(500),
  meta: z.object({ external_id: z.array(z.string().max(100)).max(100).optional() }).optional(),
});
const galaxy = z.object({ GalaxyCluster: z.array(cluster).max(10_000).default([]) });

const attribute = z.object({
  uuid: uuid.optional(),
  type: z.string().max(100),
  category: z.string().max(100).optional(),
  value: text,
  comment: text.optional(),
  to_ids: flag.optional(),
  deleted: flag.optional(),
  distribution: textOrNumber.optional(),
  object_relation: z.string().max(200).nullish(),
  Tag: z.array(tag).max(1000).default([]),
  Galaxy: z.array(galaxy).max(1000).default([]),
  Sighting: z.array(z.unknown()).max(100_000).default([]),
  warnings: z.array(z.unknown()).optional(),
});
export type MispAttribute = z.output<typeof attribute>;

const mispObject = z.object({
  name: z.string().max(200),
  deleted: flag.optional(),
  distribution: textOrNumber.optional(),
  Attribute: z.array(attribute).max(attributesMax).default([]),
});

const event = z.object({
  uuid,
  info: text,
  date: z.string().max(40).optional(),
  distribution: textOrNumber.optional(),
  Tag: z.array(tag).max(1000).default([]),
  Galaxy: z.array(galaxy).max(1000).default([]),
  Attribute: z.array(attribute).max(attributesMax).default([]),
  Object: z.array(mispObject).max(attributesMax).default([]),
  EventReport: z
    .array(z.object({ name: text.optional(), content: text.nullish(), deleted: flag.optional() }))
    .max(1000)
    .default([]),
  RelatedEvent: z.array(z.unknown()).default([]),
  ShadowAttribute: z.array(z.unknown()).default([]),
});
export type MispEvent = z.output<typeof event>;

export type MispRead =
  | { readonly ok: true; readonly events: readonly MispEvent[] }
  /** `path` is where the form is broken. */
  | { readonly ok: false; readonly path: string };

const wrapped = z.object({ Event: event });

/** One event, `{Event}`, a list of either, or a search's `{response: […]}`. */
export function readMispEvents(value: unknown): MispRead {
  const outer = z.object({ response: z.unknown() }).safeParse(value);
  const inner = outer.success && outer.data.response !== undefined ? outer.data.response : value;
  const list: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
  const events: MispEvent[] = [];
  for (const [at, one] of list.entries()) {
    const isWrapped = typeof one === "object" && one !== null && "Event" in one;
    const parsed = isWrapped ? wrapped.safeParse(one) : event.safeParse(one);
    if (!parsed.success) {
      const path = parsed.error.issues[0]?.path.map(String).join(".") ?? "";
      return { ok: false, path: `${at}.${path}`.slice(0, 200) };
    }
    events.push("Event" in parsed.data ? parsed.data.Event : parsed.data);
  }
  return { ok: true, events };
}

export function isSet(value: MispAttribute["deleted"]): boolean {
  return value === true || value === 1 || value === "1";
}
