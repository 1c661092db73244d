/** Words of which the heads of telling columns are made. */

export const columnWords: readonly string[] = (
  "preis nettopreis einkaufspreis verkaufspreis stuckpreis listenpreis rabatt rabattsatz prix remise rabais " +
  "precio pactado descuento prezzo sconto preco desconto cena rabat sleva prijs korting pris fob cif exw kosten " +
  "stuckkosten herstellkosten materialkosten selbstkosten cout costo coste custo cuesta koszt naklad marge margen " +
  "margine margem marza deckungsbeitrag fournisseur proveedor fornitore fornecedor leverancier leverantor " +
  "dodavatel dostawca moq subscribers policyholders households qty quantity kg kgs pcs kes ngn inr chf zar brl " +
  "aud cad sek nok dkk pln grower stems absatz umsatz menge tonnage ventes ventas vendite vendas volumen afzet " +
  "sprzedaz cliente clientes clienti klant klanten klient kund kunden zakaznik abnehmer pagador " +
  "absence account acct actor address admitted age allerg amount anvandare apellido api applicant appraisal " +
  "approver arrears asiakas assignee author balance band base basket beneficiary benutzer bid billing birth " +
  "birthday blood bonus born borrower bruger bruker buyer by capacity car card case cc " +
  "cell child city claim claimant class client cognome cogs comments condition contact contract cost " +
  "country course created credit cs customer date day days dealer debt degree department deposit " +
  "dept der diagnos disability discharged disciplinary discipline discount display distributor dob doctor donor driver " +
  "dst due dx edited editor ei emp employee end eur exam exported family fax " +
  "fee file first fname forename full gbp geb gebruiker geburtsdatum given gpa grade group " +
  "guardian guest handle health hire history holder home hour hourly house hr iban icd " +
  "id ies income insurance insured items job kayttaja key kunde lab last launch leave " +
  "licen lieferant limit list lname loan login logon lot loyee maiden mail mailing manager " +
  "margin marks markup medications meds member middle mo mobile modified month mortgage mrn naam " +
  "nachname name names namn national navn net nick nimi nino no nom nombre note " +
  "notes nr number nurse nutzer of operator order orders our output overtime owed owner " +
  "paid pan parcel parent passenger passport passwd password patient pay payout pct pension per " +
  "performance personnel phone physician plate points policyholder position postal postcode premium prenom prescription price " +
  "procedure product property pupil purchases pwd quote rate rating rcpt reason rebate recipient record " +
  "remarks reporter resident result retailer revenue review roadmap routing run rx salary sales samaccountname " +
  "school score seat secret shift shipments sick signatory sold src ssn staff start state " +
  "status std street student subscriber sum supplier sur surname symptoms tariff tax teacher tel " +
  "telephone tenant termination test therapy title to token ton tonnes tons total town transcript " +
  "treatment turnover type uid union unit units until upn usd user usr usuario utente " +
  "utilisateur uzytkownik utilizator korisnik uporabnik kullanici felhasznalo uzivatel brukernavn brugernavn gebruikersnaam benutzername anvandarnamn kayttajatunnus value vehicle vendor vin visit vorname wage ward warning warnings week wk " +
  "worker worth year yield yr zip nev jmeno prijmeni imie nazwisko apellidos nombres sukunimi etunimi efternavn etternavn efternamn achternaam nominativo paciente empleado mitarbeiter pracownik zamestnanec " +
  "szul szuletesi narozen narozeni narozena urodzenia fecha nac nacimiento nascita nascimento naissance fodselsdato fodelsedatum syntymaaika geboortedatum gebdatum geboren taj dni curp cpf pesel rodne hetu personnummer codice bsn nif nir avs ahv cnp oib jmbg amka cuil cedula nss " +
  "pledger pledgor debtor payee payer lessee renter lodger depositor attendee delegate candidate juror inmate detainee witness plaintiff defendant caller visitor skipper seafarer trainee apprentice intern volunteer spouse kin nama nome ime prezime isim soyad soyadi vards uzvards vardas pavarde hoten pangalan jina " +
  "saisi saisie cree modifie valide traite exporte erfasst angelegt gebucht bearbeitet exportiert geandert erstellt gepruft sachbearbeiter sachbearbeiterin erfasser bearbeiter introducido creado registrado modificado capturado exportado capturista operador operadora registado inserido criado lancado inserito creato registrato modificato esportato operatore ingevoerd aangemaakt gewijzigd geexporteerd invoerder medewerker registrert opprettet endret saksbehandler registrerad skapad andrad inlagd handlaggare oprettet registreret indtastet sagsbehandler wprowadzil wprowadzila utworzyl zadal zadala zapsal vytvoril kirjasi kirjaaja rogzitette introdus kaydeden giren user_login who op oper agent handler clerk cashier teller initials desk person rep analyst assigned picker packer caissier vendeur verkaufer kassierer vendedor cajero kassier ekspedient " +
  "mieter mieterin najemca najemnik najemce locataire inquilino inquilina arrendatario locatario huurder hyresgast leietaker lejer vuokralainen berlo kiraci chirias pacjent pacient pacjentka paziente patiente potilas beteg hasta elev eleve alumno alunno aluno schuler schulerin leerling oppilas uczen zak tanulo ogrenci versicherter assure asegurado assicurato verzekerde schuldner debiteur deudor debitore devedor dluznik " +
  "diagnostic diagnostico diagnosi diagnoosi diagnoza rozpoznanie medikament medikamente medicament medicaments medicamento medicamentos medicacion farmaci medicijnen leki leky ilac krankheit maladie enfermedad malattia doenca ziekte sjukdom sygdom sykdom " +
  "dluh dluzi ruckstand mietruckstand schuld schulden impaye impayes dette solde deuda debe saldo adeudado debito dovuto insoluti divida openstaand achterstand skuld gjeld gald restance velka saatava zaleglosc zadluzenie tartozas hatralek borc datorie restanta " +
  "odbiorca nabywca odberatel vevo ugyfel musteri alici acheteur comprador acquirente afnemer koper kober kjoper kopare ostaja kupac kupec cumparator klijent hostinec stockist charterer shipper consignee licensee franchisee advertiser sponsor outlet cust " +
  "ic nric mykad nik ktp cnic aadhaar egn emso isikukood kods kodas cccd cmnd iqama qid civil emirates "
)
  .trim()
  .split(" ");
