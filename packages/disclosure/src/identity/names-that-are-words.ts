/**
 * Words of other languages after which companies are called, and which their texts use as words:
 * "em modo ponte", "un extrait de tilleul". Such a name is meant only with a capital. Written by hand.
 */

import { hashSet } from "../text/word-hash.ts";

export const namesThatAreWords = hashSet(
  `brisa marea kilde nousu virta salama myrsky tuuli aalto honka ranta saari niemi taivas syke sydan voima onni ilo toivo kesa talvi syksy pohjola kipina liekki silmu verso
  ponte puente pont tour tours lac mer soleil etoile aigle lion fleur fleurs jardin foret arbre chene tilleul sapin hetre saule erable pierre roche colline vallee riviere source fontaine
  moulin ferme champ pre prairie vigne olivier pomme cerise abeille cheval cygne hirondelle nuage vent orage neige feu flamme lumiere aube nord sud est ouest maison toit porte clef cle fenetre
  brucke hafen turm linde eiche tanne buche quelle brunnen blume feld wald see fluss stein berg tal sonne stern mond adler falke lowe bar wolf hirsch biene schwan wolke wind sturm schnee feuer licht
  haus tor schlussel fenster muhle hof acker wiese rose nord sud ost anker segel kompass leuchtturm strom welle insel kuste ufer
  brug haven toren eik bron bloem veld bos meer rivier steen zon ster maan adelaar leeuw wolf hert bij zwaan wolk storm sneeuw vuur licht huis deur sleutel molen boerderij anker zeil kompas golf eiland kust
  sol luna estrella mar rio monte montana piedra roca colina valle fuente jardin bosque arbol roble pino olivo vina flor rosa campo prado molino casa puerta llave ventana aguila leon lobo ciervo abeja cisne nube viento tormenta nieve fuego luz alba isla costa ancla vela faro
  lua estrela pedra fonte floresta arvore carvalho pinheiro oliveira vinha moinho porta chave janela aguia leao veado abelha nuvem vento neve fogo ilha ancora
  sole stella mare fiume pietra rocca collina fontana bosco albero quercia pino ulivo vigna fiore mulino chiave finestra aquila leone cervo ape cigno nuvola neve fuoco luce isola costa ancora vela faro
  most slunce hvezda mesic more reka kamen hora udoli pramen les strom dub lipa buk kvet pole louka mlyn dum brana klic okno orel lev vlk jelen vcela labut mrak vitr snih ohen svetlo ostrov
  slonce gwiazda ksiezyc morze rzeka skala dolina las drzewo kwiat mlyn dom klucz okno orzel wilk
  bro havn tarn ek gran bok kilde blomst skog sjo elv stein fjell dal sol stjerne mane orn ulv hjort bi svane sky vind snø ild lys hus dor nokkel vindu molle gard anker seil oy kyst
  silta satama torni tammi koivu kuusi lahde kukka pelto metsa jarvi joki kivi vuori laakso aurinko tahti kuu kotka susi karhu`,
);
