import { describe, expect, test } from "vitest";
import { extract } from "./extract.ts";

describe("URLs are found whole, without what wraps them", () => {
  const cases: [string, string[]][] = [
    ["visit hxxp://evil[.]com/a.php now", ["url http://evil.com/a.php"]],
    ["hxxps[:]//bad(.)site{.}net:8080/x?y=1.", ["url https://bad.site.net:8080/x?y=1"]],
    ["meow://evil.com/x", ["url http://evil.com/x"]],
    ["hxxp://evil.zip/a", ["url http://evil.zip/a"]],
    ["[link](https://evil.com/a_(b)) text", ["url https://evil.com/a_(b)"]],
    ['<a href="https://evil.com/x?a=1&amp;b=2">x</a>', ["url https://evil.com/x?a=1&b=2"]],
    ["`++http://evil.com/x++`", ["url http://evil.com/x"]],
    ["http://evil.com/x[WeLive]", ["url http://evil.com/x"]],
    ["**http://evil.com/x**", ["url http://evil.com/x"]],
    ["(http://evil.com/x).", ["url http://evil.com/x"]],
    ['"http://evil.com/x",', ["url http://evil.com/x"]],
    [
      "http://evil.com/x, http://evil.net/y; http://a.org",
      ["url http://evil.com/x", "url http://evil.net/y", "url http://a.org"],
    ],
    ["http://evil.com/x,http://evil.net/y", ["url http://evil.com/x", "url http://evil.net/y"]],
    ['{"url":"http:\\/\\/evil.com\\/a"}', ["url http://evil.com/a"]],
    ["http://1.2.3.4:8080/a/b.exe", ["url http://1.2.3.4:8080/a/b.exe"]],
    ["http://[2001:db8::1]:80/x", ["url http://[2001:db8::1]:80/x"]],
    ["http%3A%2F%2Fevil.com%2Fpath%3Fq%3D1", ["url http://evil.com/path?q=1"]],
    ["aHR0cDovL2V2aWwuY29tL3g=", ["url http://evil.com/x"]],
    [
      "https://nam02.safelinks.protection.outlook.com/?url=http%3A%2F%2Fevil.com%2Fx&data=02",
      [
        "url https://nam02.safelinks.protection.outlook.com/?url=http%3A%2F%2Fevil.com%2Fx&data=02",
        "url http://evil.com/x",
      ],
    ],
    ["ftp://user:pass@evil.com/x", ["url ftp://user:pass@evil.com/x"]],
    ["tcp://1.2.3.4:4444", ["url tcp://1.2.3.4:4444"]],
    ["http://evil.com/a=\r\n", ["url http://evil.com/a="]],
    ["hxxp : //evil [ . ] com/x", ["url http://evil.com/x"]],
    ["http://localhost:8080/x", ["url http://localhost:8080/x"]],
    ["h**p://evil.com/x", ["url http://evil.com/x"]],
    ["hxxp://evil[.]com[/]path", ["url http://evil.com/path"]],
    ["http://evil.com/?u=a[0]=1", ["url http://evil.com/?u=a[0]=1"]],
    ["hxxp://1.2.3[.]4/gate[.]php", ["url http://1.2.3.4/gate.php"]],
    ["https://t.me/evil_channel", ["url https://t.me/evil_channel"]],
    ["https://evil.com/page#frag", ["url https://evil.com/page#frag"]],
    ["https://evil.com/path/.", ["url https://evil.com/path/"]],
    ["https://evil.com/a?x=[TOKEN]", ["url https://evil.com/a?x="]],
    ["https://evil.com/<id>/x", ["url https://evil.com/"]],
    ["'https://evil.com/x'", ["url https://evil.com/x"]],
    ["https://evil.com/x…", ["url https://evil.com/x"]],
    ["https://evil.com/x”", ["url https://evil.com/x"]],
    ["link:https://evil.com/x[click here]", ["url https://evil.com/x"]],
    ["<https://evil.com/x>", ["url https://evil.com/x"]],
    ['[1]: https://evil.com/x "Title"', ["url https://evil.com/x"]],
    ["| https://evil.com/x | 2020 |", ["url https://evil.com/x"]],
    ["|https://evil.com/x|2020|", ["url https://evil.com/x"]],
    ['![img](https://evil.com/x.png "t")', ["url https://evil.com/x.png"]],
    ["~~https://evil.com/x~~", ["url https://evil.com/x"]],
    ["https://evil.com/wiki/A_(b)_c", ["url https://evil.com/wiki/A_(b)_c"]],
  ];
  test.each(cases)("%s", (text, wanted) => {
    const found = extract(text);
    expect(found.map(({ type, value }) => `${type} ${value}`)).toEqual(wanted);
    for (const { start, end, raw } of found) expect(text.slice(start, end)).toBe(raw);
  });
});
