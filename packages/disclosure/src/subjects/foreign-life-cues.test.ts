import { extract } from "@tocsin/threat/extraction";
import { describe, expect, it } from "vitest";
import { inspect } from "../inspect.ts";
import { ferrocrestIdentity } from "../testing.ts";

const attack = "Ferrocrest, CVE-2023-4966, Citrix.";

function isHeld(sentence: string): boolean {
  const text = `${attack} ${sentence}`;
  const inspection = inspect(text, { identity: ferrocrestIdentity, observations: extract(text) });
  if (!inspection.ok) throw new Error(inspection.detector);
  const from = attack.length + 1;
  return inspection.detections.some(({ start, end }) => start <= from && end >= text.length - 1);
}

describe("what is told in passing in another language", () => {
  it.each([
    "Der Meister hat es am Herzen und fehlt bis Pfingsten.",
    "Sie ist mit der Miete im Rückstand.",
    "Ihr Haus steht in Kiel.",
    "Wir geben das Werk in Polen auf.",
    "Notre veilleur a fait un infarctus en mai.",
    "Elle a deux mois de loyer de retard.",
    "Son fils redouble cette année.",
    "Son voilier est à Pornic.",
    "El portero tuvo un infarto.",
    "Debe dos meses de alquiler.",
    "Su velero está en Denia.",
    "Dejamos la planta de Polonia.",
    "È indietro con l'affitto da due mesi.",
    "La sua barca è a Chiavari.",
    "Lasciamo lo stabilimento in Polonia.",
    "Tem dois meses de renda em atraso.",
    "O filho chumbou no sétimo ano.",
    "Largamos a fábrica da Polónia.",
    "Ze loopt achter met de huur.",
    "Zijn boot ligt in Hoorn.",
    "Hon ligger efter med hyran sedan maj.",
    "Hans søn går klassen om i år.",
    "Vi legger ned verket i Polen til høsten.",
    "Hän on ulosotossa ja vuokrasta jäljessä.",
    "Zalega z czynszem od maja.",
    "Syn powtarza klasę.",
    "Syn propadl z matematiky.",
    "A fia megbukott matekból.",
    "Oğlu sınıfta kaldı.",
  ])("is held: %s", (sentence) => {
    expect(isHeld(sentence)).toBe(true);
  });

  it.each([
    "Portarul de noapte e în spital.",
    "Au primit avertismente de la șef.",
    "Cumpărăm de la Ostrava cu reducere de 6 %.",
    "Noćni portir nam je u bolnici.",
    "Dobila je otkaz zbog kašnjenja.",
    "Zatvaramo tvornicu u Sisku.",
    "Meie valvur on haiglas.",
    "Naši zákazníci dostali zľavu.",
  ])("is held in the east: %s", (sentence) => {
    expect(isHeld(sentence)).toBe(true);
  });

  it.each([
    "Der Dienst startet im Kontext des Nutzers neu.",
    "Le script supprime les journaux du serveur.",
    "El servicio escucha en el puerto 443.",
    "Lo script cancella i registri del server.",
    "Skriptet raderar loggarna på servern.",
    "Skript maže protokoly na serveru.",
  ])("is no matter of machines: %s", (sentence) => {
    expect(isHeld(sentence)).toBe(false);
  });
});
