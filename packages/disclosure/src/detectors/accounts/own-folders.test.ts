import { describe, expect, it } from "vitest";
import { foundBesideValues } from "../../testing.ts";

describe("an account in what is its own", () => {
  it.each([
    [String.raw`It lay in C:\Users\Anna Bakker\AppData\x.exe then`, "Anna Bakker"],
    [String.raw`It lay in D:\Profiles\Jo van der Berg\Desktop\offer.scr then`, "Jo van der Berg"],
    [String.raw`The file F:\home\anna bakker\x.lnk was hit`, "anna bakker"],
    ["C:/Users/lindgren/AppData/Local/Temp/x.dll", "lindgren"],
    ["a shell at /mnt/c/Users/pwalsh/x.sh", "pwalsh"],
    ["read from /export/home/dkoller/.ssh/id_rsa", "dkoller"],
    ["a job in /var/spool/cron/crontabs/hvasquez", "hvasquez"],
    ["served from ~kjensen/public_html/x.php", "kjensen"],
    ["by arn:aws:iam::123456789012:user/devs/jroe at night", "jroe"],
    ["by arn:aws:sts::123456789012:assumed-role/Admin/a.bakker at night", "a.bakker"],
    [String.raw`owner=AzureAD\RagnhildBerg compliant`, String.raw`AzureAD\RagnhildBerg`],
    ["in a public repository of our trainee, github.com/jonas-obn.", "github.com/jonas-obn"],
  ])("goes: %s", (text, name) => {
    expect(foundBesideValues(text)).toContain(`username: ${name}`);
  });

  it.each([
    String.raw`C:\Users\Public\Libraries\x.dll`,
    "files under /home/perl. The rest is gone",
    "arn:aws:iam::123456789012:role/Admin was assumed",
    "The loader comes from github.com/evil-loader/x and runs.",
    "The attacker's page is github.com/evil-loader",
  ])("is not read from %s", (text) => {
    expect(foundBesideValues(text).filter((it) => it.startsWith("username"))).toEqual([]);
  });
});

describe("an account that its form or its place tells", () => {
  it.each([
    ["who added it\nwj: intern-praveen. a student", "intern-praveen"],
    ["The supplier's login was valm-remote3, from outside", "valm-remote3"],
    [String.raw`Who answered: mb\rgouveia and others`, String.raw`mb\rgouveia`],
    ["transaction SM19 shows SAP user KASSE7 debugging", "KASSE7"],
    ["RFC logon by MUELLERK from 10.1.2.3", "MUELLERK"],
    ["changed by JSCHMITT in SU01 at 03:14", "JSCHMITT"],
    ["TSO IBMUSR4 logged on to LPAR2", "IBMUSR4"],
    ["not mine. mine is rdgroot", "rdgroot"],
    ["local: alias nightshift -> sjaakvd, iris.k", "sjaakvd"],
  ])("is held in %j", (text, name) => {
    expect(foundBesideValues(text)).toContain(`username: ${name}`);
  });

  it.each([
    "The user SHA256 hash was wrong",
    "The login was broken and mine is broken",
    "It is signed by GLOBALSIGN and by DIGICERT.",
    "The admin-panel and dev-server parts stay",
  ])("is not read from %j", (text) => {
    expect(foundBesideValues(text).filter((it) => it.startsWith("username"))).toEqual([]);
  });
});
