import { type Epoch, textOf, TocsinError, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";

import { parseVerifierKey, verifierKeyText } from "./note-key.ts";
import { fromFeeds, LedgerReader, type ReadBatch } from "./reading.ts";
import { FeedLedger } from "./testing/index.ts";

const epoch = "2026-11" as Epoch;
const { signal } = new AbortController();

function standing() {
  const ledger = new FeedLedger();
  const verifier = parseVerifierKey(verifierKeyText(ledger.origin, ledger.publicKey));
  if (verifier === undefined) throw new Error("own key does not parse");
  const taken: ReadBatch[] = [];
  const ports = {
    get: (path: string) => {
      const file = ledger.file(path);
      return file === undefined
        ? Promise.reject(new TocsinError("remote-refused"))
        : Promise.resolve(file);
    },
    take: (batch: ReadBatch) => {
      taken.push(batch);
      return Promise.resolve();
    },
  };
  const read = (from?: ReadBatch) =>
    new LedgerReader(ports, from?.place).read({ origin: ledger.origin, verifier }, signal);
  const said = () =>
    taken.flatMap(({ records }) => records.map(({ index, leaf }) => `${index} ${textOf(leaf)}`));
  return { ledger, taken, read, said };
}

describe("a reader of the ledger", () => {
  it("takes each batch once, and goes on where it stood", async () => {
    const { ledger, taken, read, said } = standing();
    ledger.endRound(epoch, [utf8("a"), utf8("b")]);
    ledger.endRound(epoch, []);
    ledger.endRound(epoch, [utf8("c")]);
    expect(await read()).toBe(2);
    expect(said()).toEqual(["0 a", "1 b", "2 c"]);
    ledger.endRound(epoch, [utf8("d")]);
    expect(await read(taken.at(-1))).toBe(1);
    expect(said().at(-1)).toBe("3 d");
  });

  it("stops at another history", async () => {
    const { ledger, taken, read } = standing();
    ledger.endRound(epoch, [utf8("a")]);
    await read();
    ledger.forge(epoch);
    await expect(read(taken.at(-1))).rejects.toMatchObject({ code: "ledger-halted" });
    expect(taken).toHaveLength(1);
  });

  it("takes nothing of a batch whose leaves are not what was committed to", async () => {
    const { ledger, taken, read } = standing();
    ledger.endRound(epoch, [utf8("a")], true);
    await expect(read()).rejects.toMatchObject({ code: "remote-answer-invalid" });
    expect(taken).toEqual([]);
  });
});

describe("of several feeds", () => {
  const found = { status: 200, bytes: utf8("here") };
  const ask = (url: string) => {
    if (url.startsWith("https://down")) return Promise.reject(new TocsinError("remote-late"));
    return Promise.resolve(url.startsWith("https://has") ? found : { ...found, status: 404 });
  };

  it("the first that has it gives it", async () => {
    const feeds = ["https://down.example", "https://empty.example", "https://has.example/at/"];
    expect(await fromFeeds(feeds, "/x", ask, signal)).toBe(found.bytes);
  });

  it.each([
    [
      "the last one's reason is told",
      ["https://empty.example", "https://down.example"],
      "remote-late",
    ],
    ["a refusal is one", ["https://down.example", "https://empty.example"], "remote-refused"],
    ["none is no answer", [], "remote-answer-invalid"],
  ])("%s", async (_, feeds, code) => {
    await expect(fromFeeds(feeds, "/x", ask, signal)).rejects.toMatchObject({ code });
  });

  it("none is asked after the work was stopped", async () => {
    const stopped = AbortSignal.abort();
    const feeds = ["https://down.example", "https://has.example"];
    await expect(fromFeeds(feeds, "/x", ask, stopped)).rejects.toMatchObject({
      code: "remote-late",
    });
  });
});
