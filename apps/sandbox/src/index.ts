export { castellan, neighbours, northmere } from "./companies.ts";
export { createPortOffice } from "./ports.ts";
export { startWorld, type World, type WorldSettings } from "./world.ts";
