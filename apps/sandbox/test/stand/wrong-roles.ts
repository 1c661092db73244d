/** What those are answered who may not ask: strangers, a neighbour's owner, and anyone at an operator. */

import { fetchBytes } from "@tocsin/http";
import { systemRandom, TocsinError, toBase64Url, utf8 } from "@tocsin/kernel";

import type { NodeApi } from "./node-api.ts";
import type { ProcessWorld } from "./process-world.ts";
import { textTrace, type Trace } from "./traces.ts";

interface Question {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: string;
  readonly mediaType?: string;
}

const answerBytesMax = 64 * 1024 * 1024;
/** Longer than an answer takes, shorter than the feed makes its readers wait. */
const deadlineMs = 10_000;
const headerNames = ["content-type", "etag", "location", "set-cookie", "tocsin-round", "server"];

/** Each path of a node's API at which something of its owner could stand. */
function questionsAtNode(report: string, draft: string): Question[] {
  const reads = [
    "status",
    "profile",
    "drafts",
    `drafts/${draft}`,
    "reports",
    "reports?q=Quillwort",
    "reports?mine=true",
    ...["", "/receipt", "/evidence", "/evidence/page"].map((of) => `reports/${report}${of}`),
    "warnings",
    "sightings",
    "ledger/check",
    "doctor",
    "events",
    "nowhere",
  ].map((path): Question => ({ method: "GET", path: `/api/${path}` }));
  const writes = [
    "sign-in",
    "sign-in-links",
    "enrol",
    "rotate",
    "keys/backup",
    "keys/restore",
    "drafts",
    `drafts/${draft}/approve`,
    `drafts/${draft}/share`,
    ...["undo", "amend", "withdraw", "authorship"].map((verb) => `reports/${report}/${verb}`),
    "sightings",
  ].map((path): Question => ({ method: "POST", path: `/api/${path}`, body: "{}" }));
  return [
    ...reads,
    ...writes,
    { method: "PUT", path: "/api/profile", body: "{}" },
    { method: "DELETE", path: `/api/drafts/${draft}` },
    { method: "GET", path: "/" },
    { method: "GET", path: "/metrics" },
  ];
}

function questionsAtOperator(): Question[] {
  const nonsense = JSON.stringify({ key: "x", body: { do: "status" } });
  return [
    ...["checkpoint", "rounds/0", "live/0", "tile/0/000", "tile/entries/000", "batches/1"].map(
      (path): Question => ({ method: "GET", path: `/feed/${path}` }),
    ),
    { method: "POST", path: "/notices", body: nonsense },
    { method: "POST", path: "/identified", body: nonsense },
    { method: "POST", path: "/admin/member-list", body: "{}" },
    { method: "GET", path: "/metrics" },
    ...["/capsule", "/session"].map((path): Question => ({
      method: "POST",
      path,
      body: "x".repeat(16_384),
      mediaType: "message/ohttp-req",
    })),
  ];
}

/** Every answer that someone without rights gets, from the reporter's node and from the operators. */
export async function answersToStrangers(
  world: ProcessWorld,
  node: NodeApi,
  report: string,
): Promise<Trace[]> {
  const { url } = await node.address();
  const draft = /"id":"([\w-]+)"/.exec((await node.ask("GET", "drafts")).text)?.[1] ?? "";
  const stranger = toBase64Url(systemRandom.bytes(32));
  const answers: Trace[] = [];
  for (const question of questionsAtNode(report, draft)) {
    for (const headers of [
      {},
      { authorization: `Bearer ${stranger}` },
      { cookie: `tocsin_${new URL(url).port}=${stranger}`, "x-tocsin": "1" },
    ]) {
      answers.push(await answerTo(url, question, headers));
    }
  }
  for (const operator of Object.values(world.urls)) {
    for (const question of questionsAtOperator()) {
      answers.push(await answerTo(operator, question, {}));
      const bearer = { authorization: `Bearer ${stranger}` };
      answers.push(await answerTo(operator, question, bearer));
    }
  }
  const rounds = await fetchBytes(`${world.urls.relay}/feed/rounds/0`, {
    bytesMax: answerBytesMax,
  });
  for (const round of Buffer.from(rounds.bytes).toString().split("\n").filter(Boolean)) {
    const question: Question = { method: "GET", path: `/feed/batches/${round}` };
    for (const at of [world.urls.relay, world.urls.exchange]) {
      answers.push(await answerTo(at, question, {}));
    }
  }
  return answers;
}

/** What the owner of another node learns at his own about somebody else's report. */
export async function answersToOthers(node: NodeApi, report: string): Promise<Trace[]> {
  const answers: Trace[] = [];
  for (const path of ["receipt", "evidence", "evidence/page"].map(
    (of) => `reports/${report}/${of}`,
  )) {
    const { status, text } = await node.ask("GET", path);
    answers.push(textTrace(`answer ${status} of ${path} at the other node`, text));
  }
  for (const path of ["undo", "amend", "withdraw"].map((of) => `reports/${report}/${of}`)) {
    const { status, text } = await node.ask("POST", path, {});
    answers.push(textTrace(`answer ${status} of ${path} at the other node`, text));
  }
  return answers;
}

async function answerTo(
  url: string,
  { method, path, body, mediaType = "application/json" }: Question,
  headers: Readonly<Record<string, string>>,
): Promise<Trace> {
  const place = `answer of ${method} ${path} at ${url}`;
  try {
    const answer = await fetchBytes(url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: { mediaType, bytes: utf8(body) } }),
      bytesMax: answerBytesMax,
      deadlineMs,
    });
    const shown = headerNames.map((name) => `${name}: ${answer.header(name) ?? ""}\n`).join("");
    return { place, bytes: Buffer.concat([utf8(`${answer.status}\n${shown}`), answer.bytes]) };
  } catch (error) {
    if (error instanceof TocsinError) return textTrace(place, error.message);
    throw error;
  }
}
