import { ed25519SigningKey } from "@tocsin/crypto";
import { systemRandom, toBase64Url } from "@tocsin/kernel";
import { expect, it } from "vitest";

import { MemberClient } from "../../test/member-client.ts";
import { smallCommunity } from "../../test/small-community.ts";

it("gives key holders the ids and keys of active members, and nobody else anything", async () => {
  await using community = await smallCommunity();
  const holders = [1, 2, 3].map(
    () => new MemberClient(community.issuer, community.clock, systemRandom),
  );
  const member = await community.join();
  const gone = await community.join();
  const [holder] = holders;
  if (holder === undefined) throw new Error("no holder");
  expect(await holder.ask({ do: "roster" })).toEqual({ is: "refused", why: "unknown-holder" });
  const keyHolders = holders.map(({ publicKey }, at) => ({
    publicKey,
    url: `http://127.0.0.1:${at + 1}`,
  }));
  await community.issuer.run("community-set", { keyHolders });
  const members = await community.issuer.run("member-list", {});
  const removed = members.find(({ key }) => key === gone.publicKey);
  await community.issuer.run("member-remove", { id: removed?.id ?? "" });
  const answer = await holder.ask({ do: "roster" });
  const kept = members.find(({ key }) => key === member.publicKey);
  expect(answer).toMatchObject({
    is: "roster",
    roster: {
      community: { file: { keyHolders } },
      members: [{ id: kept?.id, key: member.publicKey }],
    },
  });
  expect(JSON.stringify(answer)).not.toContain("Company 1");
  expect(await member.ask({ do: "roster" })).toEqual({ is: "refused", why: "unknown-holder" });
  const stranger = toBase64Url(ed25519SigningKey(systemRandom.bytes(32)).publicKey);
  const forged = { ...holder.request({ do: "roster" }), key: stranger };
  expect(await holder.send(forged)).toEqual({ is: "refused", why: "bad-signature" });
});
