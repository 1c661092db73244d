/**
 * What it costs a node that messages name no addressee: each of its keys is tried on each message. `mail.try`:
 * one key of a report or a room (HPKE base mode), and one of a match (PSK mode), on a message that is another's.
 */

import {
  generateHpkeKeyPair,
  hpkeOpen,
  hpkeSeal,
  importHpkePublicKey,
  importHpkeRecipient,
} from "@tocsin/crypto";
import { systemRandom, utf8 } from "@tocsin/kernel";
import { letterBytes } from "@tocsin/wire";

import type { Bench } from "./bench.ts";

const tries = 1000;
const runs = 5;
const info = utf8("tocsin/letter/v1");
const noAad = new Uint8Array();

export const benches: readonly Bench[] = [
  {
    name: "mail.try",
    about: "trying one key on one message that is for somebody else",
    run: async (tell) => {
      const { publicKey } = await generateHpkeKeyPair(systemRandom);
      const recipient = await importHpkePublicKey(publicKey);
      const other = await generateHpkeKeyPair(systemRandom);
      const own = await importHpkeRecipient(other.secretKey);
      const psk = { key: systemRandom.bytes(32), id: utf8("tag") };
      const options = { recipient, info, random: systemRandom };
      const { enc, ciphertext } = await hpkeSeal(options, new Uint8Array(letterBytes), noAad);
      const each = async (more: object): Promise<number> => {
        const started = process.hrtime.bigint();
        for (let at = 0; at < tries; at += 1) {
          await hpkeOpen({ recipient: own, enc, info, ...more }, ciphertext, noAad);
        }
        return Number(process.hrtime.bigint() - started) / tries / 1e6;
      };
      for (const [metric, more] of [
        ["base mode", {}],
        ["psk mode", { psk }],
      ] as const) {
        const values: number[] = [];
        for (let run = 0; run < runs; run += 1) values.push(await each(more));
        tell({ metric, unit: "ms", values });
      }
    },
  },
];
