import { expect, test } from "vitest";

import { oddsOfVotes, Votes } from "./votes.ts";

const vote = (token: string, group: string, same: boolean) => ({ token, group, a: 1, b: 2, same });

test("a token votes once, and its last word counts", () => {
  const votes = new Votes();
  votes.set(vote("t", "health", true));
  const once = votes.odds(1, 2);
  votes.set(vote("t", "health", true));
  expect(votes.odds(2, 1)).toBe(once);
  votes.set(vote("t", "health", false));
  expect(votes.odds(1, 2)).toBe(-once);
});

test("a class cannot outvote the others by its number", () => {
  const votes = new Votes();
  for (let at = 0; at < 1000; at += 1) votes.set(vote(`f${at}`, "flood", true));
  const flooded = votes.odds(1, 2);
  for (const group of ["health", "energy"]) {
    votes.set(vote(`${group}1`, group, false));
  }
  expect(flooded).toBe(3);
  expect(votes.odds(1, 2)).toBe(-1);
});

test("a vote that is taken back leaves nothing", () => {
  const votes = new Votes();
  votes.set(vote("t", "health", true));
  expect(votes.delete("t")).toMatchObject({ token: "t" });
  expect(votes.delete("t")).toBeUndefined();
  expect(votes.odds(1, 2)).toBe(0);
});

test("counts weigh as the votes that they stand for", () => {
  const votes = new Votes();
  votes.set(vote("t", "health", true));
  votes.set(vote("u", "energy", false));
  votes.set(vote("v", "energy", false));
  const counts = [
    { group: "health", same: true, votes: 1 },
    { group: "energy", same: false, votes: 2 },
  ];
  expect(oddsOfVotes(counts)).toBe(votes.odds(1, 2));
  expect(oddsOfVotes([{ group: "flood", same: true, votes: 1_000_000 }])).toBe(3);
  expect(oddsOfVotes([])).toBe(0);
  const all = Array.from({ length: 50 }, (_, at) => ({ group: `g${at}`, same: false, votes: 9 }));
  expect(oddsOfVotes(all)).toBe(-8);
});
