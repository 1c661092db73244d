/** A whole community in memory, for simulations. */

export { bodyOf, longBody } from "./samples.ts";
export { type Node, TinyWorld } from "./tiny-world.ts";
