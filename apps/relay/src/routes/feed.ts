/**
 * The feed, passed on: the source sees the relay where the reader would be. Nothing of a reader's
 * request goes further than its path, and for the live feed its session.
 */

import { bytesAnswer, declareRoute, noBody, type Route } from "@tocsin/http";
import { TocsinError } from "@tocsin/kernel";
import {
  batchMediaType,
  batchPath,
  checkpointPath,
  livePath,
  roundsPath,
  tilesPath,
} from "@tocsin/wire";
import { parseRound, type Round } from "@tocsin/kernel";

import type { FeedFiles } from "../feed-files.ts";
import type { Gateway } from "../gateway.ts";
import { downloadsAtOnceMax, feedDeadlineMs, liveDeadlineMs, liveReadersMax } from "../limits.ts";
import { type Role, roles } from "../roles.ts";

const roundForm = /^(?:0|[1-9]\d{0,11})$/;
/** C2SP tlog-tiles: level or "entries", the number in threes, a partial width. */
const tileForm = /^(?:entries|\d{1,2})(?:\/x\d{3}){0,6}\/\d{3}(?:\.p\/\d{1,3})?$/;
const bearerForm = /^Bearer [A-Za-z0-9_-]{20,100}$/;
const text = "text/plain";
const octets = "application/octet-stream";

const open = {
  method: "GET",
  access: { anyone: true, admitted: true },
  request: noBody(),
  atOnceMax: downloadsAtOnceMax,
  /** Waiting for the source, and a margin. */
  deadlineMs: feedDeadlineMs + 5_000,
} as const;

export function feedRoutes(files: FeedFiles, gateway: Gateway): Route<Role>[] {
  return [
    declareRoute(roles, {
      ...open,
      path: checkpointPath,
      answer: bytesAnswer(text),
      cache: "revalidate",
      handle: ({ answerHeaders }) => fileAt(files, checkpointPath, false, answerHeaders),
    }),
    declareRoute(roles, {
      ...open,
      path: "/feed/tile/:place{.+}",
      answer: bytesAnswer(octets),
      cache: "immutable",
      handle: ({ params, answerHeaders }) => {
        if (!tileForm.test(params.place)) throw new TocsinError("not-found");
        return fileAt(files, `${tilesPath}/${params.place}`, true, answerHeaders);
      },
    }),
    declareRoute(roles, {
      ...open,
      path: "/feed/batches/:round{[0-9]+}",
      answer: bytesAnswer(batchMediaType),
      cache: "revalidate",
      handle: ({ params, answerHeaders }) =>
        fileAt(files, batchPath(roundIn(params.round)), false, answerHeaders),
    }),
    declareRoute(roles, {
      ...open,
      path: "/feed/rounds/:after{[0-9]+}",
      answer: bytesAnswer(text),
      cache: "revalidate",
      handle: ({ params, answerHeaders }) =>
        fileAt(files, roundsPath(roundIn(params.after)), false, answerHeaders),
    }),
    live(gateway),
  ];
}

async function fileAt(files: FeedFiles, path: string, forever: boolean, headers: Headers) {
  const { status, etag, body } = await files.get(path, forever);
  if (status === 404) throw new TocsinError("not-found");
  if (etag !== undefined) headers.set("etag", etag);
  return { body };
}

/** Each reader's own wait: the source alone can tell whether its session is open. */
function live(gateway: Gateway): Route<Role> {
  return declareRoute(roles, {
    ...open,
    path: "/feed/live/:after{[0-9]+}",
    answer: bytesAnswer(batchMediaType),
    cache: "no-store",
    deadlineMs: liveDeadlineMs,
    atOnceMax: liveReadersMax,
    handle: async ({ params, header, signal, answerHeaders }) => {
      const authorization = header("authorization") ?? "";
      if (!bearerForm.test(authorization)) throw new TocsinError("not-signed-in");
      const path = livePath(roundIn(params.after));
      const answer = await gateway.read(path, { headers: { authorization }, signal });
      if (answer.status === 200) {
        const round = answer.header("tocsin-round");
        if (round !== undefined && roundForm.test(round)) answerHeaders.set("tocsin-round", round);
        return { body: answer.stream() };
      }
      answer.discard();
      if (answer.status === 204) return { status: 204, body: null };
      if (answer.status === 401 || answer.status === 403) throw new TocsinError("not-signed-in");
      throw new TocsinError("remote-refused");
    },
  });
}

/** The one decimal form of a round; anything else is not there. */
function roundIn(value: string): Round {
  if (!roundForm.test(value)) throw new TocsinError("not-found");
  return parseRound(Number(value));
}
