/** Nouns of premises of every trade, and words beside which the names of sites stand; accents are folded. */

import { WordTable } from "../../text/word-hash.ts";

/** Ends a name of two words and more, as they are written on a map: "Salt House". */
export const nameBit = 1;
/** Begins one: "Villa Aurora". */
export const headBit = 2;
/** Behind a name, in small letters: "the Kilmory depot". */
export const siteBit = 4;
/** Before a number, in small letters, too: "kiln 2". */
export const numberedBit = 8;
/** Where somebody or something is: "at the slipway". */
export const premisesBit = 16;
/** So only with a word for which one: "in the tank farm". */
export const roomBit = 32;
/** Before a name, with "de" and the like or without: "planta de Carmelo", "Halle 7". */
export const foreignBit = 64;
/** Before a colon or "=", and behind them a name: "site=brakel". */
export const labelBit = 128;
/** Behind it names of ordinary words are places, too: "at Number Nine". */
export const whereBit = 256;
/** Only where it has a capital: "Building 6", "Terminal B". */
export const capitalBit = 512;
/** In small letters only behind what kind of it: "pump station 6". */
export const compoundBit = 1024;
/** Behind a name of no list alone: "the Lund desk"; other names are of products. */
export const unlistedBit = 2048;
/** With an article alone: "at the Wynd". */
export const aloneBit = 4096;
/** A field of a form, with a colon. */
export const formBit = 8192;

export const siteWords = new WordTable(12);
for (const [words, bits] of [
  [
    "mill mills yard depot warehouse barn shed silo hangar wharf quay pier jetty dock annex annexe lodge brewery dairy bakery foundry quarry distillery winery cannery tannery sawmill clinic surgery hospital hospice chapel cottage works",
    nameBit | siteBit | premisesBit,
  ],
  [
    "house hall court tower street road lane avenue row close crescent boulevard terrace square quays gate bridge park farm grange manor abbey priory castle hill hills head point bay creek brook marsh moor heath wood woods field fields end cross corner garth rise top green common island isle lake river valley harbour harbor haven landing locks lock ridge glen cove reef cliff acre acres maltings stables cloister barracks arcade market wells spring springs beeches oaks elms pines pavilion stadium arena theatre museum college academy school church parsonage vicarage rectory place parade embankment esplanade promenade gardens orchard vineyard nursery meadow meadows hut",
    nameBit,
  ],
  [
    "location place where room site loc raum ort standort lieu endroit salle lugar sala sitio luogo reparto locale plaats ruimte plats rum sted lokale paikka tila miejsce misto mistnost hely helyszin helyiseg yer konum local loc mjesto koht",
    formBit,
  ],
  ["desk bureau newsroom extension lot outlet line", siteBit | unlistedBit],
  [
    "wynd garth maltings shambles strand arches docks quays cloisters stables steps mews paddocks tannery foundry granary",
    aloneBit,
  ],
  ["station farm bay room store house hall pit yard shed", compoundBit],
  ["villa mount fort lower upper saint st chateau camp hotel isla puerto porto hacienda", headBit],
  ["at", whereBit],
  [
    "site sitecode siteid sitename location loc plant branch facility campus depot werk standort ort filiale betriebsstatte sucursal planta sede usine agence lieu unidade filial loja stabilimento vestiging locatie zaklad oddzial pobocka telephely toimipaikka",
    labelBit,
  ],
  [
    "plant plants factory office offices branch branches site sites campus clinic ward wing building block store stores shop shops hotel laboratory lab workshop showroom studio terminal station refinery smelter colliery mine pit kiln elevator packhouse greenhouse glasshouse premises facility hub centre center refectory substation waterworks pumphouse boatyard shipyard port slaughterhouse abattoir concentrator parlour atelier gym pool theatre library loft kiosk sawmill farm house hall tower gate works end side bore slip slipway berth berths cage cages pen pens pond ponds shaft pan vat weir sluice lock bridge tunnel crossing junction siding ramp apron stand block floor deck court pitch range hut cabin field orchard grove plot bog stockyard paddock canteen kitchen laundry parlour gatehouse packhouse boathouse strongroom cellar quarter basin spillway intake outfall reservoir substation meijeri varasto tehdas tehtaan tehtaalla satama toimisto sairaala kaivos tehas tehase gyar gyara uzem telep fabrikasi deposu subesi limani depots hangar corridor entrance lobby reception pumphouse boiler",
    siteBit,
  ],
  [
    "gatehouse boathouse boatshed packhouse storeroom stockroom strongroom showroom boardroom canteen cafeteria laundry kitchen greenhouse glasshouse pumphouse guardhouse weighhouse farmhouse lighthouse farmyard boatyard shipyard stockyard sawmill slaughterhouse abattoir drydock slipway bunker crypt vestry sacristy cellar cellars stables paddock kennels pavilion workshop smithy forge cloakroom classroom auditorium lodge refectory dispensary mortuary",
    premisesBit,
  ],
  [
    "house hall gate shop store stores room office farm tower floor wing block building plant works field pond pit deck ramp loft bar lab garage hut kiosk station shaft park lot camp jetty meadow slope chimney mess attic kiln cabin chamber",
    roomBit,
  ],
  [
    "gate hall hangar dock pier berth depot warehouse shed silo quay kiln ward wing mill barn jetty wharf fab slipway weir bore cage pen pond shaft pit sluice lock tunnel ramp apron bay well stall elevator orchard plot barge trawler greenhouse glasshouse paddock ferry yard substation molo cais poort kaai kai brama nave hali hale hallissa halli berths quays halls gates wards kilns sheds silos",
    numberedBit,
  ],
  [
    "terminal plant works block building store branch platform fab room zone tent studio cinema screen theatre lab classroom workshop chapel canteen court",
    numberedBit | capitalBit,
  ],
  [
    "werk halle hala hale haus lager standort filiale zweigstelle betriebsstatte talstation bergstation klinik muhle molkerei brauerei zeche usine atelier agence entrepot depot site succursale chantier poste quai rue rua viale calle avenida chemin piazza plaza plac ulica ul allee cours largo travessa moulin ferme ecole clinique boutique magasin laiterie brasserie planta fabrica sucursal almacen taller finca hacienda fundo bodega sede mina molino granja clinica tienda oficina colegio edificio unidade loja filial armazem usina fazenda quinta escritorio agencia moinho herdade stabilimento filiale officina magazzino cantiere negozio ufficio agenzia cascina vestiging fabriek loods magazijn kantoor winkel filiaal molen kas haven zaklad hala oddzial magazyn sklep fabryka kopalnia stocznia zavod pobocka sklad provoz dilna fabriken lagret kontoret butiken verket verkstaden filialen anlaegget lageret fabrikken kontoret butikken anlegget tehdas tehtaan varasto toimipaikka konttori gyar telephely uzem raktar fabrika depo sube tesis",
    foreignBit,
  ],
] as const) {
  siteWords.addText(words, bits);
}
