export { JumpingClock, OwnClock } from "./jumping-clock.ts";
