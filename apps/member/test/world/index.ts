/** A whole community in memory, for simulations. */

export { cheapCrypto } from "./cheap-crypto.ts";
export { bodyOf, longBody } from "./samples.ts";
export { type Behaviour, TinyHolders } from "./tiny-holders.ts";
export { type Node, TinyWorld } from "./tiny-world.ts";
