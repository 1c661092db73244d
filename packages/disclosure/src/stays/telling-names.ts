/**
 * What names of documents tell: "Top_20_accounts_by_margin.xlsx", "sick_leave_2025.xlsx". Names of what is
 * only kept, "growers_full.csv", tell nothing, and those of lures are the attackers'.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Observation } from "@tocsin/threat/extraction";
import type { FindingKind } from "../finding-kinds.ts";
import { isDocument, isDocumentName } from "./of-machines.ts";
import { bitsOf, classBits, familyBit, givenBit } from "../text/word-table.ts";
import { readPassage, type Span } from "../text/passage.ts";

function anyOf(words: string): RegExp {
  return new RegExp(`(?<![a-z])(?:${words.trim().replace(/\s+/g, "|")})(?![a-z])`);
}

/** What a name says in its words; a blank is written "_" here. */
const signs: readonly (readonly [kind: FindingKind, sign: RegExp])[] = [
  [
    "health",
    anyOf(`sick sickness sick_?(?:leaves?|days?|notes?|list|pay) absen(?:ce|ces|tees?|teeism) maternity paternity
      pregnan(?:t|cy|cies) disabilit(?:y|ies) burn_?out rehab diagnos[ei]s medicals? long_covid mental_health
      krankenstand krank(?:meldung|meldungen|schreibungen?) arrets?_maladie bajas_medicas malattia ziekteverzuim
      sjukfranvaro sykefravaer sygefravaer`),
  ],
  [
    "human-resources",
    anyOf(`dismiss(?:al|als|ed)? warnings? theft disciplinary disciplin(?:e|ed) reviews? salar(?:y|ies) bonus(?:es)?
      redundan(?:cy|cies|t) lay_?offs? severance terminations? terminated resign(?:ation|ations|ed)? firings?
      to_fire grievances? harassment misconduct appraisals? underperform(?:er|ers|ing|ance)? low_performers?
      performance_(?:plans?|ratings?|issues?|improvement) ratings? wages? payslips? pay_?(?:rise|rises|grades?|scales?|bands?|gap|cuts?)
      raises? headcount(?:_cuts?)? job_cuts? staff_cuts? leavers? exit_interviews? succession whistle_?blow(?:er|ers|ing)
      complaints? settlements? works_council strikes? union_members? probation demotions? furlough(?:ed|s)? burnouts?
      k(?:u|ue)ndigung(?:en|sliste)? abmahnung(?:en)? entlassung(?:en)? geh(?:a|ae)lt(?:er)? gehaltsliste l(?:o|oe)hne lohnliste sozialplan
      personalabbau stellenabbau licenciements? salaires plan_social despidos? salarios nominas? licenziament[io] stipendi
      esuberi demissoes salarios ontslag(?:en)? salarissen uppsagning(?:ar)? lonelista oppsigelser zwolnienia`),
  ],
  [
    "customer-list",
    anyOf(`(?:top|best|worst|biggest|largest|key|lost|vip|late|overdue|bad|lapsed|churned|risky|unprofitable|high_value|big)_?\\d{0,4}_?(?:accounts?|clients?|customers?|buyers?|payers?|debtors?|donors?|dealers?|tenants?|guests?|kunden|clientes|clienti)
      who_?(?:buys?|bought|pays?|paid|owes?|orders?|ordered|cancel(?:s|led)|switched|left|leaves|gets|got) churn(?:ed|_list)?
      (?:customers?|clients?|accounts?|buyers?|dealers?)_?(?:by|per|ranked|ranking|at_risk|churn|loss(?:es)?|prices?|discounts?|spend|terms)
      debtors arrears overdue(?:s)? dunning non_?payers bad_debts? win_?back
      umsatz_(?:je|pro|nach)_kunden? grosskunden schl(?:u|ue)sselkunden ventas_por_cliente ca_par_client`),
  ],
  [
    "competitive-cost",
    anyOf(`margins? by_margin profits? profitability ebitda pnl p_and_l cash_?flows? costs? costings? costed cost_price
      break_?even write_?offs? loss_makers? margen(?:es)? marges? margini marge margen deckungsbeitr(?:a|ae)ge? kalkulation(?:en)?
      selbstkosten herstellkosten couts costes? custos costi`),
  ],
  [
    "competitive-price",
    anyOf(`discounts? rebates? pric(?:es?|ing|ings) price_?(?:list|lists|rise|rises|book|floor|floors|increases?) net_prices?
      floor_prices? tender(?:s)? bids? preise? preisliste(?:n)? rabatte? nettopreise prix tarifs_nets remises precios descuentos
      prezzi sconti precos descontos prijzen kortingen priser rabatter cennik rabaty`),
  ],
  [
    "purchasing",
    anyOf(`contracts? supplier_(?:terms|prices|contracts?|rebates?) (?:who|where)_we_buy what_we_pay single_source einkaufspreise
      lieferantenpreise`),
  ],
  [
    "product-roadmap",
    anyOf(`launch(?:es)? relaunch demo plans? prototype? prototypes concepts? roadmaps? release pilot recipes? formulas? formulation(?:s)?
      drawings? 20(?:2[6-9]|3\\d) unreleased next_?gen rezepturen? recettes? recetas? ricette`),
  ],
  [
    "strategy-marketing",
    anyOf(`merger strategy strategie estrategia strategia acquisitions? acquire takeover buy_?out divest(?:ment|iture)?s? spin_?off carve_?out
      ipo closures? site_closures? shut_?downs? due_diligence term_sheets? forecasts? budgets? outlook restructur(?:e|ing|ings) reorg(?:anisation|anization)?
      turn_?around expansion relocation negotiations? negotiating competitors? board_(?:pack|packs|paper|papers|minutes) schliessung(?:en)?
      (?:u|ue)bernahme fusion rachat fermetures? adquisicion cierres?`),
  ],
];

/** "TopAccounts_2025.xlsx" as "top_accounts_2025"; digits are words. */
function spoken(name: string): string {
  return readPassage(name.replace(/\.[a-z]{2,5}$/i, ""))
    .text.replace(/(?<=[a-z])(?=[A-Z\d])|(?<=\d)(?=[A-Za-z])/g, "_")
    .replace(/[^A-Za-z\d]+/g, "_")
    .toLowerCase();
}

/** Of what the name of a document tells, if of anything. */
export function toldByName(name: string): FindingKind | undefined {
  const words = spoken(name);
  return signs.find(([, sign]) => sign.test(words))?.[0];
}

/** "growers_full.csv": whoever reads the name of the document is told of nobody. */
export function isUntold(name: string): boolean {
  return !/\s/.test(name) && !name.split(between).some(isName);
}

/** Also one that no list has. */
function isName(word: string): boolean {
  if (word.length < nameCharsMin) return false;
  const bits = bitsOf(word);
  return (bits & ofNames) !== 0 || ((bits & classBits) === 0 && capital.test(word));
}

const capital = letterPattern(String.raw`^\p{Lu}\p{Ll}`);
const nameCharsMin = 4;
const between = letterPattern(String.raw`\P{L}+`);
const ofNames = givenBit | familyBit;

const aboutCharsMax = 60;
const lureBefore =
  /\b(?:lures?|decoys?|baits?|attach(?:ed|ments?)|phish(?:ing|ed)?|(?:mal)?spam|mails? (?:with|had|has|carried|carries|contained|containing|contains)|droppers?|drop(?:s|ped)|maldocs?|malicious|weaponi[sz]ed|trapped|trojani[sz]ed|macros?|canary\w{0,8}|honey\w{0,8}|anhang|k\u00f6der|adjunto|se\u00f1uelo|jointe|leurre|allegato|esca|bijlage|lokmiddel|bilaga?|za\u0142\u0105cznik|p\u0159\u00edloha)(?![a-z])(?:(?!\. )[^!?\n]){0,40}$/i;
const lureBehind =
  /^["'\u201d`)]{0,2},? ?(?:\.(?:exe|js|lnk|scr|iso|cmd|bat|vbs|hta|img|one)(?![a-z])|(?:(?:was|is|as|which|that|file|document|then) ){0,3}(?:(?:an?|the|our|his|her) )?(?:lure|decoy|bait|attachment|attached|dropper|maldoc|macros?|malicious|weaponi[sz]ed|mailed|ran|runs|launch(?:es|ed)|start(?:s|ed)|execut(?:es|ed)|drop(?:s|ped)|load(?:s|ed)|spawn(?:s|ed)|install(?:s|ed)|fetch(?:es|ed)|mount(?:s|ed)|exploit(?:s|ed)|abus(?:es|ed)|from an? e?-?mail|with (?:an? )?macros?)(?![a-z]))/i;

/** "After the phishing they took …". */
const takenSince =
  /\b(?:stole|steal|took|take|copied|copy|exfil|leak|posted|publish|staged|upload|sold|sell|read|found|got|grab|collect|zipped|archiv|gone|lost)/i;

/** The name is that of what attackers sent. */
function isLure(text: string, { start, end }: Span): boolean {
  const before = lureBefore.exec(text.slice(Math.max(0, start - aboutCharsMax), start))?.[0];
  if (before !== undefined && !takenSince.test(before)) return true;
  return lureBehind.test(text.slice(end, end + aboutCharsMax));
}

/** "layoff_list.docx" as what attackers sent: what it says is not told of us. */
export function isToldLure(text: string, it: Observation): boolean {
  return (
    isDocument(it) && isUntold(it.value) && toldByName(it.value) !== undefined && isLure(text, it)
  );
}

/** Where the name of a document begins that tells of business or of people and is no lure's, and of what it tells. */
export function toldName(
  text: string,
  { type, start, end, value }: Pick<Observation, "type" | "start" | "end" | "value">,
): { readonly start: number; readonly kind: FindingKind } | undefined {
  if (!places.has(type) || !isDocumentName(value)) return undefined;
  const own = text.slice(start, end);
  const at = start + Math.max(own.lastIndexOf("/"), own.lastIndexOf("\\")) + 1;
  const kind = toldByName(text.slice(at, end));
  return kind === undefined || isLure(text, { start, end }) ? undefined : { start: at, kind };
}

const places: ReadonlySet<string> = new Set<Observation["type"]>([
  "file-name",
  "windows-path",
  "unix-path",
]);
