/** Words without which a detector has nothing to do in a line, so that it need not read it. */

export const triggerWords = {
  secret: `admin administrator root operator login password passwords passwd passwort kennwort pwd pw passcode heslo haslo hasło mdp passe contrasena clave senha wachtwoord losenord salasana adgangskode passord parola jelszo lozinka geslo sifre passphrase pass secret secrets client api apikey access auth token private community pin authorization bearer p basic key begin code phrase combination seed wpa wpa2 wpa3 psk secretkey codeword codewords codewort kodeord
    akia asia aroa aida ghp gho ghu ghs ghr github glpat xoxa xoxb xoxe xoxo xoxp xoxr xoxs aiza sk rk sg eyj hooks`,
  number: `ssn social sin nino ni insurance tax tin mrn medical patient member policy policyholder beneficiary employee personnel staff badge student driver drivers licence license national id card
    personalausweis passport passports pasaporte passeport reisepass paspoort passaporto pasport born dob d b birth birthday birthdate dateofbirth geb geboren geburtsdatum ne nee nato nata nac nasc nacido nacida nascido nascida naissance nascita nacimiento nascimento fodt født fodd fodselsdato fødselsdato
    urodzony urodzona urodzenia ur narozen narozena narozeni nar geboortedatum
    itin nin tfn mbi nhs medicare medicaid pps ppsn nhi ird cnss cnps bsn burgerservice burgerservicenummer insz niss rijksregister rijksregisternummer nir nas nif nie dni nuss ahv avs oasi svnr sv nummer idnr steuer steuernummer ausweis sozialversicherung versicherungsnummer matrikel
    securite fiscal fiscale cedula kimlik iqama huduma aadhaar mykad cpf rg cpr curp rfc nss ine rut cuil cuit dui pan bvn nric hkid rrn tck tckn tc amka afm egn cnp oib jmbg emso pesel nip hetu henkilotunnus fnr pnr fodselsnummer fødselsnummer fødselsnr personnummer samordningsnummer kennitala isikukood rodne r payroll pupil driving identity resident visa
    account acct routing konto compte cuenta conto conta rekening sort iban cc visa mastercard amex maestro`,
  machine: `host hostname computer computername devicename device dvchost shost dhost workstation workstationname machine machinename node name`,
  account: `logged akun khoan hesap hesabi contul tunnus tunnuksella kontot kontem fiok kasutaja uzytkownika cuentas admin operator technician konto konten compte cuenta conta ucet ucty conto analyst agent clerk caller session mailbox credentials profile user users username login logon account acct accounts samaccountname uid upn suser duser targetusername subjectusername home documents profiles name`,
  street: `street st avenue ave road rd boulevard blvd lane ln drive dr court ct square sq place pl terrace way parkway pkwy highway hwy apt suite unit floor flat ste box rue via calle piazza
    row close crescent gardens grove hill bank mews walk quay wharf green view rise circle trail loop alley esplanade broadway gate vale park side croft fold garth address addresses lives live lived living located resides residing corner avenida rua psc apo fpo dpo usns usnv uscgc uss route
    plaza ter pike turnpike cres cir parade nagar marg fm bag postfach postbus postboks boite apartado casilla caixa casella bp cmr quai chemin impasse allee cours`,
  way: `rue rua via viale vicolo calle avda avenida ul ulica plaza plac piazza piazzetta largo travessa estrada strada chemin impasse paseo camino carrer carrera corso trg quai calea bulevar bulevardul jalan leoforos namesti triq sqaq misrah avenue boulevard av`,
  phone: `telefono telefone telefoon puhelin tlf linha fono gsm cel celular mobiel mobil movil portable komorka tel phone telephone telefon call called cell mobile mob fax ext dial whatsapp sms hotline handy desk office home direct reach reached answering registered messages ring rang text contact`,
  ticket: `ref reference matter claim contract order po sr rfc dossier docket vorgang aktenzeichen az sag sagsnr zaak zaaknr arende caso expediente pratica boletim denuncia anzeige wniosek sprawa zgloszenie tagebuch diarienummer spis inc chg tkt ritm req task prb sir sctask case ir ticket tickets change incident request`,
  service: `ext svc srv sa adm admin usr app`,
} as const;
