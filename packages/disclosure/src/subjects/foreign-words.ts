/**
 * Words of the languages that companies abroad write in: little words, by which a fragment is known to be
 * no English, and words of trade, law and private lives. What is a word of English as well does not count.
 * As they are written, with their marks; a few of each sort tell as much as many would.
 */

import { hashSet, type WordSet } from "../text/word-hash.ts";

/** As passages are folded: without marks. */
function folded(text: string): WordSet {
  return hashSet(text.normalize("NFKD").replaceAll(/\p{Mn}/gu, ""));
}

export const foreignLittleWords = folded(
  `und oder aber nicht kein keine keinen ist sind wird werden wurde wurden haben hatte mit auf für über unter zwischen durch gegen ohne nach vor bei beim vom zum zur aus sich auch noch nur schon seit bis wie wenn weil dass ein eine einen einem einer eines der das dem des den wir ihr sie ihre ihrer unser unsere unserem mehr sehr alle dieser diese dieses jetzt dann hier
  et ou mais pas une du les des aux avec pour sans sous sur dans chez entre depuis avant après pendant est sont était ont été sera nous vous ils elles leur leurs notre nos votre qui que dont où très plus moins aussi encore ce cette ces cet son sa ses mon ma mes il elle
  het een niet geen van voor naar bij uit onder tussen door zonder sinds zijn wordt werd heeft hebben hadden wij zij hij onze hun haar ook nog maar dat dit deze daar hier zo meer als toen
  y o pero el los las unos unas del al con sin por según desde hasta entre es son está están fue fueron ha han había nos su sus nuestro nuestra muy más menos también ya como cuando que qué
  e ou mas não os as um uma uns do da dos das ao com sem por sobre até foi foram tem têm são está nosso nossa seu sua muito mais também já quando
  gli della delle degli nella alla dal dalla con senza tra fra sono è stato stata hanno nostro nostra molto anche già quando non una uno
  i och eller men inte är av på för från med utan efter vid att som till har hade vi oss vår han hon deras og ikke er til fra uten etter hos det den ett og
  ja tai mutta ei ole on oli ovat se ne me he joka jotka myös vain jo kun
  a i w z na do od po przy przez dla jest są był była nie że się oraz ale
  ve ale není je jsou byl byla byli má mají od za před po při pro jako také už když`,
);

/** Of machines and of what is done against attacks. */
export const foreignTradeWords = folded(
  `rechner konto konten anmeldung anmeldungen kennwort passwort passwörter zugangsdaten angreifer angriff schadsoftware datei dateien dateiendung anhang protokoll protokolle protokollen fehlalarm sicherung sicherungen netzwerk netz schnittstelle fernwartung lücke schwachstelle aktualisierung meldung treffer absender verschlüsselt verschlüsselung gesperrt sperren adresse adressen regel regeln prüfen gegenmaßnahme gegenmaßnahmen empfehlung skript befehl dienst dienste netzlaufwerk
  serveur serveurs poste postes fichier fichiers feu réseau compte comptes identifiants mot passe attaquant attaque chargeur pièce jointe domaine domaines hameçonnage rançon rançongiciel chiffré chiffrement sauvegarde sauvegardes mise jour correctif tâche planifiée règle alerte alertes expéditeur bloqué bloquer adresse détection passerelle journaux
  bestand bestanden wachtwoord wachtwoorden aanvaller aanval netwerk inlog inloggen meldingen besmetting kwetsbaarheid bijlage afzender blokkeer geblokkeerd domein domeinen sleutels versleuteld reservekopie
  servidor servidores archivo archivos contraseña contraseñas atacante ataque dominio dominios correo puerto tráfico bloquear bloqueado clave claves cifrado copia regla red
  arquivo arquivos senha senhas invasor rede porta chave bloqueio regra anexo
  utente file rete porta chiave allegato dominio bloccato
  fil filer lösenord angripare nätverk inloggning bilaga domän spärrad
  soubor soubory heslo hesla útočník síť účet příloha`,
);

/** Of prices and purchases, staff, health, money, homes, children and lawyers. */
export const foreignMatterWords = folded(
  `preis preise preisliste rabatt nachlass marge kosten umsatz gewinn verlust erlös absatz lieferant lieferanten einkauf ausschreibung angebot vertrag vertrags verträge rahmenvertrag kunde kunden abnehmer abnahme auftrag aufträge auftragsbuch lieferung liefern verkauf verkaufen verkauft kaufen übernahme fusion strategie vorstand aufsichtsrat geschäftsführung markteinführung produktion fertigung werk auslastung ausstoß schicht tonnen liter paletten stück quartal haushalt stundensatz tarif lohn löhne gehalt gehälter gepfändet pfändung verschuldet schulden kredit konto miete haus wohnung grundstück kündigung gekündigt abmahnung betriebsrat personalakte zeugnis krank krankgeschrieben krankenstand erkrankt diagnose operation schwanger therapie bandscheibe depression kur reha anwalt anwältin rechtsanwalt kanzlei gutachten klage haftung vergleich verklagen sohn tochter kind kinder enkel mutter vater ehefrau ehemann scheidung schule klasse note noten prüfung studium geheim vertraulich messe neuheit rezeptur
  prix remise tarif tarifs marge coût coûts chiffre affaires bénéfice perte fournisseur fournisseurs achat achats contrat contrats appel offres client clients clientèle commande commandes livraison vente vendre vendu acheter rachat fusion stratégie direction lancement gamme production usine atelier tonnes litre litres trimestre salaire salaires prime dette dettes saisie crédit loyer maison appartement licencié licenciée licenciement syndicat malade maladie arrêt grossesse enceinte traitement opération hospitalisé allergie eczéma dépression avocat avocate maître plainte procès responsabilité avis fils fille enfant enfants mineure mineur mère père épouse mari divorce école classe notes examen secret confidentiel recette marque
  prijs prijzen korting marge kosten omzet winst verlies leverancier leveranciers inkoop contract klant klanten bestelling levering verkoop verkopen kopen overname strategie directie lancering productie fabriek ploeg ton liter kwartaal loon salaris schuld schulden lening huur huis woning ontslagen ontslag staande ziek ziekte zwanger behandeling operatie hernia advocaat advocaten rechter schikking aansprakelijk zoon dochter kind kinderen moeder vader echtscheiding school klas cijfers examen geheim vertrouwelijk recept
  precio precios descuento margen coste costes ventas beneficio pérdida proveedor proveedores compra compras contrato cliente clientes pedido pedidos entrega vender vendido comprar fusión estrategia lanzamiento producción fábrica planta toneladas litros trimestre salario sueldo deuda deudas crédito alquiler casa piso despedido despedida despido sindicato enfermo enferma enfermedad embarazada tratamiento depresión baja abogado abogada juicio demanda hijo hija niño niña madre padre divorcio escuela colegio curso examen secreto receta
  preço preços desconto margem custo custos vendas lucro fornecedor fornecedores compra contrato cliente clientes pedido entrega vender comprar fusão lançamento produção fábrica salário dívida dívidas aluguel casa demitido demitida doente doença grávida tratamento advogado advogada processo filho filha criança mãe pai escola exame segredo saldo
  prezzo prezzi sconto margine costo costi vendite utile fornitore fornitori acquisto contratto cliente clienti ordine consegna vendere comprare fusione lancio produzione fabbrica stipendio debito debiti affitto casa licenziato licenziata malato malattia incinta avvocato causa figlio figlia bambino madre padre scuola esame segreto ricetta
  pris priser rabatt marginal kostnad kostnader omsättning vinst leverantör inköp avtal kund kunder beställning leverans sälja köpa uppköp lansering produktion fabrik lön löner skuld skulder hyra hus uppsagd sjuk sjukskriven gravid behandling advokat jurist son dotter barn skola betyg hemlig recept kundeliste leverandør opsagt syg sygemeldt gæld løn fabrikken
  hinta hinnat alennus kate kustannus myynti toimittaja sopimus asiakas asiakkaat tilaus palkka velka velat irtisanottu sairas raskaana asianajaja poika tytär lapsi lapset koulu salainen
  cena ceny rabat marża koszt koszty sprzedaż dostawca umowa klient klienci zamówienie produkcja zakład pensja dług długi zwolniony zwolniona chory choroba ciąża adwokat syn córka dziecko dzieci szkoła tajne
  sleva marže náklady dodavatel smlouva zákazník zákazníci objednávka výroba plat dluh dluhy exekuce splátky propuštěn nemoc nemocný mrtvici operaci těhotná advokát syn dcera dítě děti škola hotově`,
);
