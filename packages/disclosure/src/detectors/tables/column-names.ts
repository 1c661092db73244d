/** What heads of columns are called, and what is written below them. */

import type { FindingKind } from "../../finding-kinds.ts";
import { mayMeasure, measured } from "./column-units.ts";

const columns: readonly (readonly [RegExp, FindingKind])[] = [
  [
    /^(?:(?:full|first|last|given|family|sur|middle|maiden|customer|patient|employee|user|client|contact|student|owner|member|guest|driver|tenant|pupil|child|parent|applicant|passenger|borrower|donor|policyholder|insured|subscriber|resident|worker|staff|display)[ _-]?)?names?$|^(?:given|surname|forename|fname|lname|nachname|vorname|nom|prenom|nombre|apellido|nimi|namn|navn|naam|cognome|patient|guest|driver|tenant|pupil|student|child|parent|guardian|applicant|passenger|borrower|donor|policyholder|insured|claimant|beneficiary|subscriber|resident|worker|teacher|physician|doctor|nurse|author|editor|signatory|holder|employee|contact|owner|assignee|manager|reporter|approver|nev|jmeno|prijmeni|imie|nazwisko|apellidos|nombres|sukunimi|etunimi|efternavn|etternavn|efternamn|achternaam|nominativo|paciente|empleado|mitarbeiter|pracownik|zamestnanec|pledg[eo]r|debtor|payee|payer|lessee|renter|lodger|depositor|attendee|delegate|candidate|juror|inmate|detainee|witness|plaintiff|defendant|caller|visitor|skipper|seafarer|trainee|apprentice|intern|volunteer|spouse|next[ _-]of[ _-]kin|nama|nome|ime|prezime|isim|soyad[i]?|vards|uzvards|vardas|pavarde|hoten|pangalan|jina|mieter(?:in)?|najemca|najemnik|najemce|locataire|inquilino|inquilina|arrendatario|locatario|huurder|hyresgast|leietaker|lejer|vuokralainen|berlo|kiraci|chirias|pacjent|pacient|pacjentka|paziente|patiente?|potilas|beteg|hasta|pacient|elev|eleve|alumno|alunno|aluno|schuler(?:in)?|leerling|oppilas|uczen|zak|tanulo|ogrenci|versicherter|assure|asegurado|assicurato|verzekerde|schuldner|debiteur|deudor|debitore|devedor|dluznik)$/,
    "person",
  ],
  [
    /^(?:user(?:[ _-]?(?:name|id))?|usr|uid|login|logon|account|acct|samaccountname|upn|owner_id|nick|handle|benutzer|nutzer|usuario|utilisateur|gebruiker|kayttaja|anvandare|bruger|bruker|uzytkownik|utente|utilizator|korisnik|uporabnik|kullanici|felhasznalo|uzivatel|brukernavn|brugernavn|gebruikersnaam|benutzername|anvandarnamn|kayttajatunnus|operator|actor_user|src_user|dst_user|run_by|by|last_login_by|(?:last[ _-])?(?:modified|edited|exported|created|entered|keyed|typed|booked|posted|uploaded|changed|updated|opened|closed|approved|checked|reviewed|handled|processed|captured|recorded|registered|logged|issued|sold|signed|released|scanned|picked|packed|served|made|done|added|taken|requested|prepared|verified|dispatched|printed|filed)[ _-]?by|saisi[ _-]par|(?:cree|modifie|valide|traite|exporte)[ _-]par|agent[ _-]saisie|(?:erfasst|angelegt|gebucht|bearbeitet|exportiert|geandert|erstellt|gepruft)[ _-](?:von|durch)|sachbearbeiter(?:in)?|erfasser|bearbeiter|(?:introducido|creado|registrado|modificado|capturado|exportado)[ _-]por|capturista|operador(?:a)?|(?:registado|registrado|inserido|criado|lancado|exportado)[ _-]por|(?:inserito|creato|registrato|modificato|esportato)[ _-]da|operatore|(?:ingevoerd|aangemaakt|gewijzigd|geexporteerd)[ _-]door|invoerder|medewerker|(?:registrert|opprettet|endret)[ _-]av|saksbehandler|(?:registrerad|skapad|andrad|inlagd)[ _-]av|handlaggare|(?:oprettet|registreret|indtastet)[ _-]af|sagsbehandler|wprowadzil(?:a)?|utworzyl|(?:zadal|zapsal|vytvoril)a?|kirjasi|kirjaaja|rogzitette|introdus[ _-]de|kaydeden|giren|(?:actor|src|dst|source|target|sender|performing)[ _-]?user|last[ _-]?(?:editor|user|edit)|entry[ _-]?(?:user|by)|user[ _-]?login|login[ _-]?(?:name|id)|cashier[ _-]?(?:id|login)|operator[ _-]?id|agent[ _-]?id|clerk[ _-]?id)$/,
    "username",
  ],
  [
    /^(?:dob|d\.o\.b\.|geb|geburtsdatum|birth|date[ _-]?of[ _-]?birth|birth[ _-]?date|birthday|born|szul(?:etesi)?[ ._-]?(?:ido|datum)?|narozen[ia]?|datum[ _-]?narozeni|data[ _-]?(?:urodzenia|di[ _-]?nascita|nascita|de[ _-]?nascimento)|fecha[ _-]?(?:de[ _-]?)?nac(?:imiento)?|nacimiento|nascita|date[ _-]?de[ _-]?naissance|naissance|fodselsdato|fodelsedatum|syntymaaika|geboortedatum|geb(?:oren|datum|[ ._-]?am)?)$/,
    "date-of-birth",
  ],
  [
    /^(?:.*[ _-])?(?:ssn|mrn|nino|(?:national|tax|citizen|voter)[ _-]?id|passport|licen[cs]e[ _-]?(?:no|number)|(?:patient|employee|member|student|personnel)[ _-]?(?:id|no|number|mrn))$|^(?:id|nid)[ _-]?(?:no|nr|number|card)$|^(?:taj(?:[ _-]?szam)?|dni|nie|rut|curp|cpf|pesel|rodne[ _-]?cislo|hetu|personnummer|codice[ _-]?fiscale|bsn|nif|nir|avs|ahv|cnp|oib|jmbg|amka|cuil|cedula|nss|nino|sin|ic(?:[ _-]?(?:no|nr|number))?|nric|mykad|nik|ktp|cnic|aadhaar|egn|emso|isikukood|personas[ _-]kods|asmens[ _-]kodas|cccd|cmnd|iqama|qid|(?:civil|emirates)[ _-]id|r\.? ?c\.?)$/,
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
    /^(?:dx|diagnos[ei]s|icd(?:[ _-]?10)?|medications?|meds|treatment|therapy|procedure|allerg(?:y|ies)|insurance|blood[ _-]?(?:type|group)|symptoms?|sick[ _-]?(?:days|leave)|disability|last[ _-]?visit|admitted|discharged|ward|prescription|rx|test[ _-]?result|lab[ _-]?result|diagnostic|diagnostico|diagnosi|diagnoosi|diagnoza|rozpoznanie|medikamente?|medicaments?|medicamentos?|medicacion|farmaci|medicijnen|leki|leky|ilac|krankheit|maladie|enfermedad|malattia|doenca|ziekte|sjukdom|sygdom|sykdom|traitement|tratamiento|trattamento|tratamento|behandlung|behandeling|behandling)$/,
    "health",
  ],
  [
    /^(?:salary|wage|hourly|pay[ _-]?(?:grade|band|rate)|bonus|performance|appraisal|warning|warnings|discipline|disciplinary|status[ _-]?hr|termination(?:[ _-]?date)?|hire[ _-]?date|start[ _-]?date|emp(?:loyee)?[ _-]?(?:no|id|nr|number)|staff[ _-]?(?:no|id)|personnel[ _-]?no|union|overtime)$/,
    "human-resources",
  ],
  [/^(?:iban|account[ _-]?(?:no|number)|card[ _-]?(?:no|number)?|pan|routing)$/, "iban"],
  [
    /^(?:balance|credit[ _-]?(?:score|limit)|loan|loan[ _-]?amount|income|net[ _-]?worth|arrears|owed|amount[ _-]?(?:due|owed)|debt|premium|claim[ _-]?amount|payout|deposit|pension|mortgage)$|^(?:dluh|dluzi|ruckstand|mietruckstand|schuld(?:en)?|impayes?|dette|solde|deuda|debe|saldo|adeudado|debito|dovuto|insoluti|divida|em[ _-]?falta|openstaand|achterstand|skuld|gjeld|gald|restance|velka|saatava|zaleglosc|zadluzenie|tartozas|hatralek|borc|datorie|restanta)(?:[ _-](?:eur|usd|gbp|chf|kc|czk|pln|zl|huf|ft|tl|try|lei|ron|kr|sek|nok|dkk))?$/,
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
    /^(?:clientes?|clienti?|klant(?:en)?|klient|kund(?:en)?|zakaznik|abnehmer|pagador|odbiorca|nabywca|odberatel|vevo|ugyfel|musteri|alici|acheteur|comprador|acquirente|afnemer|koper|kober|kjoper|kopare|ostaja|kupac|kupec|cumparator|klijent|hostinec|stockist|charterer|shipper|consignee|licensee|franchisee|advertiser|sponsor|outlet|cust(?:omer)?[ _-]?name|client[ _-]?name|acct[ _-]?name|dealer[ _-]?name|store[ _-]?name|buyer[ _-]?name)$/,
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
  [/^(?:customers|subscribers|policyholders|households)$/, "customer-list"],
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

/** What a row says in a column of any other name: of the person there, or of what is bought and sold. */
export const ofPerson = "of a person";
export const ofBusiness = "of a business";
/** What is remarked of a customer or a supplier. */
export const ofTerms = "of terms";

export interface Column {
  readonly kind: FindingKind | typeof ofPerson | typeof ofBusiness | typeof ofTerms;
  /** It is called so; else a word or a unit in its name leads to it. */
  readonly isSure: boolean;
}

/** What machines write beside a person. */
const technical =
  /^(?:row|line|#|nr|no|id|ip|src|dst|(?:src|dst|source|dest(?:ination)?|client|remote)[ _-]?(?:ip|addr(?:ess)?|port|host)|host(?:name)?|server|device|os|agent|user[ _-]?agent|browser|time(?:stamp)?|date|day|ts|event(?:[ _-]?id)?|action|result|url|domain|hash|md5|sha\d*|path|process|protocol|port|bytes|size|count|severity|technique|session(?:[ _-]?id)?|(?:first|last)[ _-]?(?:seen|activity)|seen|artifacts?|artefacts?|verdict|indicator|ioc|observable|evidence|malware|family|tool|file(?:[ _-]?name)?|command(?:[ _-]?line)?|cmd(?:line)?|image|parent(?:[ _-]?process)?|pid|signature|rule|alert|detection|tactic|cve|version|build|service|task|registry|key|classification|confidence|threat|finding|method|uri|query|referr?er|response|bytes[ _-](?:in|out|sent))$/;
/** Numbers that only tell one row from another, and times. */
const numbering =
  /(?:^|[ _-])(?:no|nr|nrs|num|number|id|ids|code|ref|sku|ean|lot|year|date|week|month|day|time|phone|mobile|tel|fax|zip|age|port|size|count|rank|score|version)$/;

/** What a machine may count or hold, too. */
const ambiguous = /^(?:rate|list|net|output|capacity|yield|client|launch|bid)$/;

/** In a table of machines or of attacks what is not called so for sure tells nothing. */
export function besideMachines(
  columns: readonly (Column | undefined)[],
  names: readonly string[],
): readonly (Column | undefined)[] {
  if (names.filter((name) => technical.test(name)).length < 2) return columns;
  return columns.map((column, at) =>
    (column?.isSure === false && column.kind !== "username") || ambiguous.test(names[at] ?? "")
      ? undefined
      : column,
  );
}

const ofAnyPerson: Column = { kind: ofPerson, isSure: false };
const ofAnyTerms: Column = { kind: ofTerms, isSure: false };
const remarks =
  /^(?:notes?|remarks?|comments?|terms|bemerkung(?:en)?|anmerkung(?:en)?|remarques?|observacion(?:es)?|observacoes|obs|nota|opmerking(?:en)?|uwagi|poznamky?|megjegyzes|anm|anmarkning|merknad|bemaerkning|huomautus|aciklama|observatii|napomena)$/;
const ofAnyBusiness: Column = { kind: ofBusiness, isSure: false };

/** In a table of persons. */
export function besidePerson(name: string): Column | undefined {
  const kind = kindIn(besidePersons, name);
  if (kind !== undefined) return { kind, isSure: true };
  return technical.test(name) ? undefined : ofAnyPerson;
}

/** In a table of what is bought and sold. */
export function besideBusiness(name: string): Column | undefined {
  if (remarks.test(name)) return ofAnyTerms;
  return name === "" || technical.test(name) || numbering.test(name) ? undefined : ofAnyBusiness;
}

/** Heads of tables of indicators, which most reports have: none of them heads a column. */
const ofIndicators = new Set(
  "sha-1,sha1,sha-1 hash,sha-256,sha256,md5,hash,filename,file name,file,description,detection,eset detection name,detection name,ip,ip address,ip addresses,domain,domains,url,first seen,last seen,details,provider,hosting provider,tactic,technique,technique id,id,type,component,compilation time,pdb path,c&c,c&c server,server,port,version,path,comment,fingerprint,thumbprint,serial number,valid from,valid to,key,value,date".split(
    ",",
  ),
);

/** What cells of this text were found to head; most lines of a table have the same few. */
export type KnownCells = Map<string, Column | undefined>;

export const cellCharsMax = 40;
const knownCellsMax = 2000;

export function columnOf(cell: string, known: KnownCells): Column | undefined {
  if (cell.length > cellCharsMax || cell.length < 2) return undefined;
  const name = cell.toLowerCase();
  if (ofIndicators.has(name)) return undefined;
  if (known.has(name)) return known.get(name);
  anyColumn.lastIndex = 0;
  const column = anyColumn.test(name) || mayMeasure(name) ? called(name) : undefined;
  if (known.size < knownCellsMax) known.set(name, column);
  return column;
}

/** Who did it, where accounts are in the cells: of programs and roles these are called so, too. */
const whoDidIt =
  /^(?:who|op|oper|agent|handler|clerk|cashier|teller|editor|initials|entered|keyed|desk|actor|person|rep|sales[ _-]?rep|analyst|assigned(?:[ _-]?to)?|picker|packer|shift[ _-]?lead|caissier|vendeur|verkaufer|kassierer|vendedor|cajero|kassier|medarbetare|ekspedient|forhandler)$/;

function called(name: string): Column | undefined {
  const sure = kindIn(columns, name);
  if (sure !== undefined) return { kind: sure, isSure: true };
  if (whoDidIt.test(name)) return { kind: "username", isSure: false };
  const guess = measured(name);
  return guess === undefined ? undefined : { kind: guess, isSure: false };
}

/** In one, and at the beginning alone, where all of them begin: most cells head no column. */
const anyColumn = new RegExp(
  [...columns.map(([{ source }]) => source), whoDidIt.source].join("|"),
  "y",
);

function kindIn(table: typeof columns, name: string): FindingKind | undefined {
  return table.find(([pattern]) => pattern.test(name))?.[1];
}
