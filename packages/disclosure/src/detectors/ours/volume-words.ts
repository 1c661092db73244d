/** Words beside numbers that say how much is made, moved or served, in the languages of Europe; without marks. */

/** Between a part and its whole: "51 of 84". */
export const parts = "of von sur de su av z ze od din af van uit iz dos das des fra";

/** Before a time: "a shift", "na dobę". */
export const pers =
  "a an per each every je pro par por al ao la na za om i pe am im um en le o pr u om";

export const times = `shift night sailing milking firing crossing schicht tag nacht woche monat jahr stunde jour nuit
  semaine mois heure poste dia noche semana mes hora turno giorno notte settimana mese anno ora noite ano ploeg dag nacht
  week maand jaar uur skift skiftet dygn dygnet dagen natten veckan vecka manad ar timme timmen dogn dognet døgn døgnet uke uken uge
  ugen time timen maned zmiane dobe dzien tydzien miesiac rok noc godzine smenu den tyden mesic hodinu dan tjedan mjesec
  sat smjenu zi noapte saptamana luna tura day month year`;

/** What alone says how often: "dziennie". */
export const often = `dziennie tygodniowo rocznie miesiecznie denne tydne rocne mesicne hodinove naponta hetente orankent
  evente havonta gunde haftada yilda ayda saatte gunluk paivassa viikossa vuodessa tunnissa vuorossa kuussa taglich
  wochentlich stundlich zilnic saptamanal dnevno tjedno paevas nadalas tunnis`;

export const units = `t to ton tons tonne tonnes tonnen tonn tonnia tona tonas tonelada toneladas tonnellate tuny tun
  tonna tonnat m3 hl kg l litre litres liter litern litros litri litrow litru mw mwh gwh kwh kubik teu bbl barrels pallets
  paletten palettes palets pale paleta paletas bancali pallar paller palet kisten kratten caisses cajas casse caixas lador
  kasser skrzynek beden stuck stk st szt ks pieces piezas pezzi pecas stuks stycken sztuk kusu darab db adet kpl
  kappaletta hektoliter hectolitres hectolitros ettolitri fass cases crates drums sacks bags loads bales`;

/** Done in shifts it is work; elsewhere machines have them, too. */
export const shiftWork = "session sessions call calls case cases visits tests posts";

/** Of machines, of attacks, of the calendar, of money. */
export const countedElsewhere = `engine engines vendor vendors scanners product products host hosts server servers client
  clients pc pcs computer computers laptop laptops workstation workstations desktop desktops endpoint endpoints device
  devices system systems vm vms guest guests machine machines account accounts user users mailbox mailboxes inbox inboxes
  mail mails email emails message messages text texts sms call calls file files folder folders share shares disk disks
  drive drives volume volumes backup backups snapshot snapshots copy copies sample samples hash hashes domain domains url
  urls link links ip ips address addresses port ports node nodes controller controllers switch switches router routers
  firewall firewalls gateway gateways sensor sensors detection detections alert alerts alarm alarms rule rules query
  queries technique techniques tactic tactics indicator indicators ioc iocs cve cves vulnerability vulnerabilities bug
  bugs patch patches update updates version versions package packages repository repositories repo repos module modules
  plugin plugins session sessions token tokens key keys certificate certificates credential credentials password passwords
  login logins logon logons attempt attempts step steps phase phases stage stages point points page pages line lines row
  rows column columns character characters byte bytes bit bits block blocks packet packets request requests connection
  connections event events hit hits log logs second seconds minute minutes hour hours day days night nights week weeks
  month months year years time times victim victims target targets organisation organisations organization organizations
  company companies firm firms sector sectors country countries question questions answer answers test tests member
  members vote votes director directors post posts screenshot screenshots image images screen screens gb mb tb kb gib mib
  gbit mbit bit usd eur gbp dollar dollars euro euros percent pct ransom ransoms bitcoin btc xmr infections attacks
  campaigns lures phish scams fields
  the this that these those them which and or but with for from to in on at over about only more less not than into by is was were are has had have
  zeilen spalten seiten lignes pages lineas righe regels rader linjer wierszy radku sor satir
  januar februar january february march april may june july august september october november december mai juni juli
  rechner rechnern postfacher dateien treffer regeln meldungen anmeldungen tage tagen stunden minuten wochen monate monaten
  jahre jahren prozent postes serveurs serveur ordinateurs comptes fichiers jours heures semaines ans equipos ordenadores
  servidores cuentas archivos horas minutos dias semanas meses anos computadores contas arquivos ficheiros maquinas
  postazioni macchine conti giorni ore minuti anni datorer konton filer dagar timmar minuter maskiner dager timer
  minutter koneet koneista tiedostoa komputerow serwerow stacji kont plikow dni godzin minut pocitacu stanic uctu souboru
  hodin gepbol fiok napbol bilgisayar bilgisayardan sunucu sunucudan hesap dosya calculatoare servere conturi fisiere
  racunala posluzitelja datoteka arvutist serverist enero febrero marzo abril mayo junio julio agosto septiembre octubre
  noviembre diciembre janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre janeiro fevereiro
  marco maio junho julho setembro outubro dezembro gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre`;
