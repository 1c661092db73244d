/** Last labels that make a dotted word a name on the network. */

import data from "../../data/top-level-domains.json" with { type: "json" };

/** Not delegated by IANA, but met: Tor, I2P, Namecoin, Emercoin, OpenNIC, and inside companies. */
const others =
  "onion i2p bit emc coin bazar local localdomain internal lan corp intranet home test example invalid localhost arpa";

export const topLevelDomains: ReadonlySet<string> = new Set([
  ...data.values.split(" "),
  ...others.split(" "),
]);

/** Names under these are inside a company or a test: two labels alone prove nothing. */
export const innerTopLevels: ReadonlySet<string> = new Set(
  "local localdomain internal lan corp intranet home test localhost bit coin emc".split(" "),
);

/** So common that little else is needed. */
export const commonTopLevels: ReadonlySet<string> = new Set(
  "com net org info biz edu gov mil ru cn top xyz club site online store tech shop icu vip uk de fr eu nl br jp kr tw hk ir ua su tk ml ga cf gq pw cc ws io co us ca au cz hu ro gr tr vn ua kz by onion arpa".split(
    " ",
  ),
);

/** Ordinary words, or parts of code, that happen to be top-level domains. */
export const wordyTopLevels: ReadonlySet<string> = new Set(
  "name id is it in to so no be my me at as am us do call data date link live click work run open time page show new now here how read save stream study style support systems team tips tools top world zone app dev box bar bot build buy cab cam camp care cards case cash center chat check city click code company computer cool data day deal direct directory download events exchange exposed fail family fans fit fund fun game games global group guide help host house inc info ink insure land law legal life limited link live loan management map market media men menu mobile mom money movie network news next ninja now one online open page parts party phone photo photos pics pictures place play plus post press productions properties property pub report review rocks run safe sale school science search secure security select services settings share show site social software solutions space store studio style system tax tel theater tickets tools trade trading training trust vote watch web website wiki win windows works write you zero zip la mm mo ms st sc pl ps py rs sh md mov".split(
    " ",
  ),
);

/** First labels of what is code or software and not a host: `this.name`, `socket.io`, `asp.net`. */
export const codeLabels: ReadonlySet<string> = new Set(
  "self this window document console process module exports args kwargs os sys math event obj req res ctx request response string array object json system microsoft windows java javax python std asp vb ado node vue socket next nuxt three express d3 chart moment backbone ember underscore handlebars file item element elem node user data config settings app window e i x el evt err error params options props state input output my our your foo bar baz qux row rows col cell val key tmp buf msg text str arr list obj1 fn cls klass model view ctrl scope logger log logging meta result results value values opts post prev cur current values style performance keyv zod semver".split(
    " ",
  ),
);

/** Parts of the names that scanners give to malware: never part of a host when capitalised. */
export const detectionLabels: ReadonlySet<string> = new Set(
  "win32 win64 w32 w64 msil heur trojan backdoor worm ransom ransomware agent generic gen variant spy downloader trojandownloader dropper trojandropper exploit virus adware riskware hacktool pua pup linux osx macos android androidos js vbs html script injector kryptik malware not-a-virus packed psw banker spyware rootkit".split(
    " ",
  ),
);

/** Software that is called like a host. */
export const softwareNames: ReadonlySet<string> = new Set(
  "node.js vue.js d3.js next.js nuxt.js react.js express.js three.js ember.js backbone.js angular.js chart.js moment.js require.js socket.io asp.net vb.net ado.net ml.net json.net paint.net xml.net microsoft.net system.net system.io java.net java.io".split(
    " ",
  ),
);
