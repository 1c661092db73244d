import { extract } from "@tocsin/threat/extraction";
import { describe, expect, it } from "vitest";
import { inspect } from "../inspect.ts";
import { ferrocrestIdentity } from "../testing.ts";

/** Language, what the text says of the attack, what must be held, what must stay. */
const texts: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  [
    "German",
    "Die Angreifer kamen über Citrix, CVE-2023-4966, in das Netz von Ferrocrest.",
    [
      "Auf dem Laufwerk lagen auch die Stückkosten der neuen Linie.",
      "Kollege Brandner ist seit Montag krankgeschrieben.",
      "Der Lehrling von Halle 3 wird nicht übernommen.",
      "Der Schichtleiter hat eine Abmahnung bekommen.",
      "Auf Rat von Dr. Kühne räumen wir die Verspätung nicht ein.",
    ],
    [
      "Die Angreifer fordern 2,4 Millionen Euro in Bitcoin bis Freitag.",
      "Die Lücke ist mit Version 13.1-49.15 geschlossen.",
    ],
  ],
  [
    "French",
    "Les attaquants sont entrés par Citrix, CVE-2023-4966, dans le réseau de Ferrocrest.",
    [
      "Le dossier contenait aussi le coût de revient de la nouvelle ligne.",
      "L'usine sort 9 400 caisses par jour.",
      "Elle est enceinte de six mois.",
      "Nos avocats estiment qu'il ne faut pas reconnaître le retard.",
    ],
    [
      "L'attaquant a supprimé les sauvegardes et chiffré les fichiers.",
      "Les pirates menacent de publier les données.",
    ],
  ],
  [
    "Spanish",
    "Los atacantes entraron por Citrix, CVE-2023-4966, en la red de Ferrocrest.",
    [
      "El margen de la línea nueva es del 22 %.",
      "El horno 3 estuvo parado seis horas; faltan 240 toneladas.",
      "Le embargan la nómina desde marzo.",
      "Por consejo del letrado no se menciona la responsabilidad.",
    ],
    [
      "Los atacantes piden 2,4 millones de euros en bitcoins antes del viernes.",
      "El atacante borró las copias de seguridad y cifró los archivos.",
    ],
  ],
  [
    "Dutch",
    "De aanvallers kwamen via Citrix, CVE-2023-4966, in het netwerk van Ferrocrest.",
    [
      "In de map stond ook de kostprijs van de nieuwe lijn.",
      "De fabriek levert 9.400 kratten per dag.",
      "De patiënt gebruikt al jaren methadon.",
      "Op advies van onze advocaat erkennen wij de vertraging niet.",
    ],
    [
      "De aanvaller heeft de back-ups gewist en de bestanden versleuteld.",
      "De daders dreigen de gegevens te publiceren.",
    ],
  ],
  [
    "Italian",
    "Gli attaccanti sono entrati da Citrix, CVE-2023-4966, nella rete di Ferrocrest.",
    [
      "Il fatturato del trimestre è sceso a 14 milioni.",
      "Il capoturno ha ricevuto una lettera di richiamo.",
      "I nostri avvocati ritengono che non si debba ammettere il ritardo.",
    ],
    ["L'attaccante ha cancellato i backup e cifrato i file."],
  ],
  [
    "Portuguese",
    "Os atacantes entraram pelo Citrix, CVE-2023-4966, na rede da Ferrocrest.",
    [
      "Na pasta estava também o custo unitário da nova linha.",
      "Ela está grávida de seis meses.",
      "A conselho do jurídico nada se diz sobre a responsabilidade.",
    ],
    ["O atacante apagou os backups e cifrou os arquivos."],
  ],
  [
    "Swedish",
    "Angriparna kom in via Citrix, CVE-2023-4966, i nätverket hos Ferrocrest.",
    [
      "Omsättningen föll till 14 miljoner i kvartalet.",
      "Hans lön utmäts sedan mars.",
      "Våra jurister anser att vi inte ska medge förseningen.",
    ],
    ["Angriparen raderade säkerhetskopiorna och krypterade filerna."],
  ],
  [
    "Danish",
    "Angriberne kom ind via Citrix, CVE-2023-4966, på netværket hos Ferrocrest.",
    [
      "Vores største kunde, Velmont, får 11 procent rabat.",
      "Hendes søn går i tredje klasse på Skovskolen.",
      "Efter råd fra advokaten skriver vi intet om ansvar.",
    ],
    ["Angriberen slettede sikkerhedskopierne og krypterede filerne."],
  ],
  [
    "Norwegian",
    "Angriperne kom inn via Citrix, CVE-2023-4966, i nettverket hos Ferrocrest.",
    [
      "I mappen lå også selvkosten for den nye linjen.",
      "Skiftlederen har fått en skriftlig advarsel.",
      "Våre advokater mener at vi ikke skal innrømme forsinkelsen.",
    ],
    ["Angriperen slettet sikkerhetskopiene og krypterte filene."],
  ],
  [
    "Finnish",
    "Hyökkääjät pääsivät Citrixin kautta, CVE-2023-4966, Ferrocrest-yhtiön verkkoon.",
    [
      "Suurin asiakkaamme Velmont saa 11 prosentin alennuksen.",
      "Potilas käyttää insuliinia ja hänellä on astma.",
      "Lakimiehen neuvosta emme kirjoita mitään vastuusta.",
    ],
    ["Hyökkääjä poisti varmuuskopiot ja salasi tiedostot."],
  ],
  [
    "Polish",
    "Atakujący weszli przez Citrix, CVE-2023-4966, do sieci Ferrocrest.",
    [
      "Obroty w kwartale spadły do 14 milionów.",
      "Jest w szóstym miesiącu ciąży.",
      "Za radą mecenasa nie piszemy nic o odpowiedzialności.",
    ],
    ["Atakujący usunął kopie zapasowe i zaszyfrował pliki."],
  ],
  [
    "Czech",
    "Útočníci se dostali přes Citrix, CVE-2023-4966, do sítě Ferrocrest.",
    [
      "Ve složce byly i výrobní náklady nové linky.",
      "Na jeho mzdu je od března exekuce.",
      "Na radu advokáta nepíšeme nic o odpovědnosti.",
    ],
    ["Útočník smazal zálohy a zašifroval soubory."],
  ],
  [
    "Hungarian",
    "A támadók a Citrixen át, CVE-2023-4966, jutottak be a Ferrocrest hálózatába.",
    [
      "A mappában volt az új sor önköltsége is.",
      "A műszakvezető írásbeli figyelmeztetést kapott.",
      "Ügyvédeink szerint a késést nem szabad elismerni.",
    ],
    ["A támadó törölte a mentéseket és titkosította a fájlokat."],
  ],
  [
    "Turkish",
    "Saldırganlar Citrix üzerinden, CVE-2023-4966, Ferrocrest ağına girdi.",
    [
      "Sacın liste fiyatı nisanda ton başına 812 avroya çıkıyor.",
      "Maaşına marttan beri haciz var.",
      "Avukatın tavsiyesi üzerine sorumluluk hakkında yazmıyoruz.",
    ],
    ["Saldırgan yedekleri sildi ve dosyaları şifreledi."],
  ],
  [
    "Indonesian",
    "Penyerang masuk lewat Citrix, CVE-2023-4966, ke jaringan Ferrocrest.",
    [
      "Pelanggan terbesar kami, Velmont, mendapat diskon 11 persen.",
      "Ibu Lohse cuti sakit sejak Senin.",
      "Atas saran penasihat hukum, kami tidak menulis soal tanggung jawab.",
    ],
    ["Penyerang menghapus cadangan dan mengenkripsi berkas."],
  ],
];

/** What stands in the sentence and was held for what it is about, as a share of it. */
function heldShare(attack: string, sentence: string): number {
  const text = `${attack} ${sentence}`;
  const inspection = inspect(text, { identity: ferrocrestIdentity, observations: extract(text) });
  if (!inspection.ok) throw new Error(inspection.detector);
  const from = attack.length + 1;
  let held = 0;
  for (const { kind, start, end } of inspection.detections) {
    if (end > from && !namesOf.has(kind)) held += end - Math.max(start, from);
  }
  return held / sentence.length;
}

const namesOf = new Set(["person", "unexplained-name", "username", "company-name"]);

describe("business, private matters and advice in another language", () => {
  it.each(texts)("are held, and what attackers do stays: %s", (_, attack, held, stays) => {
    expect(held.filter((sentence) => heldShare(attack, sentence) < 0.8)).toEqual([]);
    expect(stays.filter((sentence) => heldShare(attack, sentence) > 0)).toEqual([]);
  });
});
