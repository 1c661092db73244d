/**
 * The issuer shows a member a token key that nobody else has, to know its tokens again: over the identified
 * channel, signed as everything there. Nodes use only keys that they found in the ledger. PROTOCOL §1.
 */

import {
  ed25519SigningKey,
  type Ed25519SigningKey,
  parseTokenPublicKey,
  signDocument,
} from "@tocsin/crypto";
import {
  assert,
  canonicalJson,
  epochOf,
  parseJson,
  textOf,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import { readSecret } from "@tocsin/store";
import {
  bytesOf,
  everyone,
  type IdentifiedAnswer,
  identifiedAnswer,
  identifiedRequest,
  parseMessage,
  type SignedDirectory,
} from "@tocsin/wire";

import { type Finding, judge, plainFigure } from "../../judge/finding.ts";
import type { Played } from "../../world/play.ts";
import { worldStartMs } from "../../world/world.ts";

/** Public half of a token key whose other half is nowhere. */
const forgedKey = [
  "MIIBUjA9BgkqhkiG9w0BAQowMKANMAsGCWCGSAFlAwQCAqEaMBgGCSqGSIb3DQEBCDALBglghkgBZQMEAgKiAwIBMA",
  "OCAQ8AMIIBCgKCAQEApDlnm4yLuZJxgg6HHzMDKXPmmmW7yRaN-Q20A5TUcZ0Wo_1aIffxbksb06ZvgaetHGJr9ZPY",
  "GuLIC42rseTYD3Mq4IK8omCD_fP44-BsjUVGDg0OTuLp_YbfzYpMTbWW7gekEkf3FCjqH_xolKA7Aq4V5aueKGwfUw",
  "Z2nQCBv_OZ9wwIjpYYarNdBHS_nMztV4XELSoZUB2uorQjVYvhag0EZMMiRY3g_n7i06IuQSpJ7I60s2Droiqyunnb",
  "hXjpb7Jz8yW0SDcJtTjExqixGsot0Kx5aUIL12KbM64DvaEXkeDbbN4lZcBq-TjZCDxl0N-TIT2_Yw0bGqBf-Gws_w",
  "IDAQAB",
].join("");

export interface ForgingIssuer {
  readonly tamper: (answer: Uint8Array, issuerDir: string) => Promise<Uint8Array>;
  finding(played: Played): Finding;
}

const quota = 12;

export function forgingIssuer(): ForgingIssuer {
  const spki = forgedKey;
  const keyId = toBase64Url(parseTokenPublicKey(bytesOf(spki)).id);
  const forged = (key: Ed25519SigningKey): SignedDirectory => {
    const directory = {
      v: 1 as const,
      epoch: epochOf(worldStartMs),
      revision: 9,
      issuerName: "issuer.sim",
      classes: [{ id: everyone, members: 50, mergedInto: null }],
      crowd: [],
      keys: [
        { purpose: "report" as const, class: everyone, publicKey: spki, keyId, quota },
        { purpose: "relay" as const, class: everyone, publicKey: spki, keyId, quota: 33 },
      ],
    };
    return { directory, signature: toBase64Url(signDocument("key-directory", directory, key)) };
  };
  let shown = 0;
  return {
    tamper: async (bytes, issuerDir) => {
      const answer = parseMessage(identifiedAnswer, parseJson(textOf(bytes) ?? ""));
      if (answer.body.is !== "standing") return bytes;
      shown += 1;
      const key = await issuerKey(issuerDir);
      return resigned(answer, [forged(key)], key);
    },
    finding: ({ world }) => {
      const keys = world.nodes.flatMap(({ identified }) => identified.flatMap(keysAsked));
      assert(shown > 0, "the forged key was shown");
      return judge({
        attack: "a key shown to one member only",
        note: "tokens asked under it",
        view: "dishonest issuer",
        members: world.nodes.length,
        cases: keys.length,
        figure: plainFigure("count", keys.filter((it) => it === keyId).length),
        threshold: { most: 0 },
        // A node that believes what the channel says asks for the quota of the key that it was shown.
        plant: { what: "believes the channel", figure: plainFigure("count", shown * quota) },
      });
    },
  };
}

async function issuerKey(folder: string): Promise<Ed25519SigningKey> {
  const seed = await readSecret(folder, "issuer.key");
  assert(seed, "the issuer's key");
  return ed25519SigningKey(seed);
}

function resigned(
  answer: IdentifiedAnswer,
  directories: readonly SignedDirectory[],
  key: Ed25519SigningKey,
): Uint8Array {
  const { request, body } = answer;
  assert(body.is === "standing", "a standing");
  const changed = { ...body, standing: { ...body.standing, directories: [...directories] } };
  const signed = { request, body: changed };
  const signature = toBase64Url(signDocument("identified-answer", signed, key));
  return utf8(canonicalJson({ ...signed, signature }));
}

/** The key of each token that a request asks for. */
function keysAsked(bytes: Uint8Array): string[] {
  const { body } = parseMessage(identifiedRequest, parseJson(textOf(bytes) ?? ""));
  return body.do === "tokens" ? body.requests.map(() => body.keyId) : [];
}
