import { describe, expect, it } from "vitest";

import { collect, collectOrWhy } from "../test/collect.ts";

async function textOf(html: string): Promise<string> {
  return (await collect("html", html)).text;
}

describe("HTML as text", () => {
  it.each([
    ["<p>one</p><p>two</p>", "one\n\ntwo\n"],
    ["a<br>b<div>c</div>d", "a\nb\nc\nd\n"],
    ["one <b>two</b>three", "one twothree\n"],
    ["  many \n\t spaces&nbsp;here ", "many spaces here\n"],
    ["<pre>  kept\n  as is</pre>", "  kept\n  as is\n"],
    ["<ul><li>a<li>b</ul>", "- a\n- b\n"],
    ["<table><tr><td>a<td>b<tr><th>c<td>d</table>", "a\tb\nc\td\n"],
    ["&lt;&#65;&#x42;&amp;&period;&copy;&unknown;&ampx", "<AB&.©&unknown;&x\n"],
    ["&#128;&#0;&#xd800;&#x110000;", "€\ufffd\ufffd\ufffd\n"],
    ["a < b and 1<2 <3", "a < b and 1<2 <3\n"],
    ["<p>5 > 3</p>", "5 > 3\n"],
    ["<title>t</title><textarea> x <b></textarea>", " x <b>\n"],
    ["<head><title>no body tag</title><p>shown", "shown\n"],
    ['<img alt="a logo" src="x"><input value="typed">', "[a logo] typed\n"],
    ["", ""],
  ])("%j reads as %j", async (html, text) => {
    expect(await textOf(html)).toBe(text);
  });

  it.each([
    ['<a href="https://e.example/x?a=1&amp;b=2">here</a>', "here <https://e.example/x?a=1&b=2>\n"],
    ['<a href="https://e.example/">https://e.example/</a>', "https://e.example/\n"],
    ['<a href="mailto:a@e.example">a@e.example</a>', "a@e.example\n"],
    ['<a href="#top">up</a>', "up\n"],
    ['<a href="javascript:alert(1)">run</a>', "run\n"],
    ['<a href="/relative">r</a>', "r </relative>\n"],
    [
      "<a href=https://one.example>1<a href=https://two.example>2",
      "1 <https://one.example>2 <https://two.example>\n",
    ],
  ])("keeps where %j leads", async (html, text) => {
    expect(await textOf(html)).toBe(text);
  });

  it.each([
    ['<p style="display:none">secret</p>'],
    ['<p style="DISPLAY : NONE !important">secret</p>'],
    ["<p hidden>secret</p>"],
    ['<p style="visibility:hidden">secret</p>'],
    ['<p style="opacity:0">secret</p>'],
    ['<p style="font-size:0">secret</p>'],
    ['<p style="font-size:1px">secret</p>'],
    ['<div style="font-size:0"><span style="font-size:2em">secret</span></div>'],
    ['<p style="color:#fff">secret</p>'],
    ['<p style="color:#fefefe">secret</p>'],
    ['<p style="color:transparent">secret</p>'],
    ['<p style="color:rgba(0,0,0,0)">secret</p>'],
    ['<font color="white">secret</font>'],
    ['<body bgcolor="navy"><font color="#000080">secret</font>'],
    ['<table bgcolor=black><tr><td style="color:black">secret</table>'],
    ['<p style="position:absolute;left:-9999px">secret</p>'],
    ['<p style="text-indent:-9999px">secret</p>'],
    ['<p style="height:0;overflow:hidden">secret</p>'],
    ['<p style="max-height:0px">secret</p>'],
    ['<p style="clip:rect(0,0,0,0)">secret</p>'],
    ['<p style="clip-path:inset(100%)">secret</p>'],
    ['<p style="mso-hide:all">secret</p>'],
    ["<template>secret</template>"],
    ["<style>.x{display:none}</style><p class='a x'>secret</p>"],
    [
      "<style>@media print{p{color:red}} /* } */ #i , b {visibility:hidden}</style><p id=i>secret</p>",
    ],
    ["<style>p.k{color:white}</style><p class=k>secret</p>"],
    ['<img alt="secret" style="display:none">'],
    ['<div style="display:none"><div></span><p style="display:block">secret</p></div></div>'],
  ])("drops and counts what %s hides", async (html) => {
    const { text, notes } = await collect("html", `<div>before</div>${html}`);
    expect(text).not.toContain("secret");
    expect(notes["hidden-text"]).toBe(6);
  });

  it.each([
    ['<p style="visibility:hidden"><b style="visibility:visible">seen</b></p>'],
    ['<p style="font-size:0"><b style="font-size:12px">seen</b></p>'],
    ['<p style="background:#000;color:#fff">seen</p>'],
    ['<p style="background-image:url(x);color:#fff">seen</p>'],
    ['<p style="display:none">x</p>seen'],
    ['<td style="display:none">x</td></div>seen'],
    ["<style>@media print{p{display:none}}</style><p>seen</p>"],
    ["<style>div p{display:none}</style><p>seen</p>"],
    ['<p style="color:var(--x)">seen</p>'],
    ['<p hidden style="display:block">seen</p>'],
  ])("keeps what %s shows", async (html) => {
    expect((await textOf(html)).trim()).toMatch(/seen$/);
  });

  it("leaves out comments, scripts and properties, and says so", async () => {
    const html =
      "<title>The title</title><!-- a --><!--b--><script>let secret</script>" +
      "<input type=hidden value=secret><iframe>secret</iframe>text<!--> shown -->";
    const { text, notes } = await collect("html", html);
    expect(text).toBe("text shown -->\n");
    expect(notes).toEqual({ "comments-dropped": 2, "active-content": 1, "metadata-dropped": 3 });
  });

  it("refuses a page nested deeper than any browser shows", async () => {
    expect(await collectOrWhy("html", "<div>".repeat(120_000))).toBe("limit");
  });

  it.each([
    ["stray ends", "<b>".repeat(40_000) + "</td></p></i>".repeat(100_000)],
    ["open tags", '<a b="'.repeat(200_000)],
    ["open comments", "<!--".repeat(200_000)],
    ["open brackets", "<".repeat(1_000_000)],
    ["ampersands", "&amp".repeat(300_000)],
    ["open rules", `<style>${"a{".repeat(300_000)}`],
    ["open style comments", `<style>${"/*".repeat(300_000)}`],
    ["attributes", `<p ${"a = ".repeat(300_000)}>`],
    ["spaces", `<p ${"a ".repeat(10)}${" ".repeat(1_000_000)}x>${" ".repeat(1_000_000)}y`],
    ["objects", "<object>".repeat(40_000) + "</applet>".repeat(40_000)],
  ])("reads a storm of %s to its end", async (_name, html) => {
    expect(await collectOrWhy("html", html)).toBeTypeOf("object");
  });

  it.each([
    ["<meta charset=windows-1251><p>\xcf\xf0\xe8", "При\n"],
    ['<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>\xfc', "ü\n"],
    ["<p>\xfc", "ü\n"],
    ["\xef\xbb\xbf<p>\xc3\xbc", "ü\n"],
    ["\xff\xfe<\0p\0>\0\xfc\0", "ü\n"],
  ])("decodes %j", async (latin1, text) => {
    expect((await collect("html", Buffer.from(latin1, "latin1"))).text).toBe(text);
  });
});
