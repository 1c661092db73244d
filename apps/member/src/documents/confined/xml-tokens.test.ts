import { describe, expect, it } from "vitest";

import { wordNamespace } from "../test/docx-writer.ts";
import { Unreadable } from "./unreadable.ts";
import { readXmlTokens } from "./xml-tokens.ts";

function tokensOf(xml: string | Uint8Array): string[] {
  const tokens: string[] = [];
  readXmlTokens(typeof xml === "string" ? new TextEncoder().encode(xml) : xml, {
    open: (name, attribute) => {
      const value = attribute("w:val") ?? attribute("val");
      tokens.push(value === undefined ? `<${name}` : `<${name} ${value}`);
    },
    close: (name) => tokens.push(`>${name}`),
    text: (text) => tokens.push(text),
  });
  return tokens;
}

function whyNot(xml: string): unknown {
  try {
    return tokensOf(xml);
  } catch (error) {
    return error instanceof Unreadable ? error.why : error;
  }
}

describe("XML tokens", () => {
  it("names elements by namespace, whatever prefix the file uses", () => {
    const strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    expect(tokensOf(`<w:p xmlns:w="${wordNamespace}" w:val="1"/>`)).toEqual(["<w:p 1", ">w:p"]);
    expect(tokensOf(`<x:p xmlns:x='${strict}' x:val = "a&amp;b"/>`)).toEqual(["<w:p a&b", ">w:p"]);
    expect(tokensOf(`<p xmlns="${wordNamespace}"><q xmlns="other"/><r/></p>`)).toEqual([
      "<w:p",
      "<?:q",
      ">?:q",
      "<w:r",
      ">w:r",
      ">w:p",
    ]);
  });

  it("decodes references, keeps unknown ones as written, and takes CDATA as it is", () => {
    expect(tokensOf("<a>&lt;&#65;&#x42;&lol;<![CDATA[<b>&amp;]]><!-- c --><?pi?></a>")).toEqual([
      "<?:a",
      "<AB&lol;",
      "<b>&amp;",
      ">?:a",
    ]);
  });

  it("reads UTF-16", () => {
    const xml = Buffer.from("\ufeff<a>ü</a>", "utf16le");
    expect(tokensOf(new Uint8Array(xml))).toContain("ü");
  });

  it.each([
    ["a document type", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "damaged"],
    ["an external entity", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "damaged"],
    ["an entity declaration", '<a><!ENTITY x "y"></a>', "damaged"],
    ["nothing", "", "damaged"],
    ["text alone", "text", "damaged"],
    ["an end without a start", "</a>", "damaged"],
    ["crossed elements", "<a><b></a></b>", "damaged"],
    ["an element left open", "<a><b></b>", "damaged"],
    ["a tag left open", "<a", "damaged"],
    ["an attribute without quotes", "<a b=c/>", "damaged"],
    ["an attribute with a tag in it", '<a b="<c>"/>', "damaged"],
    ["a comment left open", "<a><!-- </a>", "damaged"],
    ["CDATA left open", "<a><![CDATA[ </a>", "damaged"],
    ["deep nesting", "<a>".repeat(5_000), "limit"],
    [
      "many prefixes",
      `<a ${Array.from({ length: 300 }, (_, n) => `xmlns:p${n}="u"`).join(" ")}/>`,
      "limit",
    ],
  ])("refuses %s", (_name, xml, why) => {
    expect(whyNot(xml)).toBe(why);
  });
});
