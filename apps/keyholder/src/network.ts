/** The network as a port: one request, one answer of any status. `fetchBytes` of the http package. */

import type { Answered, Ask } from "@tocsin/http";

export type Network = (url: string, ask: Ask) => Promise<Answered>;
