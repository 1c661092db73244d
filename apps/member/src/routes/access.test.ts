import { type Clock, systemRandom } from "@tocsin/kernel";
import { describe, expect, test } from "vitest";
import { type Access, createAccess, linkMs, sessionMs } from "./access.ts";

function opened(): { access: Access; pass: (ms: number) => void } {
  let now = 0;
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  const access = createAccess({ clock, random: systemRandom });
  access.usePort(4700);
  const pass = (ms: number): void => {
    now += ms;
  };
  return { access, pass };
}

function asked(access: Access, header: string | undefined, cookies: Record<string, string> = {}) {
  return access.identify({
    header: () => header,
    cookie: (name) => cookies[name],
    certificate: () => undefined,
  });
}

function sessionOf(cookie: string): Record<string, string> {
  const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
  return { [name]: value };
}

describe("access", () => {
  test("the bearer is the command line, anything like it is nobody", () => {
    const { access } = opened();
    const good = `Bearer ${access.bearer}`;
    expect(asked(access, good)).toBe("command-line");
    for (const bad of [
      `${good}x`,
      good.toLowerCase(),
      `Bearer  ${access.bearer}`,
      "Bearer ",
      "Basic x",
      `Bearer ${"A".repeat(43)}`,
    ]) {
      expect(asked(access, bad)).toBe("stranger");
    }
  });

  test("a wrong bearer is not made good by a cookie", () => {
    const { access } = opened();
    const cookie = sessionOf(access.signIn(access.newLink().token));
    expect(asked(access, undefined, cookie)).toBe("console");
    expect(asked(access, `Bearer ${"A".repeat(43)}`, cookie)).toBe("stranger");
  });

  test("a link works once and for a while, a session for longer", () => {
    const { access, pass } = opened();
    const { token } = access.newLink();
    const cookie = sessionOf(access.signIn(token));
    expect(() => access.signIn(token)).toThrow("");
    expect(() => access.signIn("nonsense")).toThrow("");
    pass(sessionMs - 1);
    expect(asked(access, undefined, cookie)).toBe("console");
    pass(1);
    expect(asked(access, undefined, cookie)).toBe("stranger");
    const late = access.newLink().token;
    pass(linkMs);
    expect(() => access.signIn(late)).toThrow("");
  });

  test("another node's cookie on the same machine is not ours", () => {
    const { access } = opened();
    const cookie = sessionOf(access.signIn(access.newLink().token));
    access.usePort(4701);
    expect(asked(access, undefined, cookie)).toBe("stranger");
  });

  test("the oldest link gives way where somebody asks for too many", () => {
    const { access } = opened();
    const first = access.newLink().token;
    for (let at = 0; at < 32; at += 1) access.newLink();
    expect(() => access.signIn(first)).toThrow("");
  });
});
