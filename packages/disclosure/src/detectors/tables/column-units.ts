/** "paid_kes", "plan, t", "tests_month", "fabric_supplier": what a unit or a last word in the head of a column tells. */

import type { FindingKind } from "../../finding-kinds.ts";

/** Not "php", "try", "all": heads of machines end with those. */
const currencies =
  "usd|eur|gbp|chf|jpy|cny|rmb|inr|kes|ngn|zar|ghs|tzs|ugx|rwf|etb|egp|brl|mxn|ars|clp|cop|uyu|cad|aud|nzd|fjd|sgd|hkd|twd|krw|thb|idr|myr|vnd|pkr|bdt|lkr|npr|aed|sar|qar|ils|tl|rub|uah|pln|czk|huf|ron|bgn|rsd|sek|nok|dkk|isk|kr|zl|rs";
const periods = "day|week|wk|month|mo|mth|quarter|qtr|year|yr|annum|shift|hour|hr";
/** "_m", "/t", "(wk 22)". */
const tail = String.raw`(?:[ _/.-]{1,2}[a-z]{1,8}){0,2}(?: ?\([^()]{1,16}\))?\)?$`;
const money = new RegExp(
  String.raw`(?:^|[ _,(/-])(?:[mkt]?(?:${currencies})|[$\u00a3\u00a5\u20a6\u20a9\u20ac\u20b1\u20b9])${tail}`,
);
const amounts =
  "kg|kgs|mt|kt|tonne|tonnes|ton|tons|bbl|hl|litre|litres|liter|liters|ltr|m3|cbm|kwh|mwh|gwh|pcs|pieces|stk|stuck|units|teu|pallets|cases|bags|bales|stems|heads|sqm|doses|cartons|crates|rolls|pairs|sacks|drums|barrels|batches";
const volume = new RegExp(String.raw`(?:[ _,(/-](?:${amounts})|[_,(/] ?[tl])${tail}`);
const count = new RegExp(String.raw`[a-z]s[ _/-](?:(?:per|a)[ _-])?(?:${periods})$`);

/** What is asked for, and what machines count. */
const ofAttackers = /ransom|demand|extort|bounty|wallet|asked|asking|loss/;
const ofMachines =
  /(?:^|[ _-])(?:events?|alerts?|logs?|logins?|logons?|requests?|hits|mails|emails|sessions?|connections?|detections?|scans?|incidents?|attacks?|attempts|victims?|infections|downloads|uploads|queries|packets|bytes|files?|hashes|domains?|urls?|hosts?|samples|iocs?|vulns?|alarms|errors|failures|retries|status|process|address|access|this|its|has)(?:[ _-]|$)/;

const lastWords: readonly (readonly [RegExp, FindingKind])[] = [
  [/[ _-](?:prices?|discount|rebate|tariff|surcharge)$/, "competitive-price"],
  [/(?:discount|rebate|commission|surcharge)s?[ _-]?(?:pct|percent|%)$/, "competitive-price"],
  [
    /(?:^|[ _-])(?:revenue|sales|turnover|output|capacity|production|volume|shipments|tonnage|yield)[ _-](?:20\d\d|fy ?\d\d|q[1-4]|h[12]|ytd|plan|planned|actual|target|forecast)$/,
    "output-volume",
  ],
  [
    /(?:^|[ _-])share[ _-]?(?:pct|%|percent)$|(?:market|revenue|volume|wallet)[ _-]share$|^no[ _]of[ _](?:customers|subscribers|policyholders|households)$/,
    "customer-list",
  ],
  [/[ _-](?:costs?|margin|markup)$/, "competitive-cost"],
  [/[ _-](?:supplier|lieferant|fournisseur|proveedor)$/, "purchasing"],
  [/[ _-](?:customer|buyer|kunde|cliente)$/, "company-customer"],
  [/[ _-](?:tonnage|turnover|throughput)$/, "output-volume"],
  [/[ _-](?:salary|wages?|bonus)$/, "human-resources"],
  [/[ _-](?:balance|arrears|loan|debt|mortgage|pension)$/, "financial-personal"],
  [/[ _-](?:diagnosis|medication)$/, "health"],
];

/** Of the name of a column, in small letters. */
export function measured(name: string): FindingKind | undefined {
  const last = lastWords.find(([pattern]) => pattern.test(name))?.[1];
  if (last !== undefined) return last;
  if (money.test(name)) return ofAttackers.test(name) ? undefined : moneyIn(name);
  if (ofMachines.test(name)) return undefined;
  return volume.test(name) || count.test(name) ? "output-volume" : undefined;
}

function moneyIn(name: string): FindingKind {
  if (/salary|wage|bonus|gehalt|lohn|(?:^|[ _-])pay[ _-]/.test(name)) return "human-resources";
  if (/loan|balance|arrears|paid|owed|debt|aid|due\b|deposit|pension|grant/.test(name))
    return "financial-personal";
  return /cost|margin|cogs|spend|expense/.test(name) ? "competitive-cost" : "competitive-price";
}

/** Names begin with a letter or a sign of money, and are short: most cells in tables of indicators are no names. */
export function mayMeasure(name: string): boolean {
  const first = name.charCodeAt(0);
  const isLetter = (first >= 97 && first <= 122) || first > 127 || first === dollar;
  if (!isLetter || name.length > nameCharsMax || !endsInUnit(name)) return false;
  return !inValues.test(name) && anyUnit.test(name);
}

/** One of the last three words may be a unit, or a sign is at the end. */
function endsInUnit(name: string): boolean {
  let end = name.length;
  for (let count = 0; count < 3 && end > 0; count += 1) {
    let start = end;
    while (start > 0 && isSmall(name.charCodeAt(start - 1))) start -= 1;
    // "(wk 22)", "2026", "%".
    if (start === end) return count === 0;
    if (units.has(name.slice(start, end))) return start > 0;
    end = start - 1;
  }
  return false;
}

const isSmall = (code: number): boolean => code >= 97 && code <= 122;
const units: ReadonlySet<string> = new Set([
  ...currencies.split("|").flatMap((it) => [it, `m${it}`, `k${it}`, `t${it}`]),
  ...`${amounts}|${periods}|t|l`.split("|"),
  ...(
    "price prices discount rebate tariff surcharge pct percent cost costs margin markup supplier lieferant fournisseur proveedor " +
    "customer buyer kunde cliente tonnage turnover throughput salary wage wages bonus balance arrears loan debt mortgage pension " +
    "diagnosis medication ytd plan planned actual target forecast share customers subscribers policyholders households"
  ).split(" "),
]);

const dollar = 36;
const nameCharsMax = 30;
/** Names have none of these. */
const inValues = /[.:;@\\'"=]/;
/** In one: most heads have none of these. */
const anyUnit = new RegExp(
  [money, volume, count, ...lastWords.map(([pattern]) => pattern)].map((it) => it.source).join("|"),
);
