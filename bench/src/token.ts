/**
 * Tokens: how fast the issuer signs them blindly and the exchange redeems them, beside the bare
 * OpenSSL operation that bounds each and beside privacypass-ts on the same key. PROTOCOL §1.
 */

import { constants, privateDecrypt, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { publicVerif, Token as TheirToken, TOKEN_TYPES } from "@cloudflare/privacypass-ts";
import {
  challengeDigest,
  ed25519SigningKey,
  encodeToken,
  finalizeToken,
  generateTokenSigningKey,
  issueToken,
  parseToken,
  prepareToken,
  spentTokenId,
  type TokenSigningKey,
  tokenInput,
  verifyToken,
  verifyTokenAsync,
} from "@tocsin/crypto";
import { fetchBytes } from "@tocsin/http";
import { initIssuer, type RunningIssuer, startIssuer } from "@tocsin/issuer";
import {
  assert,
  canonicalJson,
  systemClock,
  systemRandom,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import {
  type ClassId,
  identifiedAnswer,
  type IdentifiedBody,
  identifiedPath,
  readAnswer,
  signQuestion,
} from "@tocsin/wire";

import type { Bench, BenchRow } from "./bench.ts";
import { median } from "./percentile.ts";

type Report = (row: BenchRow) => void;

const runs = 5;
const spanMs = 600;
const peer = "privacypass-ts 0.9.0 (blindrsa-ts 0.4.4)";
const challenge = {
  issuerName: "issuer.example",
  originInfo: "exchange",
  redemptionContext: new Uint8Array(),
};
const digest = challengeDigest(challenge);
const none = new Uint8Array();

export const benches: Bench[] = [
  { name: "token.sign", about: "blind signatures of the issuer", run: benchSigning },
  { name: "token.redeem", about: "verification of tokens at the exchange", run: benchRedeeming },
];

async function benchSigning(report: Report): Promise<void> {
  const key = await generateTokenSigningKey();
  const { requests } = prepared(key, 64);
  const blinded = requests.map((it) => it.subarray(3));
  const padding = constants.RSA_NO_PADDING;
  const { ours, bare } = ratesBeside(
    { items: 64, work: (at) => void issueToken(key, requests[at] ?? none) },
    {
      items: 64,
      work: (at) => void privateDecrypt({ key: key.handle, padding }, blinded[at] ?? none),
    },
  );
  const theirs = await peerIssuer(key, requests);
  report({
    metric: "signed, per second of one core",
    unit: "1/s",
    values: ours,
    limit: median(bare),
    peer,
    ratio: median(ours) / theirs,
  });
  report({ metric: "signed by the peer on one core", unit: "1/s", values: [theirs] });
  const { wall, core } = await quotaRates();
  report({ metric: "signed for members over HTTP, all cores", unit: "1/s", values: wall });
  report({
    metric: "signed for members over HTTP, per second of one core",
    unit: "1/s",
    values: core,
    limit: median(bare),
  });
}

async function benchRedeeming(report: Report): Promise<void> {
  const key = await generateTokenSigningKey();
  const { requests, states } = prepared(key, 64);
  const tokens = requests.map((request, at) => {
    const verdict = issueToken(key, request);
    assert(verdict.ok, "signed");
    const token = finalizeToken(states[at] ?? new Uint8Array(), verdict.response);
    assert(token, "finished");
    return encodeToken(token);
  });
  const parsed = tokens.map(parseToken).map((it) => ({ ...it, input: tokenInput(it) }));
  const options = {
    key: key.publicKey.handle,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 48,
  };
  const redeem = (at: number): void => {
    const token = parseToken(tokens[at] ?? none);
    assert(verifyToken(token, key.publicKey, digest).ok, "valid");
    spentTokenId(token);
  };
  const bareVerify = (at: number): void => {
    const { input, authenticator } = parsed[at] ?? { input: none, authenticator: none };
    assert(verify("sha384", input, options, authenticator), "valid");
  };
  const { ours, bare } = ratesBeside({ items: 64, work: redeem }, { items: 64, work: bareVerify });
  const theirs = await peerOrigin(key, tokens);
  report({
    metric: "redeemed, per second of one core",
    unit: "1/s",
    values: ours,
    limit: median(bare),
    peer,
    ratio: median(ours) / theirs,
  });
  report({ metric: "redeemed by the peer", unit: "1/s", values: [theirs] });
  const pooled = await ratesAtOnce(async () => {
    const verdicts = await Promise.all(
      tokens.map((bytes) => verifyTokenAsync(parseToken(bytes), key.publicKey, digest)),
    );
    assert(
      verdicts.every((it) => it.ok),
      "valid",
    );
    return tokens.length;
  });
  report({ metric: "redeemed on the thread pool", unit: "1/s", values: pooled });
}

function prepared(key: TokenSigningKey, count: number) {
  const all = Array.from({ length: count }, () =>
    prepareToken({
      publicKey: key.publicKey,
      challenge,
      nonce: systemRandom.bytes(32),
      random: systemRandom,
    }),
  );
  return { requests: all.map((it) => it.request), states: all.map((it) => it.state) };
}

/**
 * Operations per second of this thread's processor time, so that other work on the machine does not
 * count; ours and the bare operation in turns. The first run warms up and is left out.
 */
function ratesBeside(
  ours: { readonly items: number; readonly work: (at: number) => void },
  bare: { readonly items: number; readonly work: (at: number) => void },
): { ours: number[]; bare: number[] } {
  const values: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  for (let run = 0; run <= runs; run += 1) {
    values.ours.push(threadRate(ours));
    values.bare.push(threadRate(bare));
  }
  return { ours: values.ours.slice(1), bare: values.bare.slice(1) };
}

function threadRate({ items, work }: { items: number; work: (at: number) => void }): number {
  const started = process.threadCpuUsage();
  let done = 0;
  for (;;) {
    for (let at = 0; at < 16; at += 1) work((done + at) % items);
    done += 16;
    const { user, system } = process.threadCpuUsage();
    const usedMs = (user + system - started.user - started.system) / 1000;
    if (usedMs >= spanMs) return (done / usedMs) * 1000;
  }
}

/** Per second of all processor time of the process: the peer works on the thread pool too. */
async function processRate(work: () => Promise<number>): Promise<number> {
  const started = process.cpuUsage();
  let done = 0;
  for (;;) {
    done += await work();
    const { user, system } = process.cpuUsage(started);
    const usedMs = (user + system) / 1000;
    if (usedMs >= spanMs) return (done / usedMs) * 1000;
  }
}

async function ratesAtOnce(work: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const startedMs = performance.now();
    let done = 0;
    while (performance.now() - startedMs < spanMs) done += await work();
    values.push((done / (performance.now() - startedMs)) * 1000);
  }
  return values.slice(1);
}

async function theirKey(key: TokenSigningKey, use: "sign" | "verify"): Promise<CryptoKey> {
  const [format, handle] =
    use === "sign" ? (["pkcs8", key.handle] as const) : (["spki", key.publicKey.handle] as const);
  const bytes = new Uint8Array(handle.export({ format: "der", type: format }));
  return crypto.subtle.importKey(format, bytes, { name: "RSA-PSS", hash: "SHA-384" }, true, [use]);
}

async function peerIssuer(key: TokenSigningKey, requests: readonly Uint8Array[]): Promise<number> {
  const [secret, open] = [await theirKey(key, "sign"), await theirKey(key, "verify")];
  const mode = publicVerif.BlindRSAMode.PSS;
  const issuer = new publicVerif.Issuer(mode, challenge.issuerName, secret, open);
  const asked = requests
    .slice(0, 3)
    .map((it) => publicVerif.TokenRequest.deserialize(TOKEN_TYPES.BLIND_RSA, it));
  return processRate(async () => {
    for (const request of asked) await issuer.issue(request);
    return asked.length;
  });
}

async function peerOrigin(key: TokenSigningKey, tokens: readonly Uint8Array[]): Promise<number> {
  const open = await theirKey(key, "verify");
  const origin = new publicVerif.Origin(publicVerif.BlindRSAMode.PSS);
  return processRate(async () => {
    for (const bytes of tokens) {
      const token = TheirToken.deserialize(TOKEN_TYPES.BLIND_RSA, bytes);
      assert(await origin.verify(token, open), "valid");
    }
    return tokens.length;
  });
}

/** Members that fetch a quota of 256 each, at once, from the real program. */
async function quotaRates(): Promise<{ wall: number[]; core: number[] }> {
  const stateDir = mkdtempSync(path.join(tmpdir(), "tocsin-bench-issuer-"));
  try {
    await initIssuer(stateDir);
    await using issuer = await startIssuer({ stateDir, host: "127.0.0.1", port: 0 });
    await issuer.run("community-set", {
      name: "Bench",
      issuerUrl: issuer.url,
      issuerName: challenge.issuerName,
      exchangeUrl: "http://127.0.0.1:1",
      ledgerOrigin: "bench.example/log",
      ledgerKey: issuer.publicKey,
      relayUrl: "http://127.0.0.1:1",
      feeds: ["http://127.0.0.1:1"],
      roundMs: 3_600_000,
    });
    const members = await Promise.all(
      Array.from({ length: 4 * runs }, (_, at) => join(issuer, at)),
    );
    await issuer.run("epoch-prepare", {});
    const values: { wall: number[]; core: number[] } = { wall: [], core: [] };
    for (let run = 0; run < runs; run += 1) {
      const rate = await fetchQuotas(issuer, members.slice(4 * run, 4 * run + 4));
      values.wall.push(rate.wall);
      values.core.push(rate.core);
    }
    return values;
  } finally {
    rmSync(stateDir, { recursive: true });
  }
}

type MemberKey = ReturnType<typeof ed25519SigningKey>;

async function fetchQuotas(issuer: RunningIssuer, members: readonly MemberKey[]) {
  const [epoch] = await issuer.run("epoch-list", {});
  const entry = epoch?.keys.find((it) => it.purpose === "probe");
  const [any] = members;
  assert(epoch && entry && any, "a key for probes");
  const standing = await ask(issuer, any, { do: "status" });
  assert(standing.is === "standing", "standing");
  const { directories } = standing.standing;
  const open = directories[0]?.directory.keys.find((it) => it.keyId === entry.keyId);
  assert(open, "published");
  // Any blinded values below n cost the issuer the same; blinding them is the members' work.
  const truncated = Buffer.from(open.keyId, "base64url").at(-1) ?? 0;
  const batches = members.map(() =>
    Array.from({ length: entry.quota }, () =>
      toBase64Url(Buffer.concat([Buffer.from([0, 2, truncated, 0x11]), systemRandom.bytes(255)])),
    ),
  );
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  const answers = await Promise.all(
    members.map((key, at) =>
      ask(issuer, key, {
        do: "tokens",
        epoch: epoch.epoch,
        class: entry.class,
        purpose: entry.purpose,
        keyId: entry.keyId,
        requests: batches[at] ?? [],
      }),
    ),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  const { user, system } = process.cpuUsage(startedCpu);
  assert(
    answers.every((it) => it.is === "tokens"),
    "signed",
  );
  const signed = members.length * entry.quota;
  return { wall: signed / seconds, core: signed / ((user + system) / 1_000_000) };
}

async function join(issuer: RunningIssuer, at: number): Promise<MemberKey> {
  const company = { name: `Company ${at}`, legalId: String(at), class: "everyone" as ClassId };
  const { invitation } = await issuer.run("member-invite", company);
  const key = ed25519SigningKey(systemRandom.bytes(32));
  const publicKey = toBase64Url(key.publicKey);
  const answer = await ask(issuer, key, { do: "enrol", secret: invitation.secret, publicKey });
  assert(answer.is === "standing", "enrolled");
  return key;
}

async function ask(issuer: RunningIssuer, key: MemberKey, body: IdentifiedBody) {
  const asker = { key, clock: systemClock, random: systemRandom };
  const question = signQuestion("identified", body, asker);
  const answer = await fetchBytes(`${issuer.url}${identifiedPath}`, {
    method: "POST",
    body: { mediaType: "application/json", bytes: utf8(canonicalJson(question)) },
    bytesMax: 1_000_000,
    deadlineMs: 60_000,
  });
  return readAnswer("identified", identifiedAnswer, answer.bytes, question, issuer.publicKey).body;
}
