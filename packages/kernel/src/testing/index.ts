export { JumpingClock, type OwnClock } from "./jumping-clock.ts";
