import type { Answered } from "@tocsin/http";
import { TocsinError, utf8 } from "@tocsin/kernel";
import type { EpochStore, StoredIssuerNotice } from "@tocsin/store";
import { describe, expect, it } from "vitest";

import { type Post, publishWaiting } from "./publication.ts";

type Store = Pick<EpochStore, "notices" | "markPublished">;

const nowMs = Date.UTC(2026, 10, 21);

function noticeOf(revision: number, position: number | null = null): StoredIssuerNotice {
  return { kind: "community", epoch: null, revision, document: `{"r":${revision}}`, position };
}

function storeOf(notices: StoredIssuerNotice[]): Store {
  return {
    notices: () => Promise.resolve(notices),
    markPublished: (notice, position) => {
      const at = notices.findIndex(({ revision }) => revision === notice.revision);
      notices.splice(at, 1, { ...noticeOf(notice.revision), position });
      return Promise.resolve();
    },
  };
}

function answer(status: number, text: string): Post {
  const answered: Answered = { status, header: () => undefined, bytes: utf8(text) };
  return () => Promise.resolve(answered);
}

function publish(store: Store, post: Post) {
  const { signal } = new AbortController();
  return publishWaiting(store, { exchangeUrl: "http://exchange.example/", nowMs, post, signal });
}

describe("publication", () => {
  it.each([
    ["a position", 200, '{"position":3}', 1, 0, undefined],
    ["a document that waits", 202, '{"position":null}', 0, 1, undefined],
    ["nothing", 204, "", 0, 1, undefined],
    ["no JSON", 200, "<html>", 0, 1, undefined],
    ["a position that is none", 200, '{"position":-1}', 0, 1, undefined],
    ["a text for a position", 200, '{"position":"3"}', 0, 1, undefined],
    ["a refusal", 403, '{"position":3}', 0, 1, "remote-refused"],
    ["a redirect", 302, '{"position":3}', 0, 1, "remote-refused"],
  ])("understands an answer with %s", async (_name, status, text, published, waiting, trouble) => {
    const state = await publish(storeOf([noticeOf(1)]), answer(status, text));
    expect(state).toEqual({ published, waiting, trouble });
  });

  it("goes on to the next document after one that failed", async () => {
    const asked: string[] = [];
    const post: Post = (url, { body }) => {
      asked.push(`${url} ${Buffer.from(body?.bytes ?? []).toString()}`);
      if (asked.length === 1) return Promise.reject(new TocsinError("remote-late"));
      return answer(200, '{"position":5}')(url, { bytesMax: 0 });
    };
    const state = await publish(storeOf([noticeOf(1), noticeOf(2), noticeOf(3, 1)]), post);
    expect(state).toEqual({ published: 2, waiting: 1, trouble: "remote-late" });
    expect(asked).toEqual([
      'http://exchange.example/notices {"r":1}',
      'http://exchange.example/notices {"r":2}',
    ]);
  });

  it("leaves out directories whose epoch is long over", async () => {
    const old = { ...noticeOf(1), kind: "key-directory", epoch: "2026-09" } as StoredIssuerNotice;
    const state = await publish(storeOf([old]), answer(500, ""));
    expect(state).toEqual({ published: 0, waiting: 0, trouble: undefined });
  });
});
