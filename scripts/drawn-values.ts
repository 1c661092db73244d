/**
 * Properties draw the same values in every run: what fails, fails because of a change and not because of
 * the day. `TOCSIN_TEST_SEED=N npm run test:unit` draws others, to look for what no run has met.
 */

import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["TOCSIN_TEST_SEED"] ?? 1) });
