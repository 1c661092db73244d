/** What an operator's command works on. */

import type { OperatorDesk } from "./desk.ts";
import type { Publisher } from "./publisher.ts";

export interface Operated {
  readonly desk: OperatorDesk;
  readonly publisher: Publisher;
}
