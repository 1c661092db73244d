/** What a person has said is not relevant, and warnings of what feeds say. Operations. */

import type { ConcernWarning, ReasonRow, TuningRow } from "../../member/warning-port.ts";
import { integer, read, type Reader, text, write, type Writer } from "../engine/index.ts";
import { closeWarning, putAside, quieted, setWarning, type WarningChange } from "./warning-rows.ts";
import { isSilent, reasonKindOf, reasonsOf } from "./warning-reasons.ts";

export const tuningOperations = {
  setConcernWarnings: write((db, concerns: readonly ConcernWarning[], nowMs: number) => {
    const outcomes: WarningChange[] = concerns.map(({ reasons, ...about }) =>
      setWarning(db, about, reasons, nowMs),
    );
    const wanted = new Set(concerns.map(({ subject }) => subject));
    const sql = "SELECT subject FROM warning WHERE concerns IS NOT NULL AND closed = 0";
    for (const subject of db.all(sql).map((row) => text(row, "subject"))) {
      if (!wanted.has(subject) && closeWarning(db, subject)) outcomes.push("changed");
    }
    return {
      raised: outcomes.filter((it) => it === "raised").length,
      changed: outcomes.filter((it) => it === "changed").length,
    };
  }),

  tuneWarnings: write(
    (db, reasons: readonly Pick<ReasonRow, "kind" | "type" | "value">[], nowMs: number) => {
      for (const { kind, type, value } of reasons) {
        db.run(
          "INSERT INTO tuning VALUES (NULL, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
          ...[kind, type ?? "", value, nowMs],
        );
      }
      hearAgain(db);
    },
  ),

  tunings: read((db): TuningRow[] => {
    const counts = quietCounts(db);
    return db.all("SELECT * FROM tuning ORDER BY number DESC").map((row) => {
      const [kind, type, value] = [text(row, "kind"), text(row, "type"), text(row, "value")];
      return {
        id: String(integer(row, "number")),
        kind: reasonKindOf(kind),
        type: type === "" ? null : type,
        value,
        addedMs: integer(row, "added_ms"),
        warnings: counts.get(nameOf(kind, type, value)) ?? 0,
      };
    });
  }),

  untuneWarnings: write((db, id: string): boolean => {
    const number = /^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0;
    if (db.run("DELETE FROM tuning WHERE number = ?", number) === 0) return false;
    hearAgain(db);
    return true;
  }),
};

/** Each open warning by what is quiet now. None is raised: a person has done this, and looks. */
function hearAgain(db: Writer): void {
  const rows = db.all("SELECT subject, reasons FROM warning WHERE closed = 0");
  for (const row of rows) {
    const reasons = quieted(db, reasonsOf(row));
    const content = JSON.stringify(reasons);
    if (content === text(row, "reasons")) continue;
    const subject = text(row, "subject");
    db.run("UPDATE warning SET reasons = ? WHERE subject = ?", content, subject);
    putAside(db, subject, reasons.every(isSilent));
  }
}

function quietCounts(db: Reader): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const sql = `SELECT reasons FROM warning WHERE closed = 0 AND reasons LIKE '%"quiet":true%'`;
  for (const row of db.iterate(sql)) {
    for (const { kind, type, value, quiet } of reasonsOf(row)) {
      const name = nameOf(kind, type ?? "", value);
      if (quiet === true) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

function nameOf(kind: string, type: string, value: string): string {
  return JSON.stringify([kind, type, value]);
}
