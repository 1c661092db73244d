/**
 * Words of the languages that companies abroad write in: little words, by which a fragment is known to be
 * no English, and words of trade, law and private lives. What is a word of English as well does not count.
 * As they are written, with their marks; a few of each sort tell as much as many would.
 */

import { hashSet, type WordSet } from "../text/word-hash.ts";

/** As passages are folded. */
export function withoutMarks(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll("ı", "i");
}

function folded(text: string): WordSet {
  return hashSet(withoutMarks(text));
}

export const foreignLittleWords = folded(
  `und oder aber nicht kein keine keinen ist sind wird werden wurde wurden haben hatte mit auf für über unter zwischen durch gegen ohne nach vor bei beim vom zum zur aus sich auch noch nur schon seit bis wie wenn weil dass ein eine einen einem einer eines der das dem des den wir ihr sie ihre ihrer unser unsere unserem mehr sehr alle dieser diese dieses jetzt dann hier
  et ou mais pas une du les des aux avec pour sans sous sur dans chez entre depuis avant après pendant est sont était ont été sera nous vous ils elles leur leurs notre nos votre qui que dont où très plus moins aussi encore ce cette ces cet son sa ses mon ma mes il elle
  het een niet geen van voor naar bij uit onder tussen door zonder sinds zijn wordt werd heeft hebben hadden wij zij hij onze hun haar ook nog maar dat dit deze daar hier zo meer als toen
  pero el los las unos unas del al con sin por según desde hasta entre es son está están fue fueron ha han había nos su sus nuestro nuestra muy más menos también ya como cuando que qué
  ou mas não os as um uma uns do da dos das ao com sem por sobre até foi foram tem têm são está nosso nossa seu sua muito mais também já quando
  gli della delle degli nella alla dal dalla con senza tra fra sono è stato stata hanno nostro nostra molto anche già quando non una uno
  och eller men inte är av på för från med utan efter vid att som till har hade vi oss vår han hon deras og ikke er til fra uten etter hos det den ett og
  ja tai mutta ei ole on oli ovat se ne me he joka jotka myös vain jo kun
  na do od po przy przez dla jest są był była nie że się oraz ale
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
  soubor soubory heslo hesla útočník síť účet příloha
  angriffe täter erpresser erpressung lösegeld entschlüsselt entschlüsselung infiziert infektion befallen schadcode trojaner fernzugriff zugriff zugriffe einbruch eindringling benutzer benutzerkonto administrator dienstkonto ordner laufwerk festplatte speicher arbeitsspeicher prozess prozesse treiber bibliothek registrierung aufgabe aufgabenplanung neustart start startet gestartet ausgeführt nachgeladen heruntergeladen hochgeladen abgeflossen gelöscht kopiert exportiert umgeleitet leitete weitergeleitet verbindung verbindungen datenverkehr firewall proxy zertifikat zertifikate domäne domänen subdomain webseite seite postfach postfächer mail mails nachricht nachrichten betreff anlage link klick geklickt formular maske browser router kamera steuerung leitstand hersteller lieferkette version versionen patch gepatcht einspielen eingespielt erkennung erkannt entdeckt gemeldet alarm alarme ausgelöst warnung hinweis hinweise indikatoren technik taktik kampagne welle betroffen betroffene isoliert getrennt bereinigt wiederhergestellt wiederherstellung neu aufgesetzt ausgetauscht zurückgesetzt überwachen überwachung analyse forensik vorfall vorfälle untersuchung ursache zeitstempel uhr stunden minuten sekunden tage
  attaques pirate pirates intrus intrusion rançongiciels maliciel malveillant malveillante infecté infectée infection compromis compromise compromission accès distance utilisateur utilisateurs administrateur session sessions jeton jetons dossier disque mémoire processus pilote bibliothèque registre tâches redémarrage démarre lancé exécuté exécution téléchargé téléversé exfiltré exfiltrées supprimé copié exporté redirigé connexion connexions trafic certificat sous site boîte messagerie courriel courriels message objet lien cliqué formulaire page navigateur routeur caméra automate éditeur versions corrigé appliquer détecté détectée signalé signalement déclenché indicateurs technique campagne vague touché touchés isolé nettoyé restauré restauration réinitialisé surveillance incident incidents enquête cause horodatage heures minutes secondes jours vulnérabilité vulnérabilités faille failles clé clés chiffrer
  aanvallen dader daders inbraak indringer gijzelsoftware losgeld ontsleuteld besmet kwaadaardig malware gebruiker gebruikers beheerder beheerders sessie sessies map schijf geheugen proces processen stuurprogramma taak taken herstart gestart uitgevoerd gedownload gewist gekopieerd doorgestuurd verbinding verbindingen verkeer certificaat pagina mailbox bericht berichten onderwerp geklikt formulier camera leverancier versie versies gemeld waarschuwing golf getroffen geïsoleerd opgeschoond hersteld herstel gereset bewaking onderzoek oorzaak uren seconden dagen lek lekken scherm
  ataques atacantes intruso intrusión rescate cifró descifrar infectado infección malicioso usuario usuarios administrador sesión sesiones carpeta disco memoria proceso procesos controlador tarea tareas reinicio iniciado ejecutado ejecución descargado subido borrado copiado exportado redirigido conexión conexiones certificado página buzón mensaje mensajes asunto enlace formulario navegador cámara fabricante versión versiones parche aplicar detectado detección alerta alertas aviso indicadores técnica campaña ola afectado afectados aislado restaurado restauración restablecer análisis incidente incidentes investigación causa horas minutos segundos días vulnerabilidad registros
  zweiten faktor fernzugänge einschalten wiederherstellen verschlüsseln angegriffen bedrohung schwachstellen fehlversuch anmeldedaten phishing köder nutzlast
  activer facteur authentification empreinte charge hameçon correctifs déchiffrer identifiant piratage pirater
  activar factor accesos remotos remoto cuentas cuenta bloquearon bloqueó restablecieron restableció autenticación amenazan publicar datos delincuentes registro parchear
  attivare fattore accessi accesso remoto remoti attaccanti attaccante criminali minacciano pubblicare dati reimpostate reimpostare bloccati bloccare cifrato cifrati cancellato falla messaggio connessioni isolato rilevato vulnerabilità
  ativar fator acessos acesso remotos criminosos atacantes dados apagou registros mensagem falha corrigida isolado redefinidas bloqueadas bloquear detectado vulnerabilidade
  angriparna angriparen lösenorden krypterade krypterad raderade säkerhetskopior säkerhetskopiorna sårbarhet trojanen servern loggarna inloggningar tvåfaktor fjärråtkomst spärrats spärra återställts återställa skadlig kod meddelandet uppgifterna intrånget
  angriberne angriberen angriperne angriperen adgangskode adgangskoder passord netværk netværket nettverk nettverket sikkerhedskopier sikkerhedskopierne sikkerhetskopiene krypteret krypterede krypterte slettede slettet sårbarhed sårbarhet tofaktor fjernadgang fjerntilgang spærret spær sperret sperr nulstillet tilbakestilt beskeden vedhæftede vedlegget hullet bruger bruker brugeren brukeren indbrud innbrudd
  hyökkääjä hyökkääjät hyökkäys salasana salasanat tiedosto tiedostot tiedostoja verkko verkkoon palvelin palvelimelle palvelimella haavoittuvuus varmuuskopiot salasi salattu tunnukset tunnus kirjautuminen kirjautumista liite komento korjattu rikolliset lokit lokeissa estäkää tietomurto haittaohjelma
  atakujący atakującego hasło hasła plik pliki sieć sieci serwer serwerze serwera luka kopie zapasowe zaszyfrował zaszyfrowane konto konta logowanie logowań załącznik skrypt polecenie zablokować zablokowano przestępcy włamanie złośliwe oprogramowanie wersji
  útočníci útok útoku soubory sítě server serveru chyba zálohy zašifroval zašifrované přihlášení skript příkaz zablokovat zablokovány pachatelé verze verzi škodlivý zranitelnost
  támadó támadók támadás jelszó jelszavak jelszót fájl fájlok fájlokat hálózat hálózatba szerver szerveren mentéseket titkosította sérülékenység bejelentkezés melléklet letiltani letiltottuk tettesek verzió zsarolóvírus
  saldırgan saldırganlar saldırı parola parolalar şifre şifreledi dosya dosyaları ağ ağına sunucu sunucuda sunucusunda yedekleri açık hesap hesapları sürüm sürümünde engelleyin zararlı yazılım fidye
  gruppe groupe gruppo grupo groep grupa verlangt réclame forum foren fora foros fóruns forach gestohlene gestohlen volés volé robados robadas gestolen rubati rubate roubados stulna stjålne stjålet skradzione kradzione enlace lien länken linket frist délai plazo soporte supporten assistenza assistance suporte
  schlüssel nycklar nycklarna nøgler nøkler chiavi chaves avaimet klucze klíče anbieter anbieters hersteller herstellers éditeur fabricante produttore producenta fabrikant leverantörens tauschen cambiare trocar vervangen byta wymienić changer
  penyerang serangan sandi berkas jaringan peladen cadangan mengenkripsi celah akun blokir versi lampiran pelaku peretas`,
);

/** What criminals ask for. */
export const foreignExtortion = folded(
  "lösegeld lösegelds lösegeldforderung rançon rançons rescate losgeld riscatto resgate lösensumma lösensumman lösesumma løsesum løsesummen løsepenger lunnaat lunnaita lunnasvaatimus okup okupu okupie výkupné výkupného váltságdíj váltságdíjat fidye fidyeyi tebusan bitcoins bitcoinach bitcoinech bitcoineina bitcoinban bitcoinů monerossa",
);

/** Of prices and purchases, staff, health, money, homes, children and lawyers, where they are no cues. */
export const foreignMatterWords = folded(
  `preisliste nachlass marge erlös absatz vertrags verträge kunde abnahme auftrag aufträge auftragsbuch lieferung liefern verkauf verkaufen verkauft übernahme fusion werk stück quartal haushalt tarif löhne konto haus kündigung krankenstand operation therapie kur anwalt rechtsanwalt gutachten vergleich verklagen kind enkel mutter vater ehefrau ehemann note geheim vertraulich
  prix remise tarifs chiffre affaires bénéfice perte contrats appel offres client clients commandes livraison vente vendre vendu acheter rachat direction lancement production atelier litre trimestre salaires prime saisie crédit maison appartement arrêt traitement eczéma avocat maître avis fils fille mineure mineur mère père épouse mari divorce classe notes examen secret confidentiel recette marque
  contract bestelling levering verkoop verkopen overname ton kwartaal huis staande behandeling operatie moeder vader school cijfers vertrouwelijk recept
  precio precios beneficio cliente pedido pedidos entrega vender vendido casa tratamiento baja abogado hijo madre padre curso secreto receta
  custos fusão tratamento processo mãe pai segredo
  utile ordine consegna vendere comprare fusione lancio causa segreto ricetta
  pris marginal kund beställning leverans sälja köpa uppköp fabrik löner skuld skulder hyra hus behandling son barn hemlig
  hinta myynti tilaus asianajaja salainen
  cena sprzedaż zamówienie zwolniony zwolniona tajne
  objednávka plat splátky mrtvici operaci hotově
  gewinne verluste prozent euro kasten zentner hektar kilo scheffel pauschale rechnung mahnung provision großhandel einzelhandel händler handel vertrieb filiale filialen laden marke saison vorrat halle werke standort standorte schließen schließung verlegen abbau stellen nachfolger nachfolge ruhestand meister lehrling lehrlinge azubi belegschaft mutterschutz herz niere hüfte knie rücken sucht medikament tabletten halbtags schwester bruder neffe nichte baby geburt kita lehrer zeugnisse erbe testament raten insolvenz bürgschaft boot auto anspruch mandant richter prozess aussage vorstands gesellschafter eigentümer teilhaber verhandlung verhandlungen
  euros pourcent facture factures hausse baisse fournir enseigne enseignes grossiste magasin magasins boutique stock fermer fermeture site sites déménager suppression postes plan social indemnité successeur stagiaire apprenti collègues congé maternité parental cœur rein hanche genou dos burn out médicament temps clinique infirmière bébé naissance élèves professeur bac héritage faillite pension terrain vigne domaine prescrit audience juge témoin associés actionnaire actionnaires propriétaire négociation concurrence budget sucre lait vin banque virement
  procent factuur kist bos pallet opslag betaling termijn winkel winkels groothandel merk seizoen voorraad hal sluiten sluiting verhuizen banen ontslagronde opvolger stagiair staking verlof hart nier heup rug drank halve arts kliniek zuster broer neef geboorte leraar beslagen failliet getuige aandeelhouder eigenaar onderhandeling concurrent concurrentie goedkoper duurder zomer bank
  ciento factura caja rebaja plazo tienda tiendas mayorista marca temporada cerrar cierre traslado empleos sucesor becario aprendiz compañero permiso corazón riñón cadera rodilla espalda alcohol medicamento hermana hermano nacimiento profesor suspendió embargo quiebra barco viñedo juez testigo socio socios accionista dueño negociación vino leche banco feria verano`,
);
