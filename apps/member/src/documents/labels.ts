/** The format that a name or a declared media type claims. A claim is compared, never obeyed. */

import type { DocumentFormat } from "./document.ts";

const endings: Readonly<Record<string, DocumentFormat>> = {
  csv: "csv",
  docm: "docx",
  docx: "docx",
  eml: "eml",
  htm: "html",
  html: "html",
  json: "json",
  log: "text",
  markdown: "markdown",
  md: "markdown",
  mht: "eml",
  pdf: "pdf",
  text: "text",
  tsv: "csv",
  txt: "text",
  xhtml: "html",
};

const mediaTypes: Readonly<Record<string, DocumentFormat>> = {
  "application/json": "json",
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "message/rfc822": "eml",
  "text/csv": "csv",
  "text/html": "html",
  "text/markdown": "markdown",
  "text/plain": "text",
};

export function formatOfLabels(
  name: string | undefined,
  declaredType: string | undefined,
): DocumentFormat | undefined {
  const ending = /\.([a-z0-9]{1,10})$/i.exec(name?.slice(-32) ?? "")?.[1]?.toLowerCase() ?? "";
  if (Object.hasOwn(endings, ending)) return endings[ending];
  const type = declaredType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return Object.hasOwn(mediaTypes, type) ? mediaTypes[type] : undefined;
}
