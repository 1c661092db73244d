/** Products in use: CPE names and lines of an inventory, read into what reports can be held against. */

export interface Product {
  readonly cpe: string | null;
  readonly vendor: string;
  readonly product: string;
  readonly version: string | null;
}

const partCharsMax = 120;
const anything: ReadonlySet<string> = new Set(["*", "-", ""]);

/** CPE 2.3 formatted string or 2.2 URI (NISTIR 7695); undefined where it names no product. */
export function parseCpe(text: string): Product | undefined {
  const cpe = text.trim();
  const parts = cpe.startsWith("cpe:2.3:")
    ? cpe.slice("cpe:2.3:".length).split(/(?<!\\):/)
    : /^cpe:\/[aoh]:/.test(cpe)
      ? cpe.slice("cpe:/".length).split(":").map(decoded)
      : [];
  const [part = "", vendor = "", product = "", version = ""] = parts.map(plain);
  if (!/^[aoh]$/.test(part) || anything.has(product)) return undefined;
  return {
    cpe,
    vendor: anything.has(vendor) ? product : vendor,
    product,
    version: anything.has(version) ? null : version,
  };
}

/** Words as people write them: without escapes, with spaces. */
function plain(part: string): string {
  return part.replaceAll(/\\(.)/g, "$1").replaceAll("_", " ").slice(0, partCharsMax);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
