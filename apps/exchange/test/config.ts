/** What can be set for the tests. */

/** Times that the exchange is killed; 100 in the long form. */
export const kills = Number(process.env["TOCSIN_KILLS"] ?? 10);
/** Seed of the moments of the kills. */
export const seed = Number(process.env["TOCSIN_SEED"] ?? 1);
