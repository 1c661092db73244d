import { parseRound, TocsinError, utf8 } from "@tocsin/kernel";
import { expect, test } from "vitest";

import type { NetworkAnswer, NetworkRequest } from "../network.ts";
import { createFeedClient } from "./feed-client.ts";

const { signal } = new AbortController();
const after = parseRound(5);

function answer(status: number, body: Uint8Array | string, round?: string): NetworkAnswer {
  const bytes = typeof body === "string" ? utf8(body) : body;
  return { status, bytes, header: (name) => (name === "tocsin-round" ? round : undefined) };
}

function clientOf(give: (request: NetworkRequest) => NetworkAnswer, feeds = ["https://a.example"]) {
  const asked: string[] = [];
  const network = {
    send: (request: NetworkRequest) => {
      asked.push(request.url);
      return Promise.resolve(give(request));
    },
  };
  return { client: createFeedClient(network, () => feeds), asked };
}

test("a list of rounds is rising numbers after the last one", async () => {
  const { client } = clientOf(() => answer(200, "6\n8\n100\n"));
  expect(await client.rounds(after, signal)).toEqual([6, 8, 100]);
  const { client: empty } = clientOf(() => answer(200, ""));
  expect(await empty.rounds(after, signal)).toEqual([]);
});

test.each([
  ["a round that is not newer", "5\n"],
  ["falling rounds", "8\n7\n"],
  ["a round twice", "8\n8\n"],
  ["a leading zero", "08\n"],
  ["a negative number", "-8\n"],
  ["a fraction", "8.5\n"],
  ["a huge number", "9999999999999999999\n"],
  ["words", "<html>\n"],
  ["other bytes", new Uint8Array([0xff, 0xfe])],
])("%s is no list of rounds", async (_name, body) => {
  const { client } = clientOf(() => answer(200, body));
  const asked = client.rounds(after, signal);
  await expect(asked).rejects.toMatchObject({ code: "remote-answer-invalid" });
});

test("the next feed is asked where one fails, for a batch only in its turn", async () => {
  const give = ({ url }: NetworkRequest): NetworkAnswer => {
    if (url.startsWith("https://a.example")) throw new TocsinError("remote-unreachable");
    return answer(url.includes("batches") ? 404 : 200, "6\n");
  };
  const { client, asked } = clientOf(give, ["https://a.example/feeds/", "https://b.example"]);
  expect(await client.rounds(after, signal)).toEqual([6]);
  expect(asked).toEqual([
    "https://a.example/feeds/feed/rounds/5",
    "https://b.example/feed/rounds/5",
  ]);
  expect(await client.batch(after, 1, signal)).toBeUndefined();
  await expect(client.batch(after, 0, signal)).rejects.toMatchObject({
    code: "remote-unreachable",
  });
});

test.each([
  [204, "", undefined, { is: "nothing" }],
  [401, "", undefined, { is: "refused" }],
  [200, "batch", "6", { is: "batch", round: 6, bytes: utf8("batch") }],
])("the live feed answers %d", async (status, body, round, expected) => {
  const { client } = clientOf(() => answer(status, body, round));
  const live = await client.live({ after, session: "s", waitMs: 1, signal });
  expect(live).toEqual(expected);
});

test.each([
  [200, undefined],
  [200, "5"],
  [200, "x"],
  [500, "6"],
])("a live answer %d with round %s is refused", async (status, round) => {
  const { client } = clientOf(() => answer(status, "batch", round));
  await expect(client.live({ after, session: "s", waitMs: 1, signal })).rejects.toThrow(
    TocsinError,
  );
});
