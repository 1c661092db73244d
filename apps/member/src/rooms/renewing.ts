/**
 * A room whose host is lost goes on in a new one: any other of it says so to all who are in it, and makes the new
 * room with those who come. They come as who they were, each by its own signature, so nobody else can come in
 * their place or twice; the new room has keys of its own. Who does not come stays silent: the one who asked
 * learns who came, the others whom the new room tells them. The host hears that it is left, if it is still
 * there. The exchange sees messages like any other. PROTOCOL §3.4.
 */

import { ed25519SigningKey } from "@tocsin/crypto";
import { roundAt, toBase64Url, TocsinError } from "@tocsin/kernel";
import { bytesOf, type Gives } from "@tocsin/wire";
import { noPlan, type Plan } from "./plan.ts";
import { freshKey, newId, offerMs, openRoom, type PlanningPorts, saidIn } from "./planning.ts";
import { isHost, roomOf, type RoomRecord, stateAt, ticketHash } from "./room-record.ts";

/** Throws `not-found`, and `wrong-state` for the host, where nobody is left, and while one waits for answers. */
export async function planRenewal(ports: PlanningPorts, id: string, gives: Gives): Promise<Plan> {
  const { mail, random, clock, roundMs } = ports;
  const old = await openRoom(mail, id);
  if (isHost(old)) throw new TocsinError("wrong-state", { detail: "we are the host" });
  if (old.own === null) throw new TocsinError("wrong-state", { detail: "room" });
  const round = roundAt(clock.now(), roundMs());
  const isWaiting = (it: RoomRecord): boolean =>
    it.renews === id && it.own !== null && stateAt(it, round) === "offered";
  if ((await mail.rooms()).map(roomOf).some(isWaiting)) {
    throw new TocsinError("wrong-state", { detail: "asked already" });
  }
  const ours = toBase64Url(ed25519SigningKey(bytesOf(old.own)).publicKey);
  const others = old.members.filter(({ pk, left }) => !left && pk !== ours && pk !== old.host);
  if (others.length === 0) throw new TocsinError("wrong-state", { detail: "nobody else is here" });
  const reply = await freshKey(random);
  const ticket = newId(random);
  const room = newId(random);
  const untilRound = roundAt(clock.now() + offerMs, roundMs());
  const begun: RoomRecord = {
    v: 1,
    id: room,
    state: "offered",
    host: ours,
    own: old.own,
    seed: null,
    members: [{ pk: ours, left: false, gives, replyTo: null, owed: false }],
    gives,
    gave: true,
    invited: others.map(({ pk }) => ({ ticket: ticketHash(ticket), used: false, by: pk })),
    invitation: null,
    offeredTo: others.length,
    match: old.match,
    report: null,
    renews: id,
    untilRound,
    createdMs: clock.now(),
    changedMs: clock.now(),
  };
  const content = { of: "renew", room, replyTo: reply.pk, ticket, untilRound } as const;
  return {
    ...noPlan,
    letters: [saidIn(old, content, random)],
    room: begun,
    keys: [{ ...reply, ref: room }],
  };
}
