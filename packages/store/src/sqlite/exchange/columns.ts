/** Columns of the exchange's tables that hold words of the protocol. */

import { type Epoch, type Round, TocsinError } from "@tocsin/kernel";
import type { Audience } from "@tocsin/wire";

import { type LeafAudience, type NoticeKind, noticeKinds } from "../../exchange-store.ts";
import { integer, type Row, text } from "../engine/index.ts";

const epochPattern = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const audiencePattern = /^(?:members|class:[a-z][a-z0-9-]{0,31})$/;

export function round(row: Row, column: string): Round {
  const value = integer(row, column);
  return value >= 0 ? (value as Round) : refuse(column);
}

export function epoch(row: Row, column: string): Epoch {
  const value = text(row, column);
  return epochPattern.test(value) ? (value as Epoch) : refuse(column);
}

export function audience(row: Row, column: string): Audience {
  const value = text(row, column);
  return audiencePattern.test(value) ? value : refuse(column);
}

export function leafAudience(row: Row, column: string): LeafAudience {
  return row[column] === "public" ? "public" : audience(row, column);
}

export function noticeKind(row: Row, column: string): NoticeKind {
  const value = text(row, column);
  return noticeKinds.find((kind) => kind === value) ?? refuse(column);
}

function refuse(column: string): never {
  throw new TocsinError("store-damaged", { detail: `column ${column}` });
}
