/** Words that say of what, and for what, an amount is: currencies, units, goods, verbs of paying. */

import { hashSet } from "../text/word-hash.ts";

export const currencies = hashSet(
  "usd eur gbp chf jpy inr sek nok dkk pln czk huf ron try cad aud nzd sgd hkd cny rmb krw brl mxn zar aed sar ils rs kr zl dollar dollars euro euros cent cents pound sterling pence francs yen rupees crowns kronor kroner bucks quid lakh crore rm rp tk ksh ush tsh ngn ghs idr vnd egp ugx tzs kes uah clp lkr pkr bdt qar kwd bhd omr jod rsd bgn isk kzt amd gel azn mkd bwp zmw xof xaf reais naira cedi cedis shilling shillings taka ringgit rupiah baht peso pesos lira dinar dinars dirham dirhams riyal riyals yuan franc krone kroner koruna korun zloty zlotys zlotych forint forints hryvnia ruble rubles rouble roubles rand soles dong tenge lari manat kwacha birr",
);
export const large = hashSet(
  "k m mn bn thousand thousands million millions billion billions mio mrd lakh crore",
);
export const articles = hashSet("a an per each every the pro je par por al il la le");
export const each = hashSet(
  `ton tons tonne tonnes t unit units seat seats hour hours hr day days week month months year quarter shift night case cases barrel barrels bbl
  pound pounds lb lbs kilo kilos kg gram grams ounce oz litre liter litres liters l gallon gallons kwh mwh gwh mile miles km head dose doses bottle pallet pallets wafer wafers piece pieces
  h d mo wk yr ea teu feu packet bag sack tub jar dozen hectare hectolitre hl loaf pupil cow pig ride crossing sailing flight leg episode edition meal plate portion pint keg cask bottle tin pair shoe garment towel sheet brick cubic tonelada tonelladas tonnellata stuck tonnen kilo monat tag stunde jour mois heure dia mes hora giorno mese ora dag uur maand manad timme
  user users license licence client customer patient visit bed room person employee box carton crate bushel acre square cubic sqft foot metre meter meters min minute sheet reel roll bale load trip parcel order transaction copy download ticket policy claim student pupil share kit`,
);
export const goods = hashSet(
  `tons tonnes units cases pallets barrels wafers litres liters gallons kilos bushels bales reels rolls vehicles cars trucks containers teu megawatts megawatt mw gwh mwh doses beds orders shipments parcels
  passengers guests members subscribers policies policyholders deliveries stores shops outlets tickets bottles cartons crates boxes heads animals birds pigs cattle eggs acres homes rooms seats looms machines presses lines shifts heats batches lots copies patients
  admissions operations surgeries appointments bookings nights weddings flights routes visits students pupils employees workers staff posts people head hands bushel loads trips flights sailings tanks silos kegs casks hectolitres square tablets pills kits panels modules cells turbines engines pounds kg t l hl ha hectares acres pcs pieces tubes vials pairs dozen carcasses m3 m2 sqm`,
);
export const one = hashSet("a an per");
export const between = hashSet("in within for after before to and or from at on with");
export const paying = hashSet(
  "paid pays pay costs cost worth earns earn owes owed owe fee price priced billed bills charged charges sold bought salary wage offer offered quoted budget saves saved spends spent lost loses makes made grossed",
);
export const about = hashSet("us about around roughly nearly over under some only him her them");
export const percentWords = hashSet("percent pct per");

/** What stands beside a number that is more than a number. */
export const amountWords = [currencies, large, each, goods, one, paying, percentWords];
