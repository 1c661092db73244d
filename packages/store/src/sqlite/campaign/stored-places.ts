/** Where campaigns are kept, over the database; each change marks the campaign as changed. */

import type { CampaignEvent, CampaignPlaces } from "@tocsin/correlation/comparing";

import type { CampaignHappening } from "../../campaign-store.ts";
import { integer, optional, real, text, type Writer } from "../engine/index.ts";

export class StoredPlaces implements CampaignPlaces {
  readonly #db: Writer;
  readonly nowMs: number;

  constructor(db: Writer, nowMs: number) {
    this.#db = db;
    this.nowMs = nowMs;
  }

  groupOf(report: number): string {
    return text(this.#db.get("SELECT grp FROM report WHERE number = ?", report) ?? {}, "grp");
  }

  campaignOf(report: number): number | undefined {
    const row = this.#db.get("SELECT campaign FROM report WHERE number = ?", report);
    return row === undefined ? undefined : optional(integer, row, "campaign");
  }

  place(report: number, campaign: number | undefined): void {
    this.#db.run("UPDATE report SET campaign = ? WHERE number = ?", campaign ?? null, report);
  }

  membersOf(campaign: number): readonly number[] {
    return this.#db
      .all("SELECT number FROM report WHERE campaign = ?", campaign)
      .map((row) => integer(row, "number"));
  }

  linksOf(report: number): readonly (readonly [number, number])[] {
    return this.#db
      .all("SELECT b, odds FROM link WHERE a = ? AND tied = 1", report)
      .map((row) => [integer(row, "b"), real(row, "odds")] as const);
  }

  setLink(a: number, b: number, odds: number): void {
    this.keepLink(a, b, odds, true);
  }

  /** One that is known, and ties or does not. */
  keepLink(a: number, b: number, odds: number, tied: boolean): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      this.#db.run(
        "INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?)",
        from ?? 0,
        to ?? 0,
        odds,
        tied ? 1 : 0,
      );
    }
  }

  dropLink(a: number, b: number): void {
    this.#db.run(
      "UPDATE link SET tied = 0 WHERE (a = ? AND b = ?) OR (a = ? AND b = ?)",
      ...[a, b, b, a],
    );
  }

  create(): number {
    const rank = "(SELECT coalesce(max(rank), 0) + 1 FROM campaign)";
    this.#db.run(`INSERT INTO campaign (rank, due) VALUES (${rank}, 1)`);
    return integer(this.#db.get("SELECT max(number) AS n FROM campaign") ?? {}, "n");
  }

  drop(campaign: number, into: number | undefined): void {
    const sql = "UPDATE campaign SET rank = NULL, merged_into = ? WHERE number = ?";
    this.#db.run(sql, into ?? null, campaign);
  }

  /** Keeps what happened, under the campaign that it ended in. */
  tell(event: CampaignEvent): void {
    const { kind, campaign } = event;
    const reports =
      event.kind === "start" ? event.reports : event.kind === "join" ? [event.report] : [];
    const others = event.kind === "merge" ? [event.from] : event.kind === "split" ? event.into : [];
    this.#happened(kind, campaign, reports, others);
    if (event.kind === "merge") {
      const sql = "UPDATE happening SET campaign = ? WHERE campaign = ?";
      this.#db.run(sql, campaign, event.from);
    }
    this.touch(campaign);
  }

  /** What people have said of two reports. */
  note(kind: "votes" | "corrected", campaign: number, reports: readonly number[]): void {
    this.#happened(kind, campaign, reports, []);
  }

  #happened(
    kind: CampaignHappening["kind"],
    campaign: number,
    reports: readonly number[],
    others: readonly number[],
  ): void {
    this.#db.run(
      "INSERT INTO happening VALUES (NULL, ?, ?, ?, ?, ?)",
      campaign,
      kind,
      this.nowMs,
      JSON.stringify(reports),
      JSON.stringify(others),
    );
  }

  touch(campaign: number): void {
    this.#db.run(
      `UPDATE campaign SET due = due + 1, rank = (SELECT max(rank) + 1 FROM campaign)
       WHERE number = ? AND rank IS NOT NULL`,
      campaign,
    );
  }
}
