/** The one written form of what is seen on a host: files, paths, registry keys, names of objects. */

const pathCharsMax = 1024;
const fileNameCharsMax = 255;
const ruleCharsMax = 65536;

const hives: Readonly<Record<string, string>> = {
  hkey_local_machine: "hklm",
  hkey_current_user: "hkcu",
  hkey_classes_root: "hkcr",
  hkey_users: "hku",
  hkey_current_config: "hkcc",
};
const shortHives = new Set(Object.values(hives));
const controlPattern = /[^ -~\xa0-\uffff]/;

function trimEnd(text: string, char: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === char) end -= 1;
  return text.slice(0, end);
}

const ascii = /^[\0-\x7f]*$/;

/** NFC may lengthen or reorder, never differently twice; lower case may leave NFC, so it goes first. */
function foldCase(text: string): string {
  const lower = text.toLowerCase();
  return ascii.test(lower) ? lower : lower.normalize("NFC");
}

export function canonicalFileName(value: string): string | undefined {
  const name = foldCase(value.trim());
  const bad = name === "" || name.length > fileNameCharsMax || /[/\\<>|"*?]/.test(name);
  return bad || controlPattern.test(name) || name.trim() !== name ? undefined : name;
}

/** A drive or variable and parts in ASCII between single backslashes: nothing but the case can change. */
const plainPath = /^(?:[a-z]:|%[ -$&-.0-[\]-~]+%)(?:\\?[ -.0-[\]-~])+(?<! )$/i;

/** Windows compares names without case: lower case, single backslashes, no trailing one. */
export function canonicalWindowsPath(value: string): string | undefined {
  if (value.length <= pathCharsMax && plainPath.test(value)) return value.toLowerCase();
  if (value.length > pathCharsMax || controlPattern.test(value)) return undefined;
  let path = foldCase(value.trim()).replaceAll("/", "\\");
  if (path.startsWith("\\\\?\\")) path = path.slice(4);
  path = trimEnd(path.replace(/\\+/g, "\\"), "\\").trim();
  path = trimEnd(path, "\\");
  return /^(?:[a-z]:|%[^%\\]+%|\\)/.test(path) && path === path.trim() ? path : undefined;
}

export function canonicalUncPath(value: string): string | undefined {
  if (value.length > pathCharsMax || !value.startsWith("\\\\") || controlPattern.test(value)) {
    return undefined;
  }
  const parts = foldCase(value)
    .split(/\\+/)
    .filter((part) => part.trim() !== "");
  return parts.length < 2 || parts[0] === "." || parts[0] === "?"
    ? undefined
    : `\\\\${parts.map((part) => part.trim()).join("\\")}`;
}

export function canonicalUnixPath(value: string): string | undefined {
  if (value.length > pathCharsMax || controlPattern.test(value)) return undefined;
  const path = trimEnd(value.trim().normalize("NFC").replace(/\/+/g, "/"), "/").trim();
  return /^~?\/[^/]/.test(path) && !path.endsWith("/") ? path : undefined;
}

/** `hklm\software\…`: short hive, lower case, single backslashes, no trailing one. */
export function canonicalRegistryKey(value: string): string | undefined {
  if (value.length > pathCharsMax || controlPattern.test(value)) return undefined;
  const parts = foldCase(value)
    .split(/\\+/)
    .map((part) => part.trim());
  if (parts[0] === "" || parts[0] === "computer" || parts[0] === "registry") parts.shift();
  const first = trimEnd(parts[0] ?? "", ":");
  const hive = hives[first] ?? first;
  if (!shortHives.has(hive)) return undefined;
  return [hive, ...parts.slice(1)].filter((part) => part !== "").join("\\");
}

export function canonicalNamedPipe(value: string): string | undefined {
  const name = /^\\\\[^\\]+\\pipe\\([^\\].*)$/.exec(foldCase(value.trim()))?.[1]?.trim();
  return name === undefined ||
    name === "" ||
    value.length > fileNameCharsMax ||
    controlPattern.test(name)
    ? undefined
    : `\\\\.\\pipe\\${name}`;
}

/** A name that Windows compares with case, such as a mutex. */
export function canonicalObjectName(value: string): string | undefined {
  const name = value.trim().normalize("NFC").trim();
  return name === "" || name.length > fileNameCharsMax || controlPattern.test(name)
    ? undefined
    : name;
}

export function canonicalService(value: string): string | undefined {
  const name = canonicalObjectName(value);
  return name === undefined ? undefined : foldCase(name);
}

/** Reverse-domain name of an Android or Apple package. */
export function canonicalPackage(value: string): string | undefined {
  return /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+){2,15}$/i.test(value) && value.length <= fileNameCharsMax
    ? value
    : undefined;
}

/** A rule as a whole: line ends are unified, nothing inside is touched. */
export function canonicalRule(value: string): string | undefined {
  const rule = value.replace(/\r\n?/g, "\n").trim();
  return rule === "" || rule.length > ruleCharsMax ? undefined : rule;
}
