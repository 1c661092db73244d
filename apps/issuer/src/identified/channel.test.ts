import { ed25519SigningKey, signDocument } from "@tocsin/crypto";
import { systemRandom, toBase64Url } from "@tocsin/kernel";
import { identifiedWindowMs } from "@tocsin/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { MemberClient } from "../../test/member-client.ts";
import { smallCommunity, type SmallCommunity } from "../../test/small-community.ts";

let community: SmallCommunity;
beforeAll(async () => {
  community = await smallCommunity();
});
afterAll(() => community[Symbol.asyncDispose]());

function stranger(): MemberClient {
  return new MemberClient(community.issuer, community.clock, systemRandom);
}

function refusedFor(why: string): object {
  return { is: "refused", why };
}

async function invite(legalId: string, validDays = 14) {
  const company = { name: "Company", legalId, class: "everyone" as never, validDays };
  return community.issuer.run("member-invite", company);
}

describe("enrolment", () => {
  it("takes an invitation once, and tells what the member needs to know", async () => {
    const { member, invitation } = await invite("E 1");
    const client = stranger();
    const answer = await client.enrol(invitation);
    expect(answer).toMatchObject({
      is: "standing",
      standing: { memberId: member.id, legalId: "E 1", classes: ["everyone"] },
    });
    expect(await client.enrol(invitation)).toMatchObject({ is: "standing" });
    expect(await stranger().enrol(invitation)).toEqual(refusedFor("invitation-unknown"));
    expect(await community.issuer.run("member-show", { id: member.id })).toMatchObject({
      state: "active",
      key: client.publicKey,
      enrolledDay: "2026-11-21",
    });
  });

  it("refuses a made-up secret, an expired invitation and a key of another hand", async () => {
    const made = { ...(await invite("E 2")).invitation, secret: toBase64Url(new Uint8Array(32)) };
    expect(await stranger().enrol(made)).toEqual(refusedFor("invitation-unknown"));
    const { invitation } = await invite("E 3", 1);
    community.clock.nowMs += 86_400_000;
    expect(await stranger().enrol(invitation)).toEqual(refusedFor("invitation-expired"));
    const other = (await invite("E 4")).invitation;
    const body = { do: "enrol", secret: other.secret, publicKey: stranger().publicKey } as const;
    expect(await stranger().ask(body)).toEqual(refusedFor("bad-proof"));
  });

  it("refuses a key that another member has", async () => {
    const client = await community.join();
    const { invitation } = await invite("E 5");
    expect(await client.enrol(invitation)).toEqual(refusedFor("key-taken"));
  });

  it("replaces the key of a member that lost it, when the operator invites it again", async () => {
    const { member, invitation } = await invite("E 6");
    const lost = stranger();
    await lost.enrol(invitation);
    const again = await community.issuer.run("member-rotate", { id: member.id });
    expect(await lost.ask({ do: "status" })).toMatchObject({ is: "standing" });
    const found = stranger();
    expect(await found.enrol(again.invitation)).toMatchObject({ is: "standing" });
    expect(await lost.ask({ do: "status" })).toEqual(refusedFor("unknown-member"));
    expect(await lost.enrol(invitation)).toEqual(refusedFor("invitation-unknown"));
  });
});

describe("a request", () => {
  it("is refused when it was altered, or signed by another key", async () => {
    const client = await community.join();
    const request = client.request({ do: "status" });
    expect(await client.send({ ...request, timeMs: request.timeMs + 1 })).toEqual(
      refusedFor("bad-signature"),
    );
    const forged = client.request({ do: "status" }, {}, ed25519SigningKey(new Uint8Array(32)));
    expect(await client.send({ ...forged, key: client.publicKey })).toEqual(
      refusedFor("bad-signature"),
    );
  });

  it("is refused when it is old or from the future, by a clear word", async () => {
    const client = await community.join();
    const at = (offsetMs: number) =>
      client.send(client.request({ do: "status" }, { timeMs: community.clock.nowMs + offsetMs }));
    expect(await at(-identifiedWindowMs - 1)).toEqual(refusedFor("clock-skew"));
    expect(await at(identifiedWindowMs + 1)).toEqual(refusedFor("clock-skew"));
    expect(await at(-identifiedWindowMs)).toMatchObject({ is: "standing" });
    expect(await at(identifiedWindowMs)).toMatchObject({ is: "standing" });
  });

  it("is answered once, also when it comes many times at once and after a restart", async () => {
    const client = await community.join();
    const request = client.request({ do: "status" });
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.send(request)));
    expect(answers.filter((it) => it.is === "standing")).toHaveLength(1);
    expect(answers.filter((it) => it.is === "refused")).toHaveLength(7);
    await community.restart();
    const again = new MemberClient(community.issuer, community.clock, systemRandom);
    expect(await again.send(request)).toEqual(refusedFor("replayed"));
  });

  it("of a stranger leaves nothing behind and says nothing of who is a member", async () => {
    const client = stranger();
    const request = client.request({ do: "status" });
    expect(await client.send(request)).toEqual(refusedFor("unknown-member"));
    expect(await client.send(request)).toEqual(refusedFor("unknown-member"));
  });

  it.each([
    ["not JSON", "{"],
    ["an empty object", "{}"],
    ["an unknown wish", '{"do":"drop"}'],
    ["a list", "[]"],
  ])("that is %s gets a problem and no signature", async (_name, body) => {
    const response = await fetch(`${community.issuer.url}/identified`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain("signature");
  });

  it("larger than a quota's batch is not read", async () => {
    const response = await fetch(`${community.issuer.url}/identified`, {
      method: "POST",
      body: JSON.stringify({ pad: "x".repeat(300_000) }),
      headers: { "content-type": "application/json" },
    });
    expect(response.status).toBe(413);
    await response.text();
  });
});

describe("a member", () => {
  it("takes a new key, and the old one is nobody's", async () => {
    const client = await community.join();
    const before = client.key;
    const answer = await client.ask({ do: "status" });
    const memberId = answer.is === "standing" ? answer.standing.memberId : "";
    expect(await client.rotate(memberId)).toMatchObject({ is: "standing" });
    expect(await client.ask({ do: "status" })).toMatchObject({ is: "standing" });
    const old = client.request({ do: "status" }, {}, before);
    expect(await client.send(old)).toEqual(refusedFor("unknown-member"));
  });

  it("cannot take a key without its proof, for another member, or of another member", async () => {
    const [one, other] = [await community.join(), await community.join()];
    const next = ed25519SigningKey(systemRandom.bytes(32));
    const rotate = (proofOf: string, publicKey = toBase64Url(next.publicKey)) =>
      one.ask({
        do: "rotate",
        publicKey,
        proof: toBase64Url(signDocument("rotate", proofOf, next)),
      });
    expect(await rotate("someone-else")).toEqual(refusedFor("bad-proof"));
    expect(await rotate("x", other.publicKey)).toEqual(refusedFor("bad-proof"));
    const standing = await one.ask({ do: "status" });
    const memberId = standing.is === "standing" ? standing.standing.memberId : "";
    const proof = toBase64Url(signDocument("rotate", memberId, other.key));
    const taken = await one.ask({ do: "rotate", publicKey: other.publicKey, proof });
    expect(taken).toEqual(refusedFor("key-taken"));
  });

  it("that is suspended or removed is told so, and no more", async () => {
    const client = await community.join();
    const standing = await client.ask({ do: "status" });
    const id = standing.is === "standing" ? standing.standing.memberId : "";
    await community.issuer.run("member-suspend", { id });
    expect(await client.ask({ do: "status" })).toEqual(refusedFor("suspended"));
    await community.issuer.run("member-resume", { id });
    expect(await client.ask({ do: "status" })).toMatchObject({ is: "standing" });
    await community.issuer.run("member-remove", { id });
    expect(await client.ask({ do: "status" })).toEqual(refusedFor("removed"));
    expect(await client.rotate(id)).toEqual(refusedFor("removed"));
  });
});
