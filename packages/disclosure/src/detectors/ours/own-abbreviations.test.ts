import { describe, expect, it } from "vitest";
import { groupOf } from "../../finding-kinds.ts";
import { compileIdentity } from "../../identity/company-identity.ts";
import { emptyProfile } from "../../identity/empty-profile.ts";
import { inspect } from "../../inspect.ts";

const identity = compileIdentity({
  ...emptyProfile,
  names: ["Ferrocrest Steel (FCST)", "NM", "SPOT"],
  brands: ["KBR"],
  products: ["AB"],
  domains: ["qzt.example"],
});

function own(text: string, isLeaving: boolean): string[] {
  const inspection = inspect(text, { identity, isLeaving });
  if (!inspection.ok) throw new Error(inspection.detector);
  return inspection.detections
    .filter(({ kind }) => groupOf(kind) === "own-identity")
    .map(({ start, end }) => text.slice(start, end));
}

describe("an own abbreviation of three letters and more", () => {
  it.each([
    ["https://evil.test/p?id=FCST0419", "FCST0419"],
    ["the campaign FCST0419b of June", "FCST0419b"],
    ["sample 2291FCST was sold", "2291FCST"],
    ["the archive q3_FCST07_full.7z", "q3_FCST07_full"],
    ["FCST-REP-2291", "FCST-REP-2291"],
    ["the implant id kbr01", "kbr01"],
    ["the implant id kbr-01", "kbr-01"],
    ["posted as KBR2291", "KBR2291"],
    ["posted as qzt2291", "qzt2291"],
    ["it wrote spot_backup.7z into a folder", "spot_backup"],
    ["it wrote spot.zip to the share", "spot"],
    ["a folder C:\\Temp\\spot\\a.exe", "spot"],
    ["https://evil.test/x?org=spot&x=1", "spot"],
  ])("is found before review and before leaving: %s", (text, token) => {
    for (const isLeaving of [false, true]) expect(own(text, isLeaving)).toContain(token);
  });
});

describe("an own abbreviation of two letters", () => {
  it.each([
    ["nm.zip", "nm"],
    ["nm_q3", "nm_q3"],
    ["report_nm.csv", "report_nm"],
    ["nm-full.7z", "nm-full"],
    ["nm0419.zip", "nm0419"],
    ["https://evil.test/p?id=NM0419", "NM0419"],
    ["https://evil.test/p?org=nm&x=1", "nm"],
    ["https://evil.test/nm/login", "nm"],
    ["C:\\Users\\Public\\nm\\a.exe", "nm"],
    ["NM0419_x.7z", "NM0419_x"],
    ["id nm-0419", "nm-0419"],
    ["AB12", "AB12"],
  ])("is found in what leaves, and not before: %s", (text, token) => {
    expect(own(text, true)).toContain(token);
    expect(own(text, false)).toEqual([]);
  });
});

it.each([
  ["nm -D libc.so.6"],
  ["a wavelength of 7nm or 5 nm"],
  ["a wavelength of 5-nm"],
  ["we spot it on the spot"],
  ["https://nm.evil.test/login"],
  ["https://evil.nm/login"],
  ["lookup of spot.evil.test"],
  ["550e8400-ab12-41d4-a716-446655440000"],
  ["550E8400-AB12-41D4-A716-446655440000"],
  ["d41d8cd98f00b204e9800998ecfab12a"],
  ["SGVsbG8NM12bGQAB7hIHRoaXMgaXM="],
  ["v1.2.ab3"],
  ["CVE-2024-3400"],
  ["APT28"],
  ["T1059.001"],
  ["snm_q3.zip"],
  ["nmap.zip"],
  ["inspotify.zip"],
  ["fcstx0419"],
  ["mkbr01"],
  ["FcSt0419"],
])("nothing of ours is in %s", (text) => {
  expect(own(text, true)).toEqual([]);
});

it("numbers that others give are none of ours", () => {
  const named = compileIdentity({ ...emptyProfile, names: ["APT", "TA", "KB", "AES"] });
  for (const text of ["APT28", "TA0001", "KB5034441", "AES256"])
    expect(inspect(text, { identity: named, isLeaving: true })).toEqual({
      ok: true,
      detections: [],
    });
});
