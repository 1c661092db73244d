/**
 * "jwinter", "nluntian": an initial before a family name makes beginnings that words do not have. Tools and
 * daemons have them, too ("pgrep", "kswapd"): they are known, or the rest of them is a word.
 */

import {
  bitsOf,
  familyBit,
  givenBit,
  knownBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";

const charsMin = 5;
const charsMax = 14;
/** Among its first letters is a vowel. */
const vowelUntil = 5;
/** How words and names begin in the languages of Europe. */
const begins =
  /^(?:[aeiouyx]|[bcdfghjklmnpqrstvwxz][aeiouy]|bl|br|ch|cl|cr|dr|dw|dj|fj|bj|sj|kj|hj|gj|nj|lj|fl|fr|gh|gl|gn|gr|hl|hv|kh|kl|kn|kr|mb|mw|nd|ng|nk|nt|mp|ph|pl|pr|ps|qu|rh|sc|sh|sk|sl|sm|sn|sp|sq|sr|st|sv|sw|th|tj|tl|tr|ts|tw|vl|vr|wh|wr|wl|zh|zl|zw|zd|zb|zm|zn|zv|sz|cz|dz|ll|hr|mc|xh|xi|kv|dn|dl|tk|pt|pf|mn|ml|mr|vn|gd|kt|ct|phth)/;
const rest =
  /^.(?:mc|mac|o|van|vander|vd|de|del|da|di|el|al|le|la|st)?(?:[bcdfghjklmnpqrstvwxyz][aeiouy]|[aeiouy][bcdfghjklmnpqrstvwxyz]|bl|br|ch|cl|cr|dr|fl|fr|gl|gr|kh|kl|kn|kr|ph|pl|pr|sch|sc|sh|sk|sl|sm|sn|sp|st|sw|sz|th|tr|ts|tw|wh|wr|zh|cz)/;
const technical =
  /(?:dump|tok(?:en)?|cons(?:ole)?|mount|grep|swapd?|msg|json|exec|conf|cfg|ctl|srv|proc|sock|stat|fs|ssl|sql|ssh|tcp|udp|xml|http|utils?|libs?|kit|cmd|gpt|db|cache|shell|trace|scan|ping|crypt|code|hash|proxy|chunk|thread|flush|sync|load|drop|inject|hook|spoof|sniff|crack|brute|agent|admin|editor|config|api|app|bot|net|map|log|run|view|info|list|file|port|host|name|type|size|time|date|web|win|dll|ctrl|print|addr|ptr|str|len|max|min)|^(?:js|ls|db|vm|vb|ps|md|pg|nt|ms|mq|ns|tf|kb|xs|cp|rc|ss|ws|tcp|udp|http|lib|ssl|ssh|sql|xml|css|npm|php|gpg|mft|mbr|gdb|gcc|ldap|lsass|rdp|vnc|vpn|smb|pdf|jdbc|mmc|cmd|svc|ksm|kwin|kde|gtk|qt|bpf|kcp|rpc|dns|dhcp|ntp|nfs|ftp|csrss|wsl|wmi|xss|bcd|bcr|vss|vpx|vsphere|nginx|mshta|hmac|htt|fwd|cgi|crl|csv|ctf|cve|mfc|fpm|ffm|xmr|msf|kms|vmt|vmw|dcs|dcom|dsq|nlt|nms|nba|nmap)/;

/** A consonant that no word has before the next ones, and behind it what may be a name. */
export function isInitialed(token: string): boolean {
  const word = token.replace(/\d{1,3}$/, "");
  if (word.length < charsMin || word.length > charsMax || /\d/.test(word)) return false;
  if (begins.test(word) || !rest.test(word) || !/[aeiouy]/.test(word.slice(1, vowelUntil)))
    return false;
  if (/[bcdfghjklmnpqrstvwxz]{5}/.test(word.slice(1))) return false;
  return bitsOf(word) === 0 && !isTechnical(word);
}

function isTechnical(word: string): boolean {
  const name = bitsOf(word.slice(1));
  if ((name & (familyBit | givenBit)) !== 0) return false;
  if (technical.test(word)) return true;
  return (
    [1, 2].some((from) => isWord(word.slice(from))) ||
    (/d$/.test(word) && isWord(word.slice(1, -1)))
  );
}

function isWord(word: string): boolean {
  return word.length > 2 && (bitsOf(word) & (ordinaryBit | tradeBit | knownBit)) !== 0;
}
