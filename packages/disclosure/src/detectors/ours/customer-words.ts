/** Nouns for who buys, in the languages of Europe: as labels, as what is kept of each, as sorts among names. */

/** Before a row: "clients: Priory Homes, the diocese". */
export const buyers = `client clients customer customers buyer buyers subscriber subscribers subscription subscriptions
  licensee licensees licencee licencees dealer dealers dealership dealerships reseller resellers retailer retailers
  stockist stockists distributor distributors wholesaler wholesalers importer importers advertiser advertisers sponsor
  sponsors patron patrons tenant tenants lessee lessees charterer charterers shipper shippers consignee consignees
  merchant merchants outlet outlets franchisee franchisees publishers labels exhibitor exhibitors
  borrower borrowers depositor depositors renewal renewals takers offtaker offtakers bookings booked insureds mandate
  mandates retainer retainers accounts ledger lines grower growers lender lenders member members
  kunde kunden abnehmer kundenliste kundschaft mandanten mieter pachter clientele abonne abonnes acheteur acheteurs
  preneurs cliente clientes comprador compradores abonado abonados clienti acquirenti abbonati compradora klant klanten
  afnemers afnemer huurders kund kunder kunderna kunderne kundene kjopere koparna asiakas asiakkaat ostajat klient
  klienci klientow odbiorcy nabywcy zakaznik zakaznici zakazniku odberatele ugyfelek vevok vasarlok musteri musteriler
  alicilar clientii kupci klijenti narucitelji kliendid ostjad klientai pirkejai pircēji klienti`;

/** What is kept of each: "the Halden and Orsk accounts", "les comptes Halden, Orsk et deux cliniques". */
export const holdings = `accounts contracts orders tenders quotes mandates retainers portfolios subscriptions
  leases deals dossiers konten auftrage vertrage angebote comptes contrats commandes dossiers devis cuentas
  contratos pedidos ofertas conti contratti ordini commesse preventivi contas encomendas propostas rekeningen contracten
  orders opdrachten konton kontona avtal avtalen ordrar kontoene kontoer avtalene ordrer kontiene kontrakter ordrerne
  tilit sopimukset tilaukset konta umowy zamowienia zlecenia ucty smlouvy zakazky szamlai szerzodesei hesaplari
  sozlesmeleri conturile contractele comenzile racuni ugovori narudzbe kontod lepingud tellimused`;

/** Among names: "two hospitals", "the bakers of Lund", "a Korean importer". */
export const sorts = `bank banks lender lenders insurer insurers broker brokers exchange importer importers exporter
  exporters wholesaler wholesalers retailer retailers dealer dealers distributor distributors reseller supermarket
  supermarkets grocer grocers chain chains store stores shop shops boutique boutiques house houses maker makers builder
  builders brewer brewers brewery breweries distillery distilleries bakery bakeries baker bakers dairy dairies creamery
  butcher butchers caterer caterers restaurant restaurants hotel hotels hospital hospitals clinic clinics hospice hospices
  pharmacy pharmacies chemist chemists laboratory laboratories university universities college colleges school schools
  nursery nurseries museum museums theatre theatres church diocese parish council councils county ministry ministries
  municipality municipalities navy navies army airline airlines airport airports carrier carriers ferry railway railways
  tram operator operators utility utilities shipyard shipyards yard yards port ports farm farms grower growers estate
  estates winery wineries mill mills foundry foundries smelter refinery publisher publishers newspaper newspapers weekly
  weeklies tabloid tabloids broadcaster broadcasters station stations studio studios label labels agency bookmaker
  bookmakers casino casinos club clubs gym gyms team teams federation carmaker carmakers automaker automakers smokehouse
  smokehouses tannery tanneries saddler printer printers bindery notary notaries fund funds charity charities foundation
  trust cooperative cooperatives co-op co-ops op ops lottery monastery convent embassy consulate people
  brauerei brauereien klinik kliniken krankenhaus krankenhauser bahn bahnen banken handler molkerei molkereien schulen
  stadtwerke hotels hopital hopitaux clinique cliniques banque banques mairie mairies ecole ecoles brasserie brasseries
  laiterie laiteries hospitales clinicas bancos ayuntamiento escuelas colegios tiendas ospedali ospedale cliniche banche
  comuni scuole ferrovie negozi hospitais escolas lojas camara ziekenhuizen ziekenhuis gemeente gemeenten winkels scholen
  brouwerijen sjukhus banker kommuner skolor butiker sykehus hospitaler skoler butikker sairaalat sairaalan pankit kunnat
  szpitali szpitale bankow banki gmin szkol browarow nemocnic nemocnice bank skol pivovaru korhaz korhazak hastane
  hastanenin bankalar spitale banci bolnice bolnica skole haiglat haigla`;

export const determiners = `the a an our both all some several two three four five six seven eight nine ten eleven twelve
  dozen one another most der die das den dem ein eine zwei drei vier funf beide mehrere le la les l un une deux trois
  quatre cinq el los las una uno dos tres cuatro cinco il lo i gli due tre quattro cinque o os as um uma dois duas de het
  een twee drie vier vijf en ett tva tre fyra fem to fire kaksi kolme kahden kolmen dwa dwie dwoch trzy trzech cztery dva
  dve dvou tri tri ctyri ket harom negy iki uc dort doua trei dvije dviju kaks kolm kahe az`;
