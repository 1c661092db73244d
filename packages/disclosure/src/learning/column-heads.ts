/** What the columns of directory exports and inventories are called, in the languages of their readers. */

export type ColumnMeaning =
  | "address"
  | "brands"
  | "cpe"
  | "domains"
  | "family"
  | "given"
  | "hosts"
  | "mail"
  | "names"
  | "owner"
  | "people"
  | "places"
  | "ranges"
  | "system"
  | "technologies"
  | "vendor"
  | "version";

/** In small letters without accents, as `folded` writes them. English, German, French, Spanish, Italian, … */
const heads: readonly (readonly [ColumnMeaning, string])[] = [
  [
    "given",
    "given name|first name|forename|vorname|prenom|nombre|nome|voornaam|fornamn|fornavn|etunimi|imie",
  ],
  [
    "family",
    "sn|surname|last name|family name|nachname|familienname|zuname|nom|nom de famille|apellido|apellidos|cognome|sobrenome|apelido|achternaam|efternamn|efternavn|etternavn|sukunimi|nazwisko",
  ],
  [
    "people",
    "display name|full name|cn|name|employee|employee name|person|user full name|mitarbeiter|mitarbeiterin|vollstandiger name|nom complet|employe|nombre completo|empleado|nome completo|dipendente|funcionario|naam|volledige naam|medewerker|namn|navn|nimi|nazwa|pracownik",
  ],
  [
    "owner",
    "owner|asset owner|device owner|responsible|custodian|assigned to|assigned user|primary user|last user|user|besitzer|besitzerin|eigentumer|eigentuemer|inhaber|verantwortlich|verantwortlicher|verantwortliche|benutzer|nutzer|anwender|ansprechpartner|proprietaire|responsable|utilisateur|detenteur|propietario|usuario|proprietario|utente|responsabile|assegnatario|responsavel|eigenaar|gebruiker|verantwoordelijke|agare|anvandare|ejer|bruger|eier|bruker|omistaja|kayttaja|vastuuhenkilo|wlasciciel|uzytkownik",
  ],
  [
    "mail",
    "e mail|email|mail|e mail address|email address|mail address|user principal name|upn|primary smtp address|e mail adresse|emailadresse|mailadresse|adresse mail|adresse e mail|adresse electronique|courriel|correo|correo electronico|posta elettronica|indirizzo e mail|indirizzo email|endereco de e mail|e mailadres|emailadres|e post|epost|e postadress|sahkoposti|adres e mail|adres email",
  ],
  [
    "hosts",
    "host|hostname|host name|computer|computername|computer name|dns hostname|dns host name|dns name|fqdn|device|device name|asset|asset name|server|servername|server name|machine|machine name|node|workstation|endpoint|gerat|geraet|geratename|geraetename|rechner|rechnername|arbeitsplatz|poste|poste de travail|ordinateur|serveur|appareil|equipement|hote|nom d hote|nom de machine|nom du poste|equipo|nombre de equipo|nombre del equipo|ordenador|servidor|dispositivo|maquina|macchina|nome computer|nome host|equipamento|computador|nome do computador|apparaat|apparaatnaam|computernaam|dator|datornamn|enhet|enhed|maskin|datamaskin|laite|laitteen nimi|tietokone|palvelin|urzadzenie|komputer|nazwa komputera|serwer",
  ],
  [
    "address",
    "ip|ip address|ipv4|ipv4 address|ip v4|address|ip adresse|ipadresse|adresse ip|direccion ip|indirizzo ip|endereco ip|ip adres|ip osoite|adres ip",
  ],
  [
    "ranges",
    "subnet|network|range|cidr|prefix|netz|netzwerk|subnetz|reseau|sous reseau|red|subred|rete|sottorete|rede|sub rede|netwerk|subnetwerk|natverk|netvaerk|nettverk|verkko|aliverkko|siec|podsiec",
  ],
  [
    "places",
    "office|site|location|city|town|plant|branch|building|campus|physical delivery office name|l|standort|ort|stadt|niederlassung|werk|filiale|gebaude|buro|lieu|emplacement|localisation|ville|bureau|batiment|agence|ubicacion|sede|ciudad|oficina|edificio|localidad|posizione|citta|ufficio|localita|localizacao|local|cidade|escritorio|locatie|vestiging|plaats|kantoor|plats|stad|sted|lokation|placering|plassering|kontor|sijainti|toimipaikka|kaupunki|lokalizacja|miasto|biuro|siedziba",
  ],
  [
    "names",
    "company|organization|organisation|o|legal entity|entity|firma|gesellschaft|unternehmen|societe|entreprise|empresa|sociedad|azienda|societa|bedrijf|onderneming|foretag|virksomhed|selskap|yritys|spolka",
  ],
  [
    "technologies",
    "software|product|application|app|software name|product name|package|technology|anwendung|programm|produkt|produktname|logiciel|produit|programme|aplicacion|programa|producto|applicazione|programma|prodotto|aplicativo|aplicacao|produto|toepassing|applicatie|programvara|programvare|program|ohjelmisto|ohjelma|sovellus|tuote|oprogramowanie|aplikacja",
  ],
  [
    "system",
    "operating system|os|betriebssystem|systeme d exploitation|sistema operativo|sistema operacional|besturingssysteem|operativsystem|styresystem|kayttojarjestelma|system operacyjny",
  ],
  [
    "brands",
    "brand|trade mark|trademark|marke|marque|marca|merk|varumarke|varemaerke|varemerke|tavaramerkki|marka",
  ],
  [
    "domains",
    "domain|domain name|zone|domane|domaene|domaine|dominio|domein|doman|verkkotunnus|domena",
  ],
  [
    "vendor",
    "vendor|vendor name|manufacturer|maker|publisher|supplier|hersteller|anbieter|lieferant|fabricant|editeur|fournisseur|constructeur|fabricante|proveedor|produttore|fornitore|fornecedor|fabrikant|leverancier|producent|dostawca|tillverkare|leverantor|leverandor|valmistaja|toimittaja",
  ],
  [
    "version",
    "version|product version|software version|release|versionsnummer|versione|versao|versie|versio|wersja|versjon",
  ],
  ["cpe", "cpe|cpe name|cpe uri|cpe 2 3|cpe23"],
];

const meanings: ReadonlyMap<string, ColumnMeaning> = new Map(
  heads.flatMap(([meaning, words]) => words.split("|").map((word) => [word, meaning] as const)),
);

/** Undefined for a title that is in none of the lists. */
export function columnMeaning(title: string): ColumnMeaning | undefined {
  return meanings.get(folded(title));
}

/** "Geräte-Name" → "gerate name" */
function folded(title: string): string {
  return title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")
    .replaceAll("æ", "ae")
    .replace(/[_\-./'’:\s]+/g, " ")
    .trim();
}
