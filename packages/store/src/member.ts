/** The member node's own store, apart because a node opens it before the rest of it is loaded. */

export { memberStoreInMemory, openMemberStore } from "./sqlite/member/open.ts";
export type { Notice as StoreNotice } from "./sqlite/engine/index.ts";
