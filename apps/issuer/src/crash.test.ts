import { systemClock, systemRandom, uniformInt } from "@tocsin/kernel";
import { expect, it } from "vitest";

import { startIssuerProcess } from "../test/issuer-process.ts";
import { type AnswerBody, finalizeAll, MemberClient, tokensBody } from "../test/member-client.ts";
import { directoryFor, smallCommunity } from "../test/small-community.ts";

const killAfterMsMax = 60;

it("loses no quota and gives none twice, whenever it is killed between signing and answering", async () => {
  // The community is made in this process, on today's date: the killed process has the real clock.
  await using community = await smallCommunity({ clock: { ...systemClock, nowMs: 0 } });
  const client = await community.join();
  await community.issuer.run("epoch-prepare", {});
  const directory = await directoryFor(client);
  await community.issuer[Symbol.asyncDispose]();
  const outcomes: string[] = [];
  for (const entry of directory.keys) {
    const prepared = client.prepare(directory, entry);
    const body = tokensBody(directory, entry, prepared);
    let first: AnswerBody | undefined;
    {
      await using running = await startIssuerProcess(community.stateDir);
      const member = asked(running);
      const asking = member.ask(body).catch(() => undefined);
      await systemClock.sleep(uniformInt(systemRandom, killAfterMsMax));
      await running.kill();
      first = await asking;
    }
    await using running = await startIssuerProcess(community.stateDir);
    const again = await asked(running).ask(body);
    expect(finalizeAll(prepared, again)).toHaveLength(entry.quota);
    if (first !== undefined) expect(again).toEqual(first);
    const other = tokensBody(directory, entry, client.prepare(directory, entry));
    expect(await asked(running).ask(other)).toEqual({ is: "refused", why: "quota-spent" });
    outcomes.push(first === undefined ? "killed before the answer" : "killed after the answer");
  }
  expect(outcomes).toHaveLength(6);

  function asked(running: { url: string; publicKey: string }): MemberClient {
    const member = new MemberClient(running, systemClock, systemRandom);
    member.key = client.key;
    return member;
  }
});
