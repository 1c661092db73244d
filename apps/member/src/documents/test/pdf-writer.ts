/** A minimal PDF writer for tests: pages of raw content with one standard font, and any objects. */

import { deflateSync } from "node:zlib";

export interface PdfOptions {
  /** Entries of the trailer beside Root and Size, such as an Encrypt dictionary. */
  readonly trailer?: string;
  readonly info?: string;
  readonly compress?: boolean;
  /** Extra entries of every page, such as `/Annots [ … ]`. */
  readonly page?: string;
  /** Extra entries of every page's resources. */
  readonly resources?: string;
  /** Extra entries of the catalogue. */
  readonly catalog?: string;
  /** Further objects, numbered from 10. */
  readonly objects?: readonly string[];
}

/** `contents` holds the operators of each page. */
export function writePdf(contents: readonly string[], options: PdfOptions = {}): Uint8Array {
  const objects = new Map<number, Buffer>();
  const set = (number: number, body: string): void => {
    objects.set(number, Buffer.from(body, "latin1"));
  };
  const firstPage = 100;
  const kids = contents.map((_content, index) => `${firstPage + index * 2} 0 R`);
  set(1, `<< /Type /Catalog /Pages 2 0 R ${options.catalog ?? ""} >>`);
  set(2, `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${contents.length} >>`);
  set(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  set(4, `<< ${options.info ?? ""} >>`);
  (options.objects ?? []).forEach((body, index) => set(10 + index, body));
  contents.forEach((content, index) => {
    const number = firstPage + index * 2;
    set(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${number + 1} 0 R ` +
        `/Resources << /Font << /F1 3 0 R >> ${options.resources ?? ""} >> ${options.page ?? ""} >>`,
    );
    objects.set(number + 1, streamOf(content, options.compress === true));
  });
  return assemble(objects, options.trailer ?? "");
}

export function streamOf(content: string, compress = false, entries = ""): Buffer {
  const data = compress ? deflateSync(content) : Buffer.from(content, "latin1");
  const filter = compress ? "/Filter /FlateDecode" : "";
  return Buffer.concat([
    Buffer.from(`<< /Length ${data.length} ${filter} ${entries} >>\nstream\n`, "latin1"),
    data,
    Buffer.from("\nendstream", "latin1"),
  ]);
}

function assemble(objects: ReadonlyMap<number, Buffer>, trailer: string): Buffer {
  const chunks = [Buffer.from("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n", "latin1")];
  let at = chunks[0]?.length ?? 0;
  const places = new Map<number, number>();
  for (const [number, body] of objects) {
    places.set(number, at);
    const whole = Buffer.concat([
      Buffer.from(`${number} 0 obj\n`),
      body,
      Buffer.from("\nendobj\n"),
    ]);
    chunks.push(whole);
    at += whole.length;
  }
  const size = Math.max(...objects.keys()) + 1;
  const rows = ["0000000000 65535 f "];
  for (let number = 1; number < size; number += 1) {
    const place = places.get(number);
    rows.push(
      place === undefined ? "0000000000 00000 f " : `${String(place).padStart(10, "0")} 00000 n `,
    );
  }
  const end =
    `xref\n0 ${size}\n${rows.join("\n")}\ntrailer\n<< /Root 1 0 R /Info 4 0 R /Size ${size} ${trailer} >>\n` +
    `startxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...chunks, Buffer.from(end, "latin1")]);
}

/** A line of text at a place, in points from the lower left corner. */
export function textAt(x: number, y: number, text: string, before = ""): string {
  const escaped = text.replace(/[\\()]/g, "\\$&");
  return `BT /F1 12 Tf ${before} ${x} ${y} Td (${escaped}) Tj ET\n`;
}
