/** "paid_kes", "plan, t", "tests_month", "fabric_supplier": what a unit or a last word in the head of a column tells. */

import type { FindingKind } from "../finding-kinds.ts";

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
  "kgs?|mt|kt|tonnes?|tons?|bbl|hl|lit(?:re|er)s?|ltr|m3|cbm|[kmg]wh|pcs|pieces|stk|stuck|units|teu|pallets|cases|bags|bales|stems|heads|sqm|doses|cartons|crates|rolls|pairs|sacks|drums|barrels|batches";
const volume = new RegExp(String.raw`(?:[ _,(/-](?:${amounts})|[_,(/] ?[tl])${tail}`);
const count = new RegExp(
  String.raw`^(?:[a-z]{2,16}[ _-]){0,2}[a-z]{3,20}s[ _/-](?:(?:per|a)[ _-])?(?:${periods})$`,
);

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
    /(?:^|[ _-])share[ _-]?(?:pct|%|percent)$|(?:market|revenue|volume|wallet)[ _-]share$|^(?:no[ _]of[ _])?(?:customers|subscribers|policyholders|households)$/,
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

/** In one: most heads have none of these. */
export const mayMeasure = new RegExp(
  [money, volume, count, ...lastWords.map(([pattern]) => pattern)].map((it) => it.source).join("|"),
);
