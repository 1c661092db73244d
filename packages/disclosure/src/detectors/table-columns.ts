/** Tables with a head: what a column is called says what is in it, although its cells say nothing. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Detector, Reading } from "../detector.ts";
import { columnBit } from "../text/word-table.ts";
import type { FindingKind } from "../finding-kinds.ts";
import type { Passage } from "../text/passage.ts";

const columnsMax = 200;
const lineCharsMax = 20_000;

const columns: readonly (readonly [RegExp, FindingKind])[] = [
  [
    /^(?:(?:full|first|last|given|family|sur|middle|maiden|customer|patient|employee|user|client|contact|student|owner|member|guest|driver|tenant|pupil|child|parent|applicant|passenger|borrower|donor|policyholder|insured|subscriber|resident|worker|staff|display)[ _-]?)?names?$|^(?:given|surname|forename|fname|lname|nachname|vorname|nom|prenom|nombre|apellido|nimi|namn|navn|naam|cognome|patient|guest|driver|tenant|pupil|student|child|parent|guardian|applicant|passenger|borrower|donor|policyholder|insured|claimant|beneficiary|subscriber|resident|worker|teacher|physician|doctor|nurse|author|editor|signatory|holder|employee|contact|owner|assignee|manager|reporter|approver|nev|jmeno|prijmeni|imie|nazwisko|apellidos|nombres|sukunimi|etunimi|efternavn|etternavn|efternamn|achternaam|nominativo|paciente|empleado|mitarbeiter|pracownik|zamestnanec)$/,
    "person",
  ],
  [
    /^(?:user(?:[ _-]?(?:name|id))?|usr|uid|login|logon|account|acct|samaccountname|upn|owner_id|nick|handle|benutzer|nutzer|usuario|utilisateur|gebruiker|kayttaja|anvandare|bruger|bruker|uzytkownik|utente|utilizator|korisnik|uporabnik|kullanici|felhasznalo|uzivatel|brukernavn|brugernavn|gebruikersnaam|benutzername|anvandarnamn|kayttajatunnus|operator|actor_user|src_user|dst_user|run_by|by|last_login_by|modified_by|edited_by|exported_by|created_by)$/,
    "username",
  ],
  [
    /^(?:dob|d\.o\.b\.|geb|geburtsdatum|birth|date[ _-]?of[ _-]?birth|birth[ _-]?date|birthday|born|szul(?:etesi)?[ ._-]?(?:ido|datum)?|narozen[ia]?|datum[ _-]?narozeni|data[ _-]?(?:urodzenia|di[ _-]?nascita|nascita|de[ _-]?nascimento)|fecha[ _-]?(?:de[ _-]?)?nac(?:imiento)?|nacimiento|nascita|date[ _-]?de[ _-]?naissance|naissance|fodselsdato|fodelsedatum|syntymaaika|geboortedatum|geb(?:oren|datum|[ ._-]?am)?)$/,
    "date-of-birth",
  ],
  [
    /(?:^|[ _-])(?:ssn|mrn|nino|national[ _-]?id|tax[ _-]?id|passport|licen[cs]e[ _-]?(?:no|number)|(?:patient|employee|member|student|personnel)[ _-]?(?:id|no|number|mrn))$|^(?:taj(?:[ _-]?szam)?|dni|nie|rut|curp|cpf|pesel|rodne[ _-]?cislo|hetu|personnummer|codice[ _-]?fiscale|bsn|nif|nir|avs|ahv|cnp|oib|jmbg|amka|cuil|cedula|nss|nino|sin)$/,
    "national-id",
  ],
  [
    /^(?:recipient|to|cc|rcpt(?:[ _-]?to)?|(?:e-?mail|mail)(?:[ _-]?address)?|recipient_address)$/,
    "email-person",
  ],
  [/^(?:phone|mobile|tel|telephone|cell|fax)(?:[ _-]?(?:no|number))?$/, "phone"],
  [
    /^(?:(?:home|street|postal|mailing|billing)[ _-]?)?address$|^street$|^zip$|^postcode$/,
    "postal-address",
  ],
  [
    /^(?:dx|diagnos[ei]s|icd(?:[ _-]?10)?|medications?|meds|treatment|therapy|procedure|allerg(?:y|ies)|insurance|blood[ _-]?(?:type|group)|symptoms?|sick[ _-]?(?:days|leave)|disability|last[ _-]?visit|admitted|discharged|ward|prescription|rx|test[ _-]?result|lab[ _-]?result)$/,
    "health",
  ],
  [
    /^(?:salary|wage|hourly|pay[ _-]?(?:grade|band|rate)|bonus|performance|appraisal|warning|warnings|discipline|disciplinary|status[ _-]?hr|termination(?:[ _-]?date)?|hire[ _-]?date|start[ _-]?date|emp(?:loyee)?[ _-]?(?:no|id|nr|number)|staff[ _-]?(?:no|id)|personnel[ _-]?no|union|overtime)$/,
    "human-resources",
  ],
  [/^(?:iban|account[ _-]?(?:no|number)|card[ _-]?(?:no|number)?|pan|routing)$/, "iban"],
  [
    /^(?:balance|credit[ _-]?(?:score|limit)|loan|loan[ _-]?amount|income|net[ _-]?worth|arrears|owed|amount[ _-]?(?:due|owed)|debt|premium|claim[ _-]?amount|payout|deposit|pension|mortgage)$/,
    "financial-personal",
  ],
  [
    /^(?:unit[ _-]?|net[ _-]?|list[ _-]?|our[ _-]?)?(?:price|rate|list|net|discount(?:[ _-]?pct)?|quote|fee|tariff|rebate)(?:[ _-]?(?:per[ _-]?)?(?:unit|ton|eur|usd|gbp|case|hour|seat))?$/,
    "competitive-price",
  ],
  [
    /^(?:(?:netto|einkaufs|verkaufs|stuck|listen)?preis|rabatt|rabattsatz|prix(?:[ _-]?(?:net|ht|unitaire))?|remise|rabais|precio(?:[ _-]?neto)?|pactado|descuento|prezzo|sconto|preco|desconto|cena(?:[ _-]?netto)?|rabat|sleva|prijs|korting|pris|(?:usd|eur|gbp|chf)[ _-](?:fob|cif|exw|ddp|net)|fob|cif|exw)(?:[ _-]?(?:eur|usd|gbp|chf|zl|pln|kr|sek|czk)(?:\/\w{1,6})?|[ _-]?(?:%|pct))?$/,
    "competitive-price",
  ],
  [
    /^(?:(?:stuck|herstell|material|selbst)?kosten|cout(?:[ _-]?(?:de[ _-]?)?revient)?|costo|coste|custo|(?:nos[ _-]?)?cuesta|koszt|naklad|marge|margen|margine|margem|marza|deckungsbeitrag)(?:[ _-]?(?:eur|usd|gbp|chf|%|pct))?$/,
    "competitive-cost",
  ],
  [
    /^(?:fournisseur|proveedor|fornitore|fornecedor|leverancier|leverantor|dodavatel|dostawca|moq)$/,
    "purchasing",
  ],
  [
    /^(?:absatz|umsatz|menge|tonnage|ventes|ventas|vendite|vendas|volumen|afzet|sprzedaz)(?:[ _-]?\w{1,8})?$/,
    "output-volume",
  ],
  [
    /^(?:clientes?|clienti?|klant(?:en)?|klient|kund(?:en)?|zakaznik|abnehmer|pagador)$/,
    "company-customer",
  ],
  [
    /^(?:unit[ _-]?|std[ _-]?|our[ _-]?)?(?:cost|margin|cogs|markup)(?:[ _-]?(?:pct|eur|usd|gbp|per[ _-]?unit))?$/,
    "competitive-cost",
  ],
  [
    /^(?:customer|client|buyer|account[ _-]?name|retailer|dealer|distributor|kunde|asiakas)$/,
    "company-customer",
  ],
  [/^(?:supplier|vendor|bid(?:der)?|contract[ _-]?(?:value|end|until)|lieferant)$/, "purchasing"],
  [
    /^(?:units[ _-]?sold|tons|tonnes|output|sales|revenue|turnover|yield|capacity|shipments)(?:[ _-]?(?:per|a)?[ _-]?(?:day|week|month|year|wk|mo|yr))?$/,
    "output-volume",
  ],
  [/^(?:gpa|degree|transcript)$/, "education"],
  [/^(?:launch|launch[ _-]?date|roadmap)$/, "product-roadmap"],
  [/^(?:plate|licen[cs]e[ _-]?plate|vin|parcel|parcel[ _-]?no)$/, "property-ownership"],
  [/^(?:password|passwd|pwd|secret|token|api[ _-]?key)$/, "secret"],
];

/** Columns that tell something about a person where there is one in the row. */
const besidePersons: readonly (readonly [RegExp, FindingKind])[] = [
  [
    /^(?:job[ _-]?title|position|note|notes|remarks?|comments?|reason|review|rating|grade|base|pay|status|department|dept|shift|record|file)$/,
    "human-resources",
  ],
  [/^(?:condition|leave|absence|health)$/, "health"],
  [
    /^(?:orders?|items?|last[ _-]?order|purchases?|basket|product|history|points)$/,
    "consumer-history",
  ],
  [/^(?:course|class|school|exam|score|marks?|year)$/, "education"],
  [/^(?:amount|sum|total|value|due|paid)$/, "financial-personal"],
  [/^(?:vehicle|car|property|house|lot)$/, "property-ownership"],
  [/^(?:age|city|town|street|state|zip|country)$/, "postal-address"],
];
const personal: ReadonlySet<FindingKind | undefined> = new Set<FindingKind>([
  "person",
  "date-of-birth",
  "national-id",
]);

export const tableColumns: Detector = {
  name: "table-columns",
  version: 3,
  detect(reading) {
    const { passage, lines } = reading;
    const found: Detection[] = [];
    const known: KnownCells = new Map();
    let head: Head | undefined;
    for (let at = 0; at < lines.count; at += 1) {
      const isHead = ((lines.bits[at] ?? 0) & columnBit) !== 0;
      if (!isHead && head === undefined) continue;
      const start = lines.starts[at] ?? 0;
      const line = { start, end: Math.min(lines.ends[at] ?? start, start + lineCharsMax) };
      if (isComment(passage.text, line.start)) continue;
      const cells = head === undefined ? undefined : cellsOf(passage.codes, line, head.separator);
      if (head !== undefined && cells !== undefined && isRow(cells, head)) {
        found.push(...sensitive(reading, cells, head));
      } else {
        head = isHead ? readHead(passage, line, known) : undefined;
        if (head !== undefined && goesOn(passage.codes, lines.starts[at - 1], line, head))
          head = undefined;
      }
    }
    return found;
  },
};

/** A row like the one before it is no head: "Ramnit;name;file infector" in a table of indicators. */
function goesOn(codes: Uint16Array, before: number | undefined, line: Cell, head: Head): boolean {
  if (before === undefined || line.start === 0) return false;
  const last = { start: before, end: Math.min(line.start - 1, before + lineCharsMax) };
  const isSpaced = (row: Cell): boolean => {
    const first = codes.indexOf(head.separator, row.start);
    return first >= 0 && first < row.end && codes[first + 1] === 32;
  };
  const length = cellsOf(codes, last, head.separator).length;
  return length === head.kinds.length && isSpaced(last) === isSpaced(line);
}

function isComment(text: string, start: number): boolean {
  return text[start] === "#" || text.startsWith("//", start);
}

interface Cell {
  readonly start: number;
  readonly end: number;
}

/** What a row of a person says in a column of any other name. */
const ofPerson = "of a person";
type CellKind = FindingKind | typeof ofPerson | undefined;

interface Head {
  readonly separator: number;
  readonly kinds: readonly CellKind[];
  readonly isOfPeople: boolean;
  /** No column but "Name" is a person's: who or what is called so, the rows tell. */
  readonly hasOnlyNames: boolean;
}

/** Separators that a cell may hold without quotes round it. */
const strayMax = 3;

/** As many cells as columns, or more: a cell may hold a comma. */
function isRow({ length }: readonly Cell[], { kinds }: Head): boolean {
  return length >= kinds.length && length <= kinds.length + strayMax;
}

const separators = Array.from(",\t;|", (char) => char.charCodeAt(0));
const isSeparator = new Uint8Array(65_536);
for (const code of separators) isSeparator[code] = 1;

function readHead({ text, codes }: Passage, line: Cell, known: KnownCells): Head | undefined {
  if (!hasSeparators(codes, line)) return undefined;
  for (const separator of separators) {
    if (!partsCells(codes, line, separator)) continue;
    const cells = cellsOf(codes, line, separator);
    // One word that could head a column is a sentence with a comma; a table has only such words.
    if (cells.length < 3 || !cells.every((cell) => mayHead(codes, cell))) continue;
    const names = cells.map(({ start, end }) => text.slice(start, end).toLowerCase());
    const isOfAttacks = names.some((name) => ofAttacks.test(name));
    const isBare = names.map((name) => bareName.test(name));
    const kinds = cells.map(({ start, end }, at) =>
      isOfAttacks && isBare[at] === true ? undefined : kindOf(text.slice(start, end), known),
    );
    if (kinds.every((kind) => kind === undefined)) continue;
    const hasOnlyNames = kinds.every((kind, at) => kind === undefined || isBare[at] === true);
    const isOfPeople = kinds.some((kind) => personal.has(kind));
    if (!isOfPeople) return { separator, kinds, isOfPeople, hasOnlyNames };
    const all = kinds.map((kind, at) => kind ?? kindBeside(names[at] ?? ""));
    return { separator, kinds: all, isOfPeople, hasOnlyNames };
  }
  return undefined;
}

/** "Tactic | ID | Name": what is called so there is a way of attacking. */
const ofAttacks =
  /^(?:tactics?|(?:sub-?)?techniques?|mitre.{0,12}|att&?ck.{0,8}|ttps?|(?:\w{1,10} )?detection(?: name)?|malware(?: family)?|file ?names?)$/;
/** A row of these is of an attack, too, whatever its columns are called: "|ID |Name". */
const attackId = /^(?:TA?\d{4}(?:\.\d{3})?|[MSGC]\d{4}|CVE-\d{4}-\d{4,7}|CWE-\d{1,4})$/;
const bareName = /^names?$/;

/** What machines write beside a person. */
const technical =
  /^(?:row|line|#|nr|no|id|ip|src|dst|(?:src|dst|source|dest(?:ination)?|client|remote)[ _-]?(?:ip|addr(?:ess)?|port|host)|host(?:name)?|server|device|os|agent|user[ _-]?agent|browser|time(?:stamp)?|date|day|ts|event(?:[ _-]?id)?|action|result|url|domain|hash|md5|sha\d*|path|process|protocol|port|bytes|size|count|severity|technique|session(?:[ _-]?id)?)$/;

function kindBeside(name: string): CellKind {
  return kindIn(besidePersons, name) ?? (technical.test(name) ? undefined : ofPerson);
}

/** Two at least: most lines are sentences with none or one. */
function hasSeparators(codes: Uint16Array, { start, end }: Cell): boolean {
  let count = 0;
  for (let at = start; at < end && count < 2; at += 1) count += isSeparator[codes[at] ?? 0] ?? 0;
  return count > 1;
}

/** Two at least, and nothing between them that is too long for a cell, blanks around it included. */
function partsCells(codes: Uint16Array, { start, end }: Cell, separator: number): boolean {
  let count = 0;
  let from = start;
  for (let at = start; at < end; at += 1) {
    const code = codes[at] ?? 0;
    if (code === quote) return true;
    if (code === separator) {
      count += 1;
      from = at + 1;
    } else if (isAround(code)) {
      if (at === from) from = at + 1;
    } else if (at - from >= cellCharsMax) {
      return false;
    }
  }
  return count > 1;
}

/** Short, and no sentence. */
function mayHead(codes: Uint16Array, { start, end }: Cell): boolean {
  if (end - start > cellCharsMax) return false;
  const last = end > start ? codes[end - 1] : 0;
  return last !== 46 && last !== 33 && last !== 63 && last !== 58;
}

/** What cells of this text were found to head; most lines of a table have the same few. */
type KnownCells = Map<string, FindingKind | undefined>;

const cellCharsMax = 40;
const knownCellsMax = 2000;

function kindOf(cell: string, known: KnownCells): FindingKind | undefined {
  if (cell.length > cellCharsMax || cell.length < 2) return undefined;
  if (!anyColumn.test(cell.toLowerCase())) return undefined;
  if (!known.has(cell) && known.size < knownCellsMax) known.set(cell, kindIn(columns, cell));
  return known.has(cell) ? known.get(cell) : kindIn(columns, cell);
}

/** In one: most cells head no column. */
const anyColumn = new RegExp(columns.map(([{ source }]) => source).join("|"));

function kindIn(table: typeof columns, cell: string): FindingKind | undefined {
  const name = cell.toLowerCase();
  return table.find(([pattern]) => pattern.test(name))?.[1];
}

/** Cells without quotes and blanks around them; a separator inside quotes is none. */
function cellsOf(codes: Uint16Array, line: Cell, separator: number): Cell[] {
  const cells: Cell[] = [];
  let start = line.start;
  let isQuoted = false;
  for (let at = line.start; at < line.end && cells.length < columnsMax; at += 1) {
    const code = codes[at] ?? 0;
    if (code === quote) isQuoted = !isQuoted;
    if (code !== separator || isQuoted) continue;
    cells.push(bare(codes, start, at));
    start = at + 1;
  }
  if (cells.length < columnsMax) cells.push(bare(codes, start, line.end));
  return cells;
}

const quote = 34;

function bare(codes: Uint16Array, from: number, to: number): Cell {
  let start = from;
  let end = to;
  while (start < end && isAround(codes[start] ?? 0)) start += 1;
  while (end > start && isAround(codes[end - 1] ?? 0)) end -= 1;
  return { start, end };
}

/** Blanks and quotes. */
function isAround(code: number): boolean {
  return (
    code === 32 || (code >= 9 && code <= 13) || code === quote || code === 39 || code === 0xfeff
  );
}

function* sensitive(
  reading: Reading,
  cells: readonly Cell[],
  { kinds, isOfPeople, hasOnlyNames }: Head,
): Generator<Detection> {
  const { passage } = reading;
  const cellText = ({ start, end }: Cell): string => passage.text.slice(start, end);
  if (hasOnlyNames && cells.some((cell) => attackId.test(cellText(cell)))) return;
  // Where a cell holds a comma, those behind it are told by none of the columns.
  const isAligned = cells.length === kinds.length;
  for (const [at, place] of cells.entries()) {
    const kind = isAligned || !isOfPeople ? kinds[at] : ofPerson;
    // Of others only the first ones are surely where they belong.
    if (!isAligned && !isOfPeople && at > 1) return;
    const cell = cellText(place);
    if (kind === undefined || /^-*$/.test(cell)) continue;
    const span = passage.spanOf(place.start, place.end);
    if (kind !== ofPerson) {
      yield { ...span, kind, why: "A cell of a column that is called so.", needsReview: false };
    } else if (saysSomething.test(cell) && !reading.isExplained(span)) {
      const why = "A cell in the row of a person.";
      yield { ...span, kind: guessed(cell), why, needsReview: true };
    }
  }
}

/** No single digit, no word that is only a mark: "-", "n/a", "7". */
const saysSomething = letterPattern(String.raw`\p{L}{4}|\p{L}\P{L}+\p{L}{2}|\d.*\d.*\d.*\d`);

/** "Roe", "Jane Roe". */
const nameAlone = letterPattern(String.raw`^\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?$`);

function guessed(cell: string): FindingKind {
  if (/\d.*\d.*\d.*\d/.test(cell)) return "national-id";
  return nameAlone.test(cell) ? "person" : "human-resources";
}
