import { describe, expect, it } from "vitest";

import { collect, collectOrWhy } from "../test/collect.ts";
import { type DocxOptions, paragraph, run, wordPart, writeDocx } from "../test/docx-writer.ts";

async function textOf(body: string, options?: DocxOptions): Promise<string> {
  return (await collect("docx", writeDocx(body, options))).text;
}

function table(...rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string =>
    row.map((cell) => `<w:tc>${cell}</w:tc>`).join("");
  return `<w:tbl>${rows.map((row) => `<w:tr>${cells(row)}</w:tr>`).join("")}</w:tbl>`;
}

function styles(content: string): DocxOptions {
  return {
    relations: [{ id: "s", kind: "styles", target: "styles.xml" }],
    parts: [{ name: "word/styles.xml", content: wordPart("styles", content) }],
  };
}

describe("DOCX as text", () => {
  it.each([
    [paragraph("one") + paragraph("two"), "one\ntwo\n"],
    [paragraph("one") + paragraph("") + paragraph("two"), "one\n\ntwo\n"],
    [`<w:p>${run("split ")}${run("over runs")}</w:p>`, "split over runs\n"],
    [
      "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r></w:p>",
      "a\tb\nc-\n",
    ],
    [
      table([paragraph("a"), paragraph("b")], [paragraph("c"), paragraph("d") + paragraph("e")]),
      "a\tb\nc\td\ne\n",
    ],
    [paragraph("&lt;b&gt; &amp; &#169;"), "<b> & ©\n"],
    [`<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>${run("x")}</w:p>`, "x\n"],
    [`<w:p><w:ins>${run("added")}</w:ins></w:p>`, "added\n"],
    [
      `<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>`,
      "x=1\n",
    ],
    ["", ""],
  ])("reads %s", async (body, text) => {
    expect(await textOf(body)).toBe(text);
  });

  it("reads a text box once, not also its fallback", async () => {
    const box = `<wps:wsp><w:txbxContent>${paragraph("boxed")}</w:txbxContent></wps:wsp>`;
    const body =
      `<w:p><w:r><mc:AlternateContent><mc:Choice>${box}</mc:Choice>` +
      `<mc:Fallback>${paragraph("boxed")}</mc:Fallback></mc:AlternateContent></w:r></w:p>`;
    const { text, notes } = await collect("docx", writeDocx(body));
    expect(text.match(/boxed/g)).toHaveLength(1);
    expect(notes).toEqual({ "layout-shapes": 1 });
  });

  it("keeps where links lead, in both ways of writing them", async () => {
    const field = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const instruction = '<w:r><w:instrText> HYPERLINK "https://two.example/" </w:instrText></w:r>';
    const body =
      `<w:p><w:hyperlink r:id="h">${run("one")}</w:hyperlink> ` +
      `${field("begin")}${instruction}${field("separate")}${run("two")}${field("end")}</w:p>` +
      `<w:p><w:fldSimple w:instr='HYPERLINK "https://three.example/"'>${run("three")}</w:fldSimple></w:p>`;
    const relations = [
      { id: "h", kind: "hyperlink", target: "https://one.example/", external: true },
    ];
    expect(await textOf(body, { relations })).toBe(
      "one <https://one.example/>two <https://two.example/>\nthree <https://three.example/>\n",
    );
  });

  it.each([
    ["hidden-text", run("secret", "<w:vanish/>")],
    ["hidden-text", run("secret", '<w:vanish w:val="true"/>')],
    ["hidden-text", run("secret", '<w:color w:val="FFFFFF"/>')],
    ["hidden-text", run("secret", '<w:sz w:val="1"/>')],
    ["hidden-text", run("secret", '<w:highlight w:val="white"/><w:color w:val="FFFFFF"/>')],
    ["covered-text", run("secret", '<w:highlight w:val="black"/>')],
    ["covered-text", run("secret", '<w:highlight w:val="black"/><w:color w:val="000000"/>')],
    ["covered-text", run("secret", '<w:shd w:val="clear" w:fill="000000"/>')],
    ["covered-text", run("secret", '<w:shd w:val="solid" w:color="000000" w:fill="auto"/>')],
    ["deleted-text", `<w:del>${run("secret").replaceAll("w:t", "w:delText")}</w:del>`],
    ["deleted-text", `<w:moveFrom>${run("secret")}</w:moveFrom>`],
  ])("drops and counts %s of %s", async (kind, secret) => {
    const { text, notes } = await collect("docx", writeDocx(`<w:p>${run("seen")}${secret}</w:p>`));
    expect(text).toBe("seen\n");
    expect(notes).toEqual({ [kind]: 6 });
  });

  it.each([
    ["turned off again", "<w:vanish/>", run("seen", '<w:rStyle w:val="h"/><w:vanish w:val="0"/>')],
    ["light on dark", "", run("seen", '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>')],
    [
      "changed from hidden",
      "",
      run("seen", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
    ],
  ])("keeps text that is %s", async (_name, style, seen) => {
    const options = styles(`<w:style w:styleId="h"><w:rPr>${style}</w:rPr></w:style>`);
    expect(await textOf(`<w:p>${seen}</w:p>`, options)).toBe("seen\n");
  });

  it("follows styles and what they are based on, even in circles", async () => {
    const chain =
      '<w:style w:styleId="base"><w:basedOn w:val="top"/><w:rPr><w:vanish/></w:rPr></w:style>' +
      '<w:style w:styleId="top"><w:basedOn w:val="base"/></w:style>';
    const body =
      `<w:p><w:pPr><w:pStyle w:val="top"/></w:pPr>${run("secret")}</w:p>` + paragraph("seen");
    const { text, notes } = await collect("docx", writeDocx(body, styles(chain)));
    expect(text.trim()).toBe("seen");
    expect(notes["hidden-text"]).toBe(6);
  });

  it("sees white text on a shaded cell, and leaves doubt where a table style paints", async () => {
    const white = paragraph("head", '<w:color w:val="FFFFFF"/>');
    const shaded = `<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>${white}`;
    const styled = table([white]).replace(
      "<w:tbl>",
      '<w:tbl><w:tblPr><w:tblStyle w:val="grid"/></w:tblPr>',
    );
    const painted = styles(
      '<w:style w:styleId="grid"><w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr></w:style>',
    );
    expect(await textOf(table([shaded]))).toBe("head\n");
    expect(await textOf(styled, painted)).toBe("head\n");
    expect(await textOf(table([white]))).toBe("");
  });

  it("reads notes, heads and feet once each, and leaves out comments and properties", async () => {
    const body = `<w:p>${run("body")}<w:r><w:commentReference w:id="0"/></w:r></w:p>`;
    const part = (name: string, root: string, text: string): { name: string; content: string } => ({
      name: `word/${name}.xml`,
      content: wordPart(root, paragraph(text)),
    });
    const { text, notes } = await collect(
      "docx",
      writeDocx(body, {
        relations: [
          ...["header1", "header2", "footnotes", "comments"].map((name) => ({
            id: name,
            kind: name.replace(/\d/, ""),
            target: `${name}.xml`,
          })),
          { id: "i", kind: "image", target: "media/a.png" },
          { id: "o", kind: "oleObject", target: "embeddings/a.bin" },
          { id: "v", kind: "vbaProject", target: "vbaProject.bin" },
          { id: "t", kind: "attachedTemplate", target: "https://evil.example/t", external: true },
        ],
        parts: [
          part("header1", "hdr", "head"),
          part("header2", "hdr", "head"),
          part("footnotes", "footnotes", "a note"),
          part("comments", "comments", "secret"),
          { name: "docProps/core.xml", content: "<author>secret</author>" },
        ],
      }),
    );
    expect(text).toBe("body\n\na note\n\nhead\n");
    expect(notes).toEqual({
      "active-content": 2,
      "comments-dropped": 1,
      "embedded-unread": 1,
      "metadata-dropped": 1,
      "pictures-unread": 1,
    });
  });

  it.each([
    ["no main part", { document: "" }, "damaged"],
    ["half a main part", { document: "<w:document><w:body>" }, "damaged"],
    [
      "billion laughs",
      { document: '<!DOCTYPE a [<!ENTITY b "c">]><w:document>&b;</w:document>' },
      "damaged",
    ],
    ["deep nesting", { document: "<w:p>".repeat(3_000) }, "limit"],
  ])("refuses %s", async (_name, options, why) => {
    expect(await collectOrWhy("docx", writeDocx("", options))).toBe(why);
  });

  it("answers every truncation", async () => {
    const whole = writeDocx(paragraph("some text of the document"));
    for (let end = 0; end < whole.length; end += 10) {
      expect(await collectOrWhy("docx", whole.slice(0, end))).toBeTypeOf("string");
    }
  });
});
