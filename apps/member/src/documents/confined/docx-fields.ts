/** Links of a DOCX: `w:hyperlink`, and the older fields whose instruction says HYPERLINK. */

import type { BodyContext } from "./docx-context.ts";

export interface FieldReader {
  open(name: string, attribute: (name: string) => string | undefined): void;
  close(name: string): void;
  instruction(text: string): void;
  /** Visible text, which may be the text of the innermost link. */
  shown(text: string): void;
}

interface Field {
  instruction: string;
  text: string;
  readonly by: "w:hyperlink" | "w:fldSimple" | "w:fldChar";
  readonly target?: string;
}

const fieldsMax = 64;
const instructionCharsMax = 8_192;
const link = /^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]*)"/i;
/** Fields that fetch or run something when the document is opened. */
const active = /^\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b/i;

export function createFieldReader({ links, flow, out }: BodyContext): FieldReader {
  const fields: Field[] = [];
  const begin = (field: Field): void => {
    // Deeper fields lose their target, never their text.
    if (fields.length < fieldsMax) fields.push(field);
  };
  const end = (by: Field["by"]): void => {
    if (fields.at(-1)?.by !== by) return;
    const field = fields.pop();
    if (field === undefined) return;
    if (active.test(field.instruction)) out.note("active-content", 1);
    const target = field.target ?? link.exec(field.instruction)?.[1];
    if (target === undefined || target === "" || target === field.text.trim()) return;
    if (`mailto:${field.text.trim()}` !== target) flow.exact(` <${target}>`);
  };
  return {
    open: (name, attribute) => {
      if (name === "w:hyperlink") {
        const target = links.get(attribute("r:id") ?? "");
        begin({ by: name, instruction: "", text: "", ...(target === undefined ? {} : { target }) });
      } else if (name === "w:fldSimple") {
        begin({ by: name, instruction: attribute("w:instr") ?? "", text: "" });
      } else if (name === "w:fldChar") {
        const type = attribute("w:fldCharType");
        if (type === "begin") begin({ by: name, instruction: "", text: "" });
        if (type === "end") end("w:fldChar");
      }
    },
    close: (name) => {
      if (name === "w:hyperlink" || name === "w:fldSimple") end(name);
    },
    instruction: (text) => {
      const field = fields.at(-1);
      if (field?.by === "w:fldChar" && field.instruction.length < instructionCharsMax) {
        field.instruction += text;
      }
    },
    shown: (text) => {
      const field = fields.at(-1);
      if (field !== undefined && field.text.length < instructionCharsMax) field.text += text;
    },
  };
}
