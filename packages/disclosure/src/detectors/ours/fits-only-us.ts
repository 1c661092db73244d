/**
 * Descriptions that fit one company: "the caterer that feeds the presidential plane", "oldest printing
 * house south of the Danube", "wir sind die Brauerei mit dem eigenen Bahnhof". Told by quotes that begin
 * as a description does, by what we say of ourselves, or by a superlative of a trade. All of them are
 * held; none that speaks of machines or attacks.
 */

import type { Detection, Reading } from "../../detector.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import { attackBit, machineBit, ordinaryBit, tradeBit } from "../../text/word-table.ts";
import { upperFirst, valueBefore } from "../../text/words.ts";

/** Whoever begins a sentence with one of these may speak of us. */
const selves = hashSet(
  "we being as nobody no remembers remember knows remain wir als nous etant comme somos siendo como siamo essendo wij zijn vi som jestesmy jako sendo estamos",
);
const superlatives = hashSet(
  "sole last first oldest largest biggest smallest youngest longest tallest northernmost southernmost westernmost easternmost highest deepest widest greatest second-largest",
);
/** What is counted so is a company, an institution or a site. */
const trades = hashSet(
  "maker producer manufacturer builder supplier operator grower breeder brewer brewery bakery baker bank insurer lender carrier school college university museum theatre theater hospital clinic hotel resort airline airport port harbour harbor shipyard boatyard yard mill mine quarry refinery smelter foundry forge tannery dairy creamery farm estate vineyard winery distillery publisher printer newspaper broadcaster observatory zoo aquarium circus ferry railway line registry notary undertaker undertakers caterer restaurant cafe chain retailer wholesaler auctioneer laboratory works plant factory workshop atelier studio cooperative coop society trust charity foundation parish diocese board district utility dam recycler scrapyard nursery fishery cannery slaughterhouse abattoir butcher glassworks pottery weaver spinner dyer tailor hatter shoemaker watchmaker jeweller goldsmith mint employer exporter importer orchestra opera choir wire daily weekly gazette archive ropewalk panel agency pub inn lido pier lighthouse windmill casino stadium club cinema brickworks sawmill cathedral monastery convent abbey academy kindergarten hospice pharmacy pharmacist shipbuilder shipbroker chandler stevedore tug locksmith bookbinder papermaker chocolatier confectioner roaster cheesemaker saltworks seedsman florist crematorium cemetery funicular tramway planetarium firm company house",
);
const joints = hashSet(
  "for owned run that who whose which with in of on at to south north east west between under within outside behind left still for inside above below beside near making building growing using running",
);
const foreignSuperlatives = hashSet(
  "einzige einziger einzigen einziges einzigem alteste altester altesten grosste grosster grossten letzte letzter letzten seul seule dernier derniere unico unica ultimo ultima enige laatste oudste grootste enda sista aldsta storsta eneste sidste siste eldste storste ainoa viimeinen vanhin suurin jedyny jedyna jedynym ostatni ostatnia jediny jedina posledni egyetlen utolso legnagyobb maior mayor maggior",
);
const foreignTrade =
  /\S{3,14} (?:\S{2,16} ){0,2}?(?:hersteller|produzent|anbieter|brauerei|backerei|klinik|krankenhaus|werft|bank|muhle|giesserei|fabrik|molkerei|bergwerk|verlag|museum|schule|reederei|hafen|glockengie|fabricant|producteur|usine|brasserie|verrerie|hopital|clinique|ecole|musee|banque|chantier|imprimerie|laiterie|cooperative|fonderie|coop|fabricante|productor|produtor|bodega|fabrica|astillero|estaleiro|hospital|escuela|escola|museo|museu|banco|imprenta|cooperativa|produttore|cantiere|stabilimento|ditta|azienda|cantina|scuola|fonderia|vetreria|birrificio|fabrikant|brouwer|werf|veerdienst|ziekenhuis|drukkerij|producent|zaklad|huta|hute|browar|stocznia|szpital|vyrobce|pivovar|sklarna|nemocnice|tillverkare|gjuteri|bryggeri|varv|sjukhus|produsent|verft|valmistaja|panimo|telakka|sairaala|gyarto|empresa|entreprise|firma|unternehmen|bedrijf|foretag|virksomhed|bedrift|yritys|arbeitgeber|employeur|empleador)\S{0,6} \S/iy;
const one = hashOf("one");
const justOne = hashSet("just only");
const articles = hashSet("the a an our");
const ofMachinesMax = 1;
const wordsMin = 4;
const wordsMax = 24;
const headMax = 4;
const clauseCharsMax = 150;
const beforeCharsMax = 40;
const clauseStop = /[.,;:!?()"\n]|\s-\s/;

/** Where such a description may begin. */
export const descriptionWords: readonly number[] = [
  ...selves.hashes,
  ...superlatives.hashes,
  ...foreignSuperlatives.hashes,
  one,
];

export function fitsOnlyUs(reading: Reading, at: number, found: Detection[]): void {
  const { words } = reading;
  const hash = words.hashes[at] ?? 0;
  const isOne = hash === one && justOne.has(valueBefore(words.hashes, at));
  const first =
    isOne || superlatives.has(hash)
      ? (ofCountry(reading, at) ?? superlativeFrom(reading, at))
      : foreignSuperlatives.has(hash)
        ? foreignFrom(reading, at)
        : selves.has(hash)
          ? ofOurselves(reading, at)
          : undefined;
  if (first !== undefined) push(reading, first, clauseEnd(reading, first), found);
}

function push(reading: Reading, first: number, last: number, found: Detection[]): void {
  const { words, passage, coveredWords } = reading;
  if (last - first < wordsMin || last - first > wordsMax) return;
  let ofMachines = 0;
  for (let at = first; at < last; at += 1) {
    const bit = words.bits[at] ?? 0;
    if (coveredWords[at] === 1 || (bit & (tradeBit | ordinaryBit)) === tradeBit) return;
    // A port, a registry and a feed are no machines alone.
    if ((bit & (attackBit | machineBit)) !== 0) ofMachines += 1;
  }
  if (ofMachines > ofMachinesMax) return;
  found.push({
    ...passage.spanOf(words.starts[first] ?? 0, words.ends[last - 1] ?? 0),
    kind: "company-unique",
    why: "It describes us so that no name is needed.",
    needsReview: true,
  });
}

/** Behind the last word of the clause that begins with a word. */
function clauseEnd({ passage, words }: Reading, first: number): number {
  const start = words.starts[first] ?? 0;
  const text = passage.text.slice(start, start + clauseCharsMax);
  return firstBehind(words, first, start + (clauseStop.exec(text)?.index ?? text.length));
}

function firstBehind({ count, ends }: Reading["words"], from: number, stop: number): number {
  let at = from;
  while (at < count && (ends[at] ?? 0) <= stop) at += 1;
  return at;
}

/** "Oldest printing house south of the Danube", "the last tannery on the river". */
function superlativeFrom({ words, passage }: Reading, at: number): number | undefined {
  for (let head = at + 1; head <= at + headMax; head += 1) {
    if (passage.text[words.ends[head - 1] ?? 0] !== " ") return undefined;
    if (!trades.has(words.hashes[head] ?? 0) || !joints.has(words.hashes[head + 1] ?? 0)) continue;
    const before = valueBefore(words.hashes, at);
    return articles.has(before) || justOne.has(before) ? at - 1 : at;
  }
  return undefined;
}

/** "Poland's second-oldest wire", "the island's last tannery". */
function ofCountry({ words, passage }: Reading, at: number): number | undefined {
  const { hashes, starts, bits, shapes } = words;
  const first = ordinals.has(valueBefore(hashes, at)) ? at - 1 : at;
  const country = first - 2;
  if (country < 0 || valueBefore(hashes, first) !== possessive) return undefined;
  if (passage.codes[(starts[first - 1] ?? 0) - 1] !== apostrophe) return undefined;
  const isOfTrade = ((bits[country] ?? 0) & (tradeBit | machineBit)) !== 0;
  const isName = ((shapes[country] ?? 0) & upperFirst) !== 0 && !isOfTrade;
  if (!isName && !lands.has(hashes[country] ?? 0)) return undefined;
  for (let head = at + 1; head <= at + 2; head += 1)
    if (((bits[head] ?? 0) & (attackBit | machineBit)) !== 0) return undefined;
  return articles.has(valueBefore(hashes, country)) ? country - 1 : country;
}

const ordinals = hashSet("second third fourth fifth");
const possessive = hashOf("s");
const apostrophe = 39;
const lands = hashSet(
  "country county region island state province valley continent nation district borough city town kingdom canton shire",
);

/** "einzigen Hersteller von Leuchtturmlinsen im Norden". */
function foreignFrom({ words, passage }: Reading, at: number): number | undefined {
  foreignTrade.lastIndex = words.starts[at] ?? 0;
  return foreignTrade.test(passage.text) ? at : undefined;
}

const noun = String.raw`(?:[a-z][\w'-]{0,20} ){1,5}?`;
/** "we are the port that handled …", "as supplier of … to the Vatican", "nobody else grows …", "wir sind die Brauerei mit …". */
const saidOfUs = new RegExp(
  [
    String.raw`(?:(?:we(?: are|'re| remain| were)|being|(?:remembers?|knows?)(?: us as)?) (?:still |also |just )?(?:the|an?|one of the|one of)|as the) ${noun}(?:that|who|whose|which|with|behind) `,
    String.raw`(?:we(?: are|'re| remain)|being) (?:still |also |just )?(?:the|one of the) ${noun}(?:in|of|on|for|under|inside|beside|between|behind|below|above|near|to|at|left|north|south|east|west) `,
    "knows? (?:who|whose) ",
    String.raw`as (?:the )?(?:sole |only |official |royal |main |exclusive )?(?:suppliers?|makers?|builders?|handlers?|owners?|operator|keepers?|publishers?|printers?|insurers?|caterers?|hosts?|home|guardians?|custodians?|purveyors?|tailors?|carriers?|lenders?|landlords?|undertakers?|heirs?|sponsors?) (?:of|to|for) `,
    "nobody else (?:in|on|here|makes?|builds?|grows?|breeds?|bakes?|brews?|dyes?|weaves?|prints?|runs?|has|owns|sells?|serves?|trains?|flies|sails|holds?|still|does|keeps?|mines?|casts?|supplies|ships?|handles?|tests?|treats?|teaches|fishes|distils?|presses|restores?|repairs?|tunes?) ",
    "no other [a-z]{3,16} (?:[a-z]{2,12} ){0,3}(?:in|on|has|makes?|runs?|owns|handles?|holds?|does|serves?|sells?|grows?|builds?|keeps?|still) ",
    String.raw`(?:wir (?:sind|waren)|als) (?:der|die|das|ein|eine) ${noun}(?:der|die|das|mit|in|im|am|an|von|aus|nordlich|sudlich|deren|dessen) `,
    String.raw`(?:nous sommes|etant|comme) (?:le|la|l'|les|un|une) ?${noun}(?:qui|dont|de|du|des|avec|en|a|au|que) `,
    String.raw`(?:somos|siendo|como|sendo|estamos entre) (?:el|la|los|las|un|una|o|a|os|as|um|uma) ${noun}(?:que|con|com|de|del|do|da|en|em|cuya|cuyo) `,
    String.raw`(?:siamo|essendo|come) (?:il|lo|la|l'|i|gli|le|un|una) ?${noun}(?:che|con|di|del|della|in|nel|a) `,
    String.raw`(?:wij zijn|als) (?:de|het|een) ${noun}(?:die|dat|met|in|van|naar|op|aan|waar) `,
    String.raw`(?:vi ar|vi er|som) (?:det|den|de|en|ett|et) ${noun}(?:som|med|i|pa|av|af|i) `,
    String.raw`(?:jestesmy|jako) (?:[^\s.,;:!?"]{1,20} ){1,5}?(?:z|w|na|ktor[ayej]|ze|od) `,
  ]
    .map((one) => `(?:${one})`)
    .join("|"),
  "iy",
);

function ofOurselves({ words, passage }: Reading, at: number): number | undefined {
  saidOfUs.lastIndex = words.starts[at] ?? 0;
  return saidOfUs.test(passage.text) ? at : undefined;
}

/** As descriptions begin. */
const description = new RegExp(
  String.raw`"\s?((?:the|an?|one|those|our|only|last|first|oldest|largest|biggest|la|les?|l'|une?|el|los|las|una|[oai]s?|uma?|il|lo|gli|owners?|makers?|builders?|suppliers?|printers?|operators?|keepers?|publishers?|caterers?|home|heirs?|brewers?|bakers?|de|het|een|der|die|das|den|dem|eine?[nr]?|det|en|ett|et)(?: |(?<='))[^"\n]{10,120}?)\s?"`,
  "iy",
);
/** What joins to it what makes it the only one. */
const joined =
  / (?:largest|oldest|biggest|smallest|only|that|who|whose|which|with|of|in|on|for|behind|from|near|under|by|qui|dont|avec|du|des|con|del|que|che|della|com|do|da|met|van|die|dat|mit|von|aus|der|das|som|med|till|til)(?: |')/i;
const relative =
  /(?: |^)(?:largest|oldest|biggest|smallest|that|who|whose|which|with|qui|dont|avec|con|che|com|met|mit|som|med)(?: |')/i;
/** Who says so. */
const saidBefore =
  /\b(?:wr(?:o|i)te(?:s)?|written|says?|said|reads?|calls?|called|prints?|printed|ha[ds]|describe[sd]?|of|about|nor|not|no|never|as|like|or|headline|papers?|newspaper|blog|post|forum|names?|named|us|reporter|journalist|press|phrase|words?|hint|clue|schreibt|schrieb|von|vom|nennt|ecrit|parle de|dit|escribe|dice|llama|scrive|parla di|schrijft|skriver|pisze|escreve|fala)(?: (?:us|as|it|the|that|is|on|line|nous|uns|ons|still|only|a|now)){0,3}[:,]? ?$/i;
/** Names of mails, files and rules, and what lures say. */
const namedBefore =
  /\b(?:subject|subjects|titled|title|lure|file|files|folder|rule|rules|message|text|sms|banner|note|prompt|button|page|window|dialog|error|query|argument|comment|string|mail|email)(?: \w{1,10}){0,2}[:,=]? ?$/i;
const ofLures =
  /\b(?:your|you|please|invoice|order|document|account|payment|parcel|files|password|click|delivery|message|you're|hier|ihre?|votre|vos|su|tu|seu|sua|uw|je|din|er)\b/i;

/** "the caterer that feeds the presidential plane" in the words of a paper, a forum or a caller. */
export function quotedDescriptions(reading: Reading, found: Detection[]): void {
  const { text } = reading.passage;
  let word = 0;
  for (let open = text.indexOf('"'); open >= 0; open = text.indexOf('"', open + 1)) {
    description.lastIndex = open;
    const said = description.exec(text)?.[1];
    if (said === undefined || !joined.test(said) || ofLures.test(said)) continue;
    const before = text.slice(Math.max(0, open - beforeCharsMax), open);
    const isSaid = saidBefore.test(before);
    if (namedBefore.test(before) || !(isSaid || relative.test(said))) continue;
    while ((reading.words.starts[word] ?? Infinity) < open) word += 1;
    push(reading, word, firstBehind(reading.words, word, open + said.length + 3), found);
  }
}
