export { FeedLedger } from "./feed-ledger.ts";
