/** A minimal DOCX writer for tests: the parts that Word itself insists on, and any others. */

import { writeZip, type ZipItem } from "./zip-writer.ts";

const types = "http://schemas.openxmlformats.org/package/2006/content-types";
const relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
export const wordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const contentTypes =
  `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="${types}"><Default Extension="xml" ` +
  `ContentType="application/xml"/></Types>`;
const rootRelations =
  `<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/officeDocument" ` +
  `Target="word/document.xml"/></Relationships>`;

export interface DocxRelation {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
  readonly external?: boolean;
}

export interface DocxOptions {
  readonly relations?: readonly DocxRelation[];
  readonly parts?: readonly ZipItem[];
  /** The whole of word/document.xml instead of one made around the body. */
  readonly document?: string | Uint8Array;
}

/** One part around its content, with the namespaces that tests use. */
export function wordPart(root: string, content: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?><w:${root} xmlns:w="${wordNamespace}" xmlns:r="${office}" ` +
    `xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
    `xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">${content}</w:${root}>`
  );
}

/** A paragraph of one run. `properties` are those of the run. */
export function paragraph(text: string, properties = ""): string {
  return `<w:p>${run(text, properties)}</w:p>`;
}

export function run(text: string, properties = ""): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

export function writeDocx(body: string, options: DocxOptions = {}): Uint8Array {
  const { relations = [], parts = [] } = options;
  const rows = relations.map(
    ({ id, kind, target, external }) =>
      `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"` +
      `${external === true ? ' TargetMode="External"' : ""}/>`,
  );
  return writeZip([
    { name: "[Content_Types].xml", content: contentTypes },
    { name: "_rels/.rels", content: rootRelations },
    {
      name: "word/document.xml",
      content: options.document ?? wordPart("document", `<w:body>${body}</w:body>`),
    },
    {
      name: "word/_rels/document.xml.rels",
      content: `<Relationships xmlns="${relationships}">${rows.join("")}</Relationships>`,
    },
    ...parts,
  ]);
}
