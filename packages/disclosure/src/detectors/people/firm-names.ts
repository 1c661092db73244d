/**
 * Names of firms and houses that are made of ordinary words: "Silver Lake Foods", "Gondola Kanzel AG", "Hotel
 * Bellevue". The last word, or the first, says that something is called so; makers and authorities aside.
 */

import type { Detection, Reading } from "../../detector.ts";
import { hashSet, WordSet } from "../../text/word-hash.ts";
import {
  attackBit,
  knownBit,
  littleBit,
  machineBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";
import {
  digitAny,
  lowerAny,
  unitBefore,
  upperFirst,
  valueBefore,
  type Words,
} from "../../text/words.ts";

/** What else than a firm is called so is rare, with a capital. */
const houses = hashSet(
  `foods imports exports stores motors realty casualty mutual apparel furniture dairy dairies creamery cooperative hotel hotels resort resorts hospital hospice clinic pharmacy pharmacies school college academy kindergarten nursery
  insurance assurance bank traders trading mills farms orchards vineyards winery brewery breweries distillery distillers bakery bakeries textiles garments logistics shipping freight haulage airlines airways railways builders construction contractors homes properties estates holdings wholesale supermarkets grocers pharma chemicals steel metals mining quarries timber lumber paper packaging plastics ceramics cement fertilisers fertilizers seeds fisheries seafood seafoods shipyard
  bakers butchers grocers fishmongers roasters coffee chocolates confectionery spices cider ciders vintners brewers dental dentistry surgery physiotherapy pathology diagnostics nurseries florists kennels stables ranch ranches hatchery hatcheries feeds creameries tannery weavers knitwear blinds curtains flooring roofing glazing joinery carpets tiles stoneworks ironworks works foundry forge welding haulers coaches taxis cabs removals charters ferries cruises tours orchestra choir parish diocese brothers sons bros grill bistro tavern brasserie pizzeria motel campsite boatyard marina kindergartens montessori lyceum gymnasium accountants notaries surveyors architects auctioneers jewellery undertakers funerals hospices pensions
  toys shoes footwear jewellers jewelers opticians veterinary vets museum theatre cinemas publishing publishers attorneys solicitors caterers catering laundry cleaning recycling plumbing petroleum refining mart outfitters outdoors cycles optics interiors kitchens tyres tires`,
);
const forms = hashSet(
  "gmbh ltd limited llc llp inc co corp plc srl kft zrt aps sdn bhd pte pvt pty ltda lda",
);
/** Only in capitals. */
const capitalForms = hashSet("ag kg sa sas sarl spa sl slu oy oyj ab as bv nv kk");
const firstHouses = hashSet(
  "hotel klinik clinica lycee banco banca colegio liceo ospedale farmacia apotheke brauerei molkerei autohaus weingut bodega cantina pousada posada hacienda chateau gasthof restaurant osteria trattoria mairie gemeinde kommune",
);
/** All of these. */
const ofFirms = new WordSet(
  [houses, forms, capitalForms, firstHouses].flatMap(({ hashes }) => hashes),
);
/** Of authorities and of everybody. */
const common = hashSet(
  "the a an our your their his her this that every each any no some all national federal central european international global world security cyber state public private general foreign local royal united american british chinese russian german french islamic christian elementary secondary primary high middle medical business graduate law driving home new target victim affected impacted large small many several other another oil gas food health retail online mobile digital critical industrial data threat managed cloud web power blood password credential key certificate app play software download beneficiary intermediary receiving company",
);
/** "(AS 64500)", "hosting": who rents out servers. */
const rentsBehind = /^[^.;\n]{0,12}\b(?:AS ?\d{3,6}|hosting|vps|servers?\b|datacent)/i;
/** Fronts of attackers, signers of malware and what a lure pretends to be. */
const theirsBefore =
  /\b(?:signed|signer|certificates?|publisher|issued to|registrant|registered|pos(?:ed|es|ing) as|impersonat\w{1,3}|pretend\w{0,3}|fake|bogus|front|shell|persona|phish\w{0,4}|lure|spoof\w{0,3}|branded|claim(?:s|ed|ing) to be|vendor|maker|made by|product of|developer|hosted|hosters?|hosting|providers?|isp|registrar|vps|rented|netblock|asn|as\d{2,6}|abuse|by)\b[^.;\n]{0,24}$/i;
const beforeCharsMax = 48;
const wordsMax = 5;

export function firmNames(reading: Reading): Detection[] {
  const { passage, words, places, coveredWords } = reading;
  const { starts, ends, hashes } = words;
  const found: Detection[] = [];
  for (const at of places.capitals) {
    const hash = hashes[at] ?? 0;
    if (coveredWords[at] === 1) continue;
    if (isPair(reading, at)) {
      found.push({
        ...passage.spanOf(starts[at] ?? 0, ends[at + 1] ?? 0),
        kind: "unexplained-name",
        why: "It is called as firms of two are.",
        needsReview: true,
      });
    }
    if (!ofFirms.has(hash)) continue;
    const isForm = forms.has(hash) || (isAllCapitals(words, at) && capitalForms.has(hash));
    let first = at;
    let last = at + 1;
    if (isForm || houses.has(hash)) first = firstOf(reading, at);
    if (first === at && firstHouses.has(hash)) last = lastOf(reading, at);
    if (last - first < 2) continue;
    const start = starts[first] ?? 0;
    const end = ends[last - 1] ?? start;
    if (!isOfFirm(reading, first, last, isForm) || isWholeLine(reading, start, end)) continue;
    if (theirsBefore.test(passage.text.slice(Math.max(0, start - beforeCharsMax), start))) continue;
    if (rentsBehind.test(passage.text.slice(end, end + beforeCharsMax))) continue;
    const span = passage.spanOf(start, end);
    if (reading.isExplained(span) || isHost(reading, span.start)) continue;
    const why = "It is called as firms and houses are.";
    found.push({ ...span, kind: "unexplained-name", why, needsReview: true });
  }
  return found;
}

/** "Trestle & Spark", "Harrow & Pike"; not "Command & Control", "Health & Safety". */
function isPair(reading: Reading, at: number): boolean {
  const { codes } = reading.passage;
  const { starts, ends, bits, hashes } = reading.words;
  const end = ends[at] ?? 0;
  if (codes[end + 1] !== ampersand || starts[at + 1] !== end + 3) return false;
  const known = (bits[at] ?? 0) | (bits[at + 1] ?? 0);
  if ((known & (attackBit | machineBit | tradeBit | knownBit)) !== 0) return false;
  if (common.has(hashes[at] ?? 0) || ofTeams.has(hashes[at + 1] ?? 0)) return false;
  return isName(reading, at) && isName(reading, at + 1);
}

const ampersand = 38;
/** Departments, papers and trades that two words name. */
const ofTeams = hashSet(
  "safety development loss conditions acquisitions answers answer training compliance risk governance privacy marketing sales operations production drop paste replace play learn order repair breakfast drink beverage drinks beverages entertainment media welfare benefits culture communications affairs planning strategy procurement logistics maintenance engineering design quality research innovation education science technology environment inclusion belonging response rescue recovery control",
);

function isName({ words: { shapes } }: Reading, at: number): boolean {
  const shape = shapes[at] ?? 0;
  return (shape & (upperFirst | lowerAny)) === (upperFirst | lowerAny) && (shape & digitAny) === 0;
}

/** Where a run of capitalised words begins that ends here: one blank between them, or "&". */
function firstOf(reading: Reading, at: number): number {
  let first = at;
  while (
    first > 0 &&
    at - first < wordsMax &&
    isName(reading, first - 1) &&
    isJoined(reading, first)
  )
    first -= 1;
  const { bits, hashes } = reading.words;
  while (first < at && ((bits[first] ?? 0) & littleBit) !== 0) first += 1;
  return first < at && common.has(hashes[first] ?? 0) && at - first === 1 ? at : first;
}

function lastOf(reading: Reading, at: number): number {
  let last = at + 1;
  const { count } = reading.words;
  while (last < count && last - at < wordsMax && isName(reading, last) && isJoined(reading, last))
    last += 1;
  return last;
}

function isJoined({ passage: { text }, words }: Reading, at: number): boolean {
  return /^(?: | & |-|'s? ?)$/.test(text.slice(words.ends[at - 1], words.starts[at]));
}

/** No maker of a product among them, and not only words that everybody has. */
function isOfFirm({ words }: Reading, first: number, last: number, isForm: boolean): boolean {
  const { bits, hashes } = words;
  let [own, makers] = [0, 0];
  for (let at = first; at < (isForm ? last - 1 : last); at += 1) {
    const [bit, hash] = [bits[at] ?? 0, hashes[at] ?? 0];
    if ((bit & (tradeBit | ordinaryBit)) === tradeBit) makers += 1;
    else if (!common.has(hash) && !houses.has(hash) && !forms.has(hash)) own += 1;
  }
  // "Sunrise" is a maker, too; with a word for a house between it is none.
  const isHouse = isForm && houses.has(valueBefore(hashes, last, 2));
  return isHouse || (own >= (isForm ? ownMin : 1) && (makers === 0 || (isForm && own > makers)));
}

/** One word before a form is told by itself, or is a maker's. */
const ownMin = 2;

function isAllCapitals({ shapes }: Words, at: number): boolean {
  return ((shapes[at] ?? 0) & (lowerAny | digitAny)) === 0;
}

/** In a row of a table behind an address of attackers: who rents it out. */
function isHost({ observations, passage: { original } }: Reading, start: number): boolean {
  if (!/[|;,\t][ \x60"]{0,3}$/.test(original.slice(Math.max(0, start - 6), start))) return false;
  return observations.some(
    (it) => it.end <= start && start - it.end < hostCharsMax && networkTypes.has(it.type),
  );
}

const hostCharsMax = 40;
const networkTypes = new Set(["domain", "url", "ipv4", "ipv6"]);

/** A heading or an entry of a list. */
function isWholeLine({ passage: { codes } }: Reading, start: number, end: number): boolean {
  const before = unitBefore(codes, start);
  return (before === 0 || before === newline) && (end >= codes.length || codes[end] === newline);
}

const newline = 10;
