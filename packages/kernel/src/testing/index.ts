export { compiledCode } from "./compiled-code.ts";
export { JumpingClock, OwnClock } from "./jumping-clock.ts";
