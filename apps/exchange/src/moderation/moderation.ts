/**
 * Rulings of the exchange's operator on disputed reports. Each goes with its reason into the ledger for
 * everyone to see; a later one on the same report follows it and replaces nothing. Nobody is blocked: there
 * is nobody to block. What an author says against a ruling is read by the operator alone. PROTOCOL §5, §7.
 */

import { sha256 } from "@tocsin/crypto";
import { canonicalJson, toBase64Url, utf8 } from "@tocsin/kernel";
import type { ExchangeStore } from "@tocsin/store";
import { type RulingLeaf, voteBucketOf } from "@tocsin/wire";

import { parseLeaf } from "../trust/trust.ts";
import {
  forgetRuling,
  leftRulings,
  type ModerationQueue,
  queueMax,
  writeQueue,
} from "./moderation-folder.ts";

export interface ModerationPorts {
  readonly store: Pick<ExchangeStore, "addNotice" | "notices" | "reportsVoted" | "appeals">;
  readonly stateDir: string;
}

export class Moderation {
  readonly #ports: ModerationPorts;
  /** What was written last: the file is left alone while nothing changes. */
  #written = "";

  constructor(ports: ModerationPorts) {
    this.#ports = ports;
  }

  /** Before rounds are worked: what the operator left becomes leaves of the next one. */
  async takeRulings(): Promise<void> {
    const { store, stateDir } = this.#ports;
    for (const { name, left } of await leftRulings(stateDir)) {
      if (left !== undefined) {
        const before = (await this.#rulings()).filter((it) => it.report === left.report);
        const isSame = before.some(
          (it) => it.ruling === left.ruling && it.reason === left.reason && it === before.at(-1),
        );
        const number = before.reduce((max, it) => Math.max(max, it.number), 0) + 1;
        const leaf = utf8(canonicalJson({ kind: "ruling", number, ...left }));
        if (!isSame) await store.addNotice({ id: sha256(leaf), kind: "ruling", leaf });
      }
      // A crash before this line leaves the file, and the same ruling twice is one.
      await forgetRuling(stateDir, name);
    }
  }

  /** After rounds were worked. */
  async writeQueue(): Promise<void> {
    const { store, stateDir } = this.#ports;
    const rulings = new Map((await this.#rulings()).map((it) => [it.report, it]));
    const appeals = new Map(
      (await store.appeals(queueMax)).map((it) => [toBase64Url(it.report), it]),
    );
    const voted = await store.reportsVoted("abuse", queueMax);
    const items: ModerationQueue["items"] = voted.map(({ report: bytes, count }) => {
      const report = toBase64Url(bytes);
      const ruling = rulings.get(report) ?? null;
      const appeal = appeals.get(report);
      // Against the ruling that stands: an older one has been answered by it.
      const isOpen = appeal !== undefined && appeal.ruling === ruling?.number;
      return {
        report,
        disputed: voteBucketOf(count),
        ruling,
        appeal: isOpen ? appeal.text : null,
      };
    });
    // What waits for a second look comes first.
    items.sort((a, b) => Number(b.appeal !== null) - Number(a.appeal !== null));
    const text = canonicalJson(items);
    if (text === this.#written) return;
    await writeQueue(stateDir, items);
    this.#written = text;
  }

  /** In the order of their numbers. */
  async #rulings(): Promise<RulingLeaf[]> {
    const notices = await this.#ports.store.notices();
    return notices
      .filter(({ kind }) => kind === "ruling")
      .flatMap(({ leaf }) => {
        const parsed = parseLeaf(leaf);
        return parsed.kind === "ruling" ? parsed : [];
      })
      .sort((a, b) => a.number - b.number);
  }
}
