/** Observables as text that no terminal makes a link of. They are live: nobody should open one by chance. */

const networkTypes: ReadonlySet<string> = new Set([
  "ipv4",
  "ipv6",
  "cidr",
  "endpoint",
  "domain",
  "onion",
  "url",
  "email",
]);

/** `https://evil.example` → `hxxps://evil[.]example`. */
export function defang(value: string, type: string | null): string {
  if (type === null || !networkTypes.has(type)) return value;
  const quiet = value.replace(/^http/i, "hxxp").replaceAll(".", "[.]").replaceAll("@", "[@]");
  return type === "ipv6" || type === "cidr" ? quiet.replaceAll(":", "[:]") : quiet;
}

/** Dots between letters or digits, and ids of ATT&CK and CSF, whose dots are no address. */
const dots = /\b(?:T\d{4}\.\d{3}|[A-Z]{2}\.[A-Z]{2}-\d{2})\b|(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}])/gu;

/** Of files that people write: none of these is a top-level domain, as `md` and `zip` are. */
const documentEnding =
  /\.(?:txt|text|log|pdf|docx?|odt|rtf|html?|eml|msg|json|jsonl|csv|tsv|xlsx?|xml|ya?ml)$/i;

/** What somebody called a file or a draft: running text, but `incident.txt` stays what it is. */
export function defangName(name: string): string {
  const ending = documentEnding.exec(name)?.[0] ?? "";
  return `${defangText(name.slice(0, name.length - ending.length))}${ending}`;
}

/** Running text: schemes, mail addresses and dots between letters or digits. */
export function defangText(text: string): string {
  return text
    .replaceAll(/\bhttp(?=s?:\/\/)/gi, "hxxp")
    .replaceAll(dots, (found) => (found === "." ? "[.]" : found))
    .replaceAll(/(?<=\S)@(?=[\p{L}\p{N}])/gu, "[@]");
}
