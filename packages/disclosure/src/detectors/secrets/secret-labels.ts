/** What a word calls a secret: patterns of labels and what stands behind them. */

import { boundedPattern } from "../../text/bounded-pattern.ts";
import { hashSet } from "../../text/word-hash.ts";
import { strong } from "./password-shapes.ts";

/** A password with no sign and no verb before it, in the languages of those who write it down. */
export const named = boundedPattern(
  String.raw`(?<![\w/-])(?<!\b(?:archive|zip|rar|7z|decryption|webshell|panel|sample)(?:'s)? )(?:password|passwort|kennwort|passwd|pass(?= ?["'])|pwd|pw|passcode|passphrase|heslo|has[l\u0142]o|mot de passe|mdp|contrasena|clave|senha|wachtwoord|losenord|salasana|adgangskode|passord|parola|jelszo|lozinka|geslo|sifre)["']?(?: is| was| ist| war| je| bylo| era| est| var| on|:|=)?:? ["'(\x60]?(${strong})`,
  "gi",
);
export const namedBehind = new RegExp(String.raw`^["')]? ["'(\x60]?${strong}`);
const smallWord = String.raw`[a-z\u00e0-\u00ff]{2,16}`;
/** "the password for ringing ops is melon orchard kite", "psk: grey-herring-basket"; the words are looked at apart. */
export const phrase = boundedPattern(
  String.raw`(?<![\w-])(?:pass ?phrase|password|pass ?code|psk|(?:wi-?fi|wpa2?|signing|master) key)(?:(?: (?:for|of|to|on|at) [\w '-]{2,30}?)?(?: is| was|:| =) | ?(?=["'(\x60]|${smallWord}[-_]))["'(\x60]?((?:${smallWord}[-_]){2,6}[a-z\u00e0-\u00ff]{3,16}(?![\w-])|(?:${smallWord} ){1,6}[a-z\u00e0-\u00ff]{3,16})`,
  "gi",
);
/** "recovery code", not "source code" and "error code". */
const codeOwners =
  "recovery|backup|unlock|alarm|door|gate|entry|safe|vault|lock|pairing|enrol?ment|activation|dial-?in|bypass|2fa|mfa|otp|one-?time|break-?glass|bitlocker|escrow|fob|keypad";
export const codeHeads = hashSet(
  "recovery backup unlock alarm door gate entry safe vault lock pairing enrolment enrollment activation in bypass 2fa mfa otp time glass bitlocker escrow fob keypad",
);
const partsOfNamed =
  "pass pwd pw wort hes has mdp contrasena clave senha wachtwoord losenord salasana adgangskode parola jelszo lozinka geslo sifre".split(
    " ",
  );
/** What a label tells; not without the sign, nor without one of the parts of its words, in either case. */
export const labelled: readonly (readonly [
  RegExp,
  string,
  sign: string,
  parts?: readonly string[],
])[] = [
  [
    boundedPattern(String.raw`\bhooks\.slack\.com\/services\/([A-Za-z0-9\/]{20,80})`),
    "A chat service's hook.",
    "hooks.slack",
  ],
  [
    boundedPattern(
      String.raw`\b(?:Authorization|Proxy-Authorization|X-Api-Key|X-Auth-Token)["']?: ?["']?(?:Bearer|Basic|Token|Digest)? ?(?!AWS4|HMAC|NTLM|Negotiate)([^\s"',]{6,128})`,
      "gi",
    ),
    "Credentials in a request.",
    ":",
    ["authorization", "x-api-key", "x-auth-token"],
  ],
  [
    boundedPattern(String.raw`\bBearer ([A-Za-z0-9._~+\/-]{16,128})`, "g"),
    "A bearer token.",
    "Bearer ",
  ],
  [
    boundedPattern(
      String.raw`(?:\b|(?<=_))(?:password|pgpassword|sshpass|passwd|passwort|pwd|passphrase|(?<!\b(?:first|second|third|fourth|last|next|each|one|two|single|final) )pass|(?<!\b(?:nothing|not|no|any|more|very|so|all) )secret(?! ?: [a-z]{3,20} [A-Za-z])|client[_ -]?secret|api[_ -]?key|apikey|access[_ -]?key|(?:auth|api|session|refresh|bot|deploy|hook)[_ -]?token|private[_-]?key|community string|pin)["']?(?: ?(?:is|was|are|:=|=>|=|:) ?|:)(?!(?:change|reset|rotate|revoke|renew|replace|call|tell|stop|please|report|never|contact|do) (?:it|the|your|them|all|every|everything|us|not|that|this|to|now|by|in|on|at|from|immediately|mail|accept|give|share)\b)["'\x60]?([^\s"'\x60,;]{4,128})`,
      "gi",
    ),
    "A value that is called a secret.",
    "",
    ["pass", "pwd", "secret", "api", "access", "token", "private", "string", "pin"],
  ],
  [
    boundedPattern(
      String.raw`\b(?:password|passphrase|passcode|pass phrase)\b(?:[^\n:=.]|\.(?! )){1,40}[:=] ?["']?((?=[^\s"']{0,40}[A-Za-z])(?=[^\s"']{0,40}[\d!@#$%^&*_])[^\s"',;]{6,64})`,
      "gi",
    ),
    "What stands behind the word password.",
    "",
    ["pass"],
  ],
  [
    boundedPattern(
      String.raw`(?<![\w/.])(?:admin|administrator|root|operator|guest|login|user) ?\/ ?((?=[^\s"']{0,40}[A-Za-z])(?=[^\s"']{0,40}[\d!@#$%^&*])[^\s"'\x60,;\/]{6,40})`,
      "gi",
    ),
    "What stands beside the name of an account.",
    "/",
    ["admin", "root", "operator", "guest", "login", "user"],
  ],
  [
    boundedPattern(
      String.raw`\b(?:with|con|mit|avec|com|med|using|via|creds?|credentials|logins?|(?:log(?:ged|s)?|signed) (?:in|on)(?: as)?) (?:the |as )?["'\x60]?(?:admin|administrator|administrador|root|operator|operador|guest|user|service|sa|manager)\/([A-Za-z][A-Za-z0-9]{2,14}[-_!.][A-Za-z0-9]{2,14}|[A-Za-z]{4,16}\d{1,4})(?![\w/.-]\w)`,
      "gi",
    ),
    "What stands beside the name of an account.",
    "/",
    ["admin/", "administra", "root/", "opera", "guest/", "user/", "service/", "sa/", "manager/"],
  ],
  [
    boundedPattern(
      String.raw`\b(?:code ?words?|codewort|kodeord|mot de code)(?: [a-z ]{2,30})?(?: is| was| ist|:) ?["']?([a-z\u00c0-\u024f]{3,20}(?:[ -][a-z\u00c0-\u024f]{3,20}){0,4})["']?(?=[.,;\n]|$)`,
      "gi",
    ),
    "What is called a codeword.",
    "ode",
  ],
  [
    boundedPattern(
      String.raw`\b(?:recovery|seed|backup|mnemonic|wallet) (?:phrase|words?|seed)(?: (?:is|was|are|were)|:| =)? ?["'(\x60]?((?:[a-z]{3,12}[ ,]{1,2}){2,23}[a-z]{3,12})(?=["')\x60.;\n]|$)`,
      "gi",
    ),
    "What is called a phrase that opens something.",
    "",
    [" phrase", " word", " seed"],
  ],
  [
    boundedPattern(
      String.raw`\b(?:password|passwort|passphrase|passcode|pw|salt|(?:session|signing|master|encryption|licence|license|api) key), ["'(\x60]?((?=(?:[^\s"']{0,40}\d){2})(?=[^\s"']{0,40}[A-Za-z])(?!CVE-|T\d{4}|[Ss][Hh][Aa]|[Bb]ase\d|2[Ff][Aa])[A-Za-z\d][^\s"'\x60,;()]{5,40}[^\s"'\x60,;().:?])`,
    ),
    "What stands behind the word password.",
    ", ",
  ],
  [
    boundedPattern(
      String.raw`\b(?:pin|combination|combo)(?: (?:code|number))?(?: (?:on|of|for|to|at) (?:the |his |her |our )?[a-z]{2,15})?(?: is| was|:| =)? (\d{4,8}|\d{1,2}(?:-\d{1,2}){2,3})(?![\d.:/-])`,
      "gi",
    ),
    "A number that opens something.",
    "",
    ["pin", "comb"],
  ],
  [
    boundedPattern(
      String.raw`(?:\b|(?<=_))(?:pw|token|(?:enable|level|role|privilege) (?:\d{1,2} )?secret|secret[_ ]?key|psk|wpa[23]?(?:-psk)?(?: key)?|(?:mfa|totp|otp) (?:seed|secret)|seed)["']?(?: (?:for|of|to|on) [\w '-]{2,30})?(?: is| was|:|=| =)? ?["'\x60]?((?!CVE-|T\d{4}|base\d|sha|md5|oauth|utf)(?=(?:[A-Za-z_-]{0,30}\d){2})(?=[\d_-]{0,30}[A-Za-z])[A-Za-z\d][\w!#$%&*+-]{7,63})(?![\w.]\w)`,
      "gi",
    ),
    "A value that is called a secret.",
    "",
    ["pw", "token", "secret", "psk", "wpa", "seed"],
  ],
  [
    boundedPattern(
      String.raw`\bcommunity(?: string)? ["'\x60]((?=[^\s"']{0,40}\d)[^\s"'\x60]{4,40})["'\x60]`,
      "gi",
    ),
    "A value that is called a secret.",
    "ommunity",
  ],
  [
    boundedPattern(
      String.raw`\bcommunity(?: string)?(?: is| was|:)? ((?=[^\s"']{0,40}\d)(?=[^\s"']{0,40}[a-z])[a-z\d][^\s"'\x60,;:()]{3,40})`,
      "gi",
    ),
    "A value that is called a secret.",
    "ommunity ",
  ],
  [
    boundedPattern(String.raw`\bsecurestring(?: -string)? ["']([^"'\s]{4,64})["']`, "gi"),
    "A value that is called a secret.",
    "ecure",
  ],
  [
    boundedPattern(
      String.raw`(?:password|passwd|pwd|secret|api_?key)["'] value=["']([^"'\s]{4,64})["']`,
      "gi",
    ),
    "A value that is called a secret.",
    "value=",
  ],
  [
    boundedPattern(
      String.raw`\bcookie["']?: ?[^\n]{0,60}?(?:sess|auth|token|sid)[\w.-]{0,20}=([^\s;,"']{12,128})`,
      "gi",
    ),
    "The cookie of a session.",
    "ookie",
  ],
  [
    boundedPattern(
      String.raw`\b(?:user|login|admin|root|account|operator|ilo|idrac|ipmi|vnc|router|nas|wifi|wi-fi|plc|hmi|dvr|nvr|camera)\b[^\n.;]{0,24}?,? (?:and )?pass (${strong})`,
      "gi",
    ),
    "What stands behind the word password.",
    "pass ",
  ],
  [
    phrase,
    "What is called a phrase that opens something.",
    "",
    ["pass", "psk", "fi key", "wpa", "signing key", "master key"],
  ],
  [named, "What stands behind the word password.", "", partsOfNamed],
  [
    boundedPattern(
      String.raw`\b(?:${codeOwners}) (?:code|key|phrase)s?(?: (?:for|of|to) (?:the )?\w{2,20})?(?: (?:is|was|are|were)|:| =)? ?["'(\x60]?((?=[A-Za-z-]{0,20}\d)[A-Za-z\d][A-Za-z\d-]{3,60}(?:(?: \d{2,8}){1,8}(?![\w-]))?(?:(?:(?:,| and|;| \/) \d[\d-]{3,20}| \d{4}-\d{4})(?![\w.:/])){0,11})`,
      "gi",
    ),
    "What is called a code that opens something.",
    "",
    [" code", " key", " phrase"],
  ],
  [
    boundedPattern(
      String.raw`(?<!\w)(?:\/|-{1,2})(?:p|pw|pwd|pass|password)[ :=]["']?(?![a-z]{2,16}(?:ed|ing) (?:by|in|to|with|on|from|as|for|at|a|the)\b)((?=[^\s"']{0,40}[A-Za-z])[^\s"'\/-][^\s"']{3,64})`,
      "gi",
    ),
    "A password on a command line.",
    "",
    ["/p", "-p"],
  ],
];

/** Behind a password that attackers told: "as told in the chat". */
export const toldBehind =
  /^["'\x60]?,? \((?:the )?(?:attacker|intruder|actor|gang)|^["'\x60]? (?:as |was |is )?(?:told|given|sent|named|printed|used|in|from) (?:us |by |in |on )?(?:the |their |his )?(?:attackers?|intruders?|negotiat|actor|gang|ransom|note|chat|script|mail|lure|archive|zip)/i;

/** Before a password that attackers chose. */
export const theirsBefore =
  /\b(?:attacker|intruder|actor|affiliate|thie(?:f|ves)|gang)s?(?:'s?)?(?: own)? (?:zip|archive|rar|7z|file|container|tool|stick|loader|binary|panel|server|shell)\b[^.\n]{0,8}[^\n]{0,12}$|\.(?:zip|rar|7z|iso|tar|gz|img|one|lnk|7za\.exe|html?)["'\u201d)]?,? ?(?:\(|with |using |and )?(?:an? |the |its )?$|\b(?:7za?|rar|winrar|7zip|7-zip)(?:\.exe)?["')]? (?:\(|with |using )(?:an? |the |its )?$|\brar\b[^.\n]{0,24}-hp\b[^.\n]{0,24}$|\b(?:zipped|packed|compressed) (?:by|with|using) [^;\n]{0,40}$|\b(?:posted|leaked|dumped|for sale) (?:by|on) [^;\n]{0,44}$/i;
