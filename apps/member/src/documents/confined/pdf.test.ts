import { describe, expect, it } from "vitest";

import { collect, collectOrWhy } from "../test/collect.ts";
import { type PdfOptions, streamOf, textAt, writePdf } from "../test/pdf-writer.ts";

async function textOf(content: string, options?: PdfOptions): Promise<string> {
  return (await collect("pdf", writePdf([content], options))).text.trim();
}

const box = (x: number, y: number, width: number, height: number): string =>
  `${x} ${y} ${width} ${height} re f\n`;
const seen = textAt(72, 720, "seen");

describe("PDF as text", () => {
  it.each([
    [textAt(72, 700, "one (two) \\three"), "one (two) \\three"],
    [textAt(72, 700, "one") + textAt(72, 686, "two"), "one\ntwo"],
    [textAt(72, 700, "one") + textAt(72, 600, "two"), "one\n\ntwo"],
    [textAt(72, 700, "left") + textAt(300, 700, "right"), "left\tright"],
    ["BT /F1 12 Tf 72 700 Td [(sp) -50 (lit) -400 (word)] TJ ET", "split word"],
    ["BT /F1 12 Tf 14 TL 72 700 Td (one) Tj T* (two) Tj (three) ' ET", "one\ntwo\nthree"],
    ["BT 12 0 0 12 72 700 Tm /F1 1 Tf (scaled) Tj ET", "scaled"],
    ["BT /F1 12 Tf 0 1 -1 0 300 300 Tm (turned ) Tj (text) Tj ET", "turned text"],
    [textAt(72, 700, "bold") + textAt(72.3, 700, "bold"), "bold"],
    ["BT /F1 12 Tf 3 Tc 72 700 Td (a b) Tj ET", "a b"],
  ])("reads %j", async (content, text) => {
    expect(await textOf(content)).toBe(text);
  });

  it.each<[string, string, string, PdfOptions?]>([
    ["hidden-text", "invisible mode", textAt(72, 700, "secret", "3 Tr")],
    ["hidden-text", "clipping mode", textAt(72, 700, "secret", "7 Tr")],
    ["hidden-text", "white", textAt(72, 700, "secret", "1 1 1 rg")],
    ["hidden-text", "nearly white", textAt(72, 700, "secret", "0.99 0.99 0.99 rg")],
    ["hidden-text", "outlined in white", textAt(72, 700, "secret", "1 Tr 1 1 1 RG")],
    ["hidden-text", "tiny", `q 0.01 0 0 0.01 72 700 cm ${textAt(0, 0, "secret")} Q`],
    ["hidden-text", "off the page", textAt(900, 700, "secret")],
    ["hidden-text", "clipped away", `q 0 0 10 10 re W n ${textAt(72, 700, "secret")} Q`],
    [
      "hidden-text",
      "in the colour of its box",
      `0 0 1 rg ${box(60, 690, 300, 30)}${textAt(72, 700, "secret")}`,
    ],
    [
      "hidden-text",
      "clear",
      `/G gs ${textAt(72, 700, "secret")}`,
      { resources: "/ExtGState << /G << /ca 0 >> >>" },
    ],
    [
      "hidden-text",
      "on a layer that is off",
      `/OC /L BDC ${textAt(72, 700, "secret")} EMC`,
      {
        resources: "/Properties << /L 10 0 R >>",
        objects: ["<< /Type /OCG /Name (x) >>"],
        catalog: "/OCProperties << /OCGs [10 0 R] /D << /OFF [10 0 R] >> >>",
      },
    ],
    ["covered-text", "under a black box", textAt(72, 700, "secret") + box(60, 690, 300, 30)],
    [
      "covered-text",
      "under a white box",
      `${textAt(72, 700, "secret")}1 g ${box(60, 690, 300, 30)}`,
    ],
    ["covered-text", "under a thick line", `${textAt(72, 700, "secret")}20 w 60 704 m 300 704 l S`],
  ])("drops and counts %s that is %s", async (kind, _name, content, options) => {
    const { text, notes } = await collect("pdf", writePdf([seen + content], options));
    expect(text.trim()).toBe("seen");
    expect(notes).toEqual({ [kind]: 6 });
  });

  it.each([
    ["white on a box", `0 0 0 rg ${box(60, 690, 300, 30)}1 1 1 rg ${textAt(72, 700, "seen")}`],
    ["over a box", `0.9 g ${box(60, 690, 300, 30)}0 g ${textAt(72, 700, "seen")}`],
    ["with a line under it", `${textAt(72, 700, "seen")}1 w 60 698 m 300 698 l S`],
    ["beside a box", `${textAt(72, 700, "seen")}${box(300, 690, 100, 30)}`],
    ["under a frame", `${textAt(72, 700, "seen")}60 690 300 30 re S`],
  ])("keeps text %s", async (_name, content) => {
    expect(await textOf(content)).toBe("seen");
  });

  it("takes the invisible layer of a scanned page, and says that it is one", async () => {
    const picture = { resources: "/XObject << /I 10 0 R >>", objects: [pictureObject()] };
    const page = `q 612 0 0 792 0 0 cm /I Do Q ${textAt(72, 700, "recognised words", "3 Tr")}`;
    const { text, notes } = await collect("pdf", writePdf([page], picture));
    expect(text.trim()).toBe("recognised words");
    expect(notes).toEqual({ "pictures-unread": 1, "recognised-text": 15 });
  });

  it("drops what a smaller picture lies on", async () => {
    const picture = { resources: "/XObject << /I 10 0 R >>", objects: [pictureObject()] };
    const page = `${seen}${textAt(72, 600, "secret")} q 200 0 0 30 60 590 cm /I Do Q`;
    const { text, notes } = await collect("pdf", writePdf([page], picture));
    expect(text.trim()).toBe("seen");
    expect(notes).toEqual({ "pictures-unread": 1, "covered-text": 6 });
  });

  it("keeps where links lead, and leaves out comments, properties and attachments", async () => {
    const { text, notes } = await collect(
      "pdf",
      writePdf([seen], {
        info: "/Author (Secret) /Title (Secret)",
        page: "/Annots [10 0 R 11 0 R 10 0 R]",
        objects: [
          "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://evil.example/a) >> >>",
          "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Secret) >>",
          "<< /Type /Filespec /F (a.txt) /EF << /F 13 0 R >> >>",
          streamOf("secret").toString("latin1"),
        ],
        catalog:
          "/Names << /EmbeddedFiles << /Names [(a.txt) 12 0 R] >> >> /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
      }),
    );
    expect(text.trim()).toBe("seen\n<https://evil.example/a>");
    expect(notes).toEqual({
      "active-content": 1,
      "annotations-dropped": 1,
      "embedded-unread": 1,
      "metadata-dropped": 2,
    });
  });

  it("reads compressed pages in order", async () => {
    const pages = ["first", "second", "third"].map((word) => textAt(72, 700, word));
    const { text } = await collect("pdf", writePdf(pages, { compress: true }));
    expect(text.match(/\w+/g)).toEqual(["first", "second", "third"]);
  });

  it("asks for no password", async () => {
    const locked = `/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${"61".repeat(32)}> /U <${"62".repeat(32)}> >> /ID [<01> <01>]`;
    expect(await collectOrWhy("pdf", writePdf([seen], { trailer: locked }))).toBe("encrypted");
  });

  it.each([
    ["no pages", writePdf([])],
    ["a page tree that holds itself", writePdf([seen], { objects: [], catalog: "/Pages 1 0 R" })],
    ["nothing but a head", Buffer.from("%PDF-1.7\n")],
    ["nested arrays", writePdf(["[".repeat(100_000)])],
    ["unknown operators", writePdf(["x y z ".repeat(10_000)])],
    ["states that are never left", writePdf(["q ".repeat(500)])],
  ])("ends on %s", async (_name, bytes) => {
    const outcome = await collectOrWhy("pdf", bytes);
    expect(["string", "object"]).toContain(typeof outcome);
  });

  it("answers every truncation, and says that something may be missing", async () => {
    const whole = writePdf([seen, textAt(72, 700, "second page")]);
    for (let end = 0; end < whole.length - 10; end += 10) {
      const outcome = await collectOrWhy("pdf", whole.slice(0, end));
      if (typeof outcome === "object") expect(outcome.notes["repaired"]).toBe(true);
      else expect(outcome).toBe("damaged");
    }
  });
});

function pictureObject(): string {
  const entries =
    "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray";
  return streamOf("abcd", false, entries).toString("latin1");
}
