/** Which media types a client may name, and which it gets. TAXII 2.1 §1.6.8, §3.2; RFC 9110 §12.5.1. */

export const taxiiMediaType = "application/taxii+json;version=2.1";
const stixAndTaxii = "application/taxii+json";

/** Whether one of the media ranges of Accept is what this server gives; no Accept takes anything. */
export function accepts(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === "") return true;
  return accept.split(",").some((range) => {
    const { type, parameters } = parse(range);
    if (parameters.get("q") !== undefined && Number(parameters.get("q")) === 0) return false;
    if (type === "*/*" || type === "application/*") return true;
    return type === stixAndTaxii && isVersion(parameters.get("version"));
  });
}

/** Whether the content says that it is TAXII 2.1; without a version it is the latest. */
export function isTaxiiContent(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  const { type, parameters } = parse(contentType);
  return type === stixAndTaxii && isVersion(parameters.get("version"));
}

function isVersion(version: string | undefined): boolean {
  return version === undefined || version === "2.1";
}

function parse(text: string): { type: string; parameters: ReadonlyMap<string, string> } {
  const [type = "", ...rest] = text.split(";").map((part) => part.trim());
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    const value = part.slice(at + 1).trim();
    parameters.set(part.slice(0, at).trim().toLowerCase(), value.replace(/^"(.*)"$/, "$1"));
  }
  return { type: type.toLowerCase(), parameters };
}
