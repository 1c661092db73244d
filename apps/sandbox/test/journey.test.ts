/**
 * The main job as two people do it in a browser: one pastes, reviews and shares; the other's page shows
 * the warning without being touched. Real Chromium, real programs, real rounds.
 */

import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

import { silentLog } from "@tocsin/http";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createPortOffice } from "../src/ports.ts";
import { startWorld, type World } from "../src/world.ts";
import { monthWithRoom } from "./stand/month-with-room.ts";

const chromiumPath = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((file) => existsSync(file));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const root = path.resolve(import.meta.dirname, "../../..");
const incident = readFileSync(path.join(root, "apps/sandbox/sample/northmere-incident.md"), "utf8");

const looks = [
  ["light", 1360],
  ["dark", 390],
] as const;
const screens = [
  "/check",
  "/approvals",
  "/reports",
  "/rooms",
  "/campaigns",
  "/integrations",
  "/integrations?tab=feeds",
  "/integrations?tab=inventory",
  "/ledger",
  "/settings",
];
const patienceMs = 180_000;
const journeyMs = 900_000;

describe.skipIf(chromiumPath === undefined)(
  chromiumPath === undefined ? "the journey (skipped: no Chromium on this machine)" : "the journey",
  () => {
    let folder: string;
    let world: World;
    let browser: Browser;

    beforeAll(async () => {
      await monthWithRoom();
      folder = await mkdtemp(path.join(tmpdir(), "tocsin-journey-"));
      world = await startWorld({
        stateDir: folder,
        roundMs: 2000,
        port: 24_300,
        consoleDir: path.join(root, "apps/console/dist"),
        sample: false,
        office: createPortOffice(() => undefined),
        log: silentLog,
        tell: () => undefined,
      });
      browser = await chromium.launch({
        executablePath: chromiumPath ?? "",
        args: [
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-sync",
        ],
      });
    }, journeyMs);

    afterAll(async () => {
      await browser.close();
      await world[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    }, journeyMs);

    it(
      "goes from pasted text at one company to a live warning at the other",
      async () => {
        const castellan = await open(world.castellan.member.signInUrl());
        await castellan.getByRole("heading", { name: "Nothing new concerns you" }).waitFor();
        expect(castellan.url()).not.toContain("token");

        const northmere = await open(world.northmere.member.signInUrl());
        await untilTokens();
        await northmere.getByRole("link", { name: "New report" }).click();
        await northmere.getByLabel("What did you see?").fill(incident);
        await northmere.getByRole("button", { name: "Continue to review" }).click();

        await review(northmere);
        await northmere.getByRole("button", { name: "Approve these bytes" }).click();
        await northmere.getByText("14 members could have written this").waitFor();
        const bytes = await northmere.locator("[data-outgoing]").textContent();
        expect(bytes).toContain("203.0.113.77");
        for (const own of [
          "Adeyemi",
          "Zielinski",
          "northmere",
          "NM-CLAIMSDB",
          "412,000",
          "Okafor",
        ]) {
          expect(bytes?.toLowerCase()).not.toContain(own.toLowerCase());
        }
        await expectAccessible(northmere);
        await hold(northmere, "Hold to share");
        await northmere.getByText("You wrote this").waitFor();
        await northmere.getByRole("status").getByText("published").waitFor({ timeout: patienceMs });

        await castellan.getByText("same observable").first().waitFor({ timeout: patienceMs });
        await expectAccessible(castellan);
        await castellan
          .getByRole("link", { name: /Incident/ })
          .first()
          .click();
        await castellan.getByRole("heading", { name: "Why you" }).waitFor();
        await castellan.getByText("203[.]0[.]113[.]77").first().waitFor();
        await expectAccessible(castellan);
      },
      journeyMs,
    );

    it(
      "tells two companies that saw the same of each other, before either has reported it",
      async () => {
        const both = [world.northmere.member, world.castellan.member];
        const values = [
          { type: "domain", value: "update-portal-nine.net" },
          { type: "signer", value: "Invented Tools Co.,Ltd." },
        ];
        for (const { desk } of both) await desk.sightings.add({ source: "proxy", values });
        const matched = async () => {
          const pages = await Promise.all(
            both.map(({ protocol }) => protocol.matches.list({ limit: 100 })),
          );
          return pages.map(({ items }) => items.map(({ value }) => value).sort());
        };
        const found = expect.arrayContaining([
          "inventedtools",
          "update-portal-nine.net",
        ]) as unknown;
        await expect.poll(matched, { timeout: patienceMs }).toEqual([found, found]);
        const { blind } = world.castellan.member.protocol;
        const check = await blind.check("update-portal-nine[.]net and other-portal.net", false);
        expect(check.lines).toMatchObject([
          { state: "seen", count: "1", sealed: true },
          { state: "waiting", count: null, sealed: false },
        ]);
      },
      journeyMs,
    );

    it(
      "lets nobody in with a link that was used, and shows no report to a page without a session",
      async () => {
        const url = world.northmere.member.signInUrl();
        await open(url).then((page) => page.getByRole("heading", { name: "Warnings" }).waitFor());
        const second = await (await browser.newContext()).newPage();
        await second.goto(url);
        await second.getByRole("heading", { name: "Sign in from the node" }).waitFor();
        const answer = await second.request.get(`${world.northmere.member.url}/api/reports`);
        expect(answer.status()).toBe(401);
      },
      journeyMs,
    );

    it(
      "lets hundreds of parts be decided on with keys alone, and shows a page of them at once",
      async () => {
        const page = await open(world.northmere.member.signInUrl());
        await page.getByRole("heading", { name: "Warnings" }).waitFor();
        const seen = Array.from({ length: 240 }, (_, at) => `198.51.100.${String(at)}`).join(" ");
        await page.keyboard.press("C");
        await page.getByLabel("What did you see?").fill(`They came from ${seen}.`);
        await page.getByRole("button", { name: "Continue to review" }).press("Enter");
        await page.getByText("240 of 240 undecided").waitFor();
        expect(await page.locator("[data-item]").count()).toBe(100);
        const standsOn = () => page.locator("[data-item]:focus-within").getAttribute("aria-label");
        for (const key of ["n", "a"]) await page.keyboard.press(key);
        await page.getByText("239 of 240 undecided").waitFor();
        for (const key of ["N", "d"]) await page.keyboard.press(key);
        await page.getByText("238 of 240 undecided").waitFor();
        expect(await standsOn()).toBe("198.51.100.1");
        for (let row = 1; row < 150; row += 1) await page.keyboard.press("j");
        expect(await standsOn()).toBe("198.51.100.150");
        await page.getByText("101 to 200 of 240").waitFor();
        for (const key of ["g", "r"]) await page.keyboard.press(key);
        await page.getByRole("heading", { name: "Reports", level: 1 }).waitFor();
        await page.goBack();
        await page.getByText("238 of 240 undecided").waitFor();
        await page.getByRole("link", { name: "Check", exact: true }).press("Enter");
        await page.getByRole("heading", { name: "Check", level: 1 }).waitFor();
      },
      journeyMs,
    );

    it(
      "is live in more tabs than a browser keeps lines to one host",
      async () => {
        const first = await open(world.castellan.member.signInUrl());
        await first.getByRole("heading", { name: "Warnings" }).waitFor();
        const tabs = [first];
        while (tabs.length < 8) {
          const page = await first.context().newPage();
          await page.goto(first.url());
          await page.getByText("up to date").waitFor({ timeout: patienceMs });
          tabs.push(page);
        }
        await first.close();
        for (const tab of tabs.slice(1)) await tab.getByText("up to date").waitFor();
      },
      journeyMs,
    );

    it(
      "has only screens that everyone can use, wide and light as well as narrow and dark",
      async () => {
        const page = await open(world.northmere.member.signInUrl());
        await page.getByRole("heading", { name: "Warnings" }).waitFor();
        const { origin } = new URL(page.url());
        for (const [colorScheme, width] of looks) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 900 });
          for (const screen of screens) {
            await page.goto(`${origin}${screen}`);
            await page.getByRole("heading", { level: 1 }).waitFor();
            await expect
              .poll(() => page.locator("[aria-busy]").count(), { timeout: patienceMs })
              .toBe(0);
            await expectAccessible(page);
          }
        }
      },
      journeyMs,
    );

    /** A page that fails the test when a script is refused or throws. */
    async function open(url: string): Promise<Page> {
      const page = await (await browser.newContext()).newPage();
      page.setDefaultTimeout(patienceMs);
      page.on("pageerror", (error) => expect.unreachable(error.message));
      await page.goto(url);
      return page;
    }

    /** The newcomer's rights come with the first rounds. */
    async function untilTokens(): Promise<void> {
      const { protocol } = world.northmere.member;
      await expect
        .poll(async () => (await protocol.status()).tokens.filter((it) => it.left > 0).length, {
          timeout: patienceMs,
        })
        .toBeGreaterThan(5);
    }
  },
);

/** Takes what is proposed, removes a look-alike by hand, sends a step, removes the rest. */
async function review(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Review" }).waitFor();
  await page.getByLabel("Determination").selectOption("confirmed");
  await page.getByRole("button", { name: "Take all proposals" }).click();
  await page.getByRole("button", { name: "Take all proposals", disabled: true }).waitFor();
  const row = (text: string): Locator => page.locator("[data-item]").filter({ hasText: text });
  await row("sharepoint-").getByRole("button", { name: "Send" }).click();
  await row("sharepoint-").getByLabel("Why may it leave?").fill("Seen in our own logs");
  await row("sharepoint-").getByRole("button", { name: "Restore" }).click();
  await row("sharepoint-").getByText("kept because: Seen in our own logs").waitFor();
  await row("sharepoint-").getByRole("button", { name: "Remove" }).click();
  await row("1. persisted").getByRole("button", { name: "Send" }).click();
  await row("1. persisted").getByLabel("Result").selectOption("worked");
  await page.getByRole("button", { name: "Remove what is undecided" }).click();
  await page.getByText("All decided.").waitFor();
  await expectAccessible(page);
}

/** Holds a button as a person does, until it has taken effect. */
async function hold(page: Page, name: string): Promise<void> {
  const button = page.getByRole("button", { name });
  await button.hover();
  await page.mouse.down();
  await page.waitForURL(/\/reports\//);
  await page.mouse.up();
}

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const violations = await page.evaluate<string[]>(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })
      .then((it) => it.violations.map((found) => found.id + ": " + found.nodes[0].html))`,
  );
  expect(violations).toEqual([]);
}
