/**
 * What says of a token that it is an account: the keys, the commands and the lines of logs in which
 * accounts stand, and what people say before and behind them.
 */

import { boundedPattern } from "../../text/bounded-pattern.ts";
import { phrases } from "../../text/phrases.ts";
import { hashSet } from "../../text/word-hash.ts";

/** Before an account stands one of these words, or a sign of `opens`: most tokens are told by that alone. */
export const leads = hashSet(
  "ok success with mine konta travel cracked kerberoasted handle be talkers celui quello who whose session sessions sitzung sesion sessione sessao sessie sesja sesjon compte konto cuenta conta usuario benutzer of on for as by from under su sudo in is was to and both users user accounts account logins login logons logon usernames username mailbox mailboxes locked reset unlocked suspended offboarded deactivated disabled revoked kicked off cc owner ask ping tell fetch skipped missed u l id groups finger last lastlog chage passwd usermod userdel gpasswd who w grep chown pkill crontab ssh scp sftp identity member members userid userids userprincipalname samaccountname credential trustee owned used handler operator clerk analyst von der des fur de del du di van av af til til para com da do dello della els utilisateur usuario utente shows listed administrators admins adaccount aduser targetusername subjectusername suser principalname user_name client staff called named actor 1 2 3 4 5 out",
);
/** What opens a value, and what parts fields; nothing that is said before an account ends with a cell or a line. */
export const opens = "=<[(\"'>:,?";

/** Behind an account and a blank one of these words stands. */
export const follows = hashSet(
  "logged signed was is got were approved has had clicked still gets receives receive fell typed entered opened never did on pts tty rdp ica hier_direct remotecontrol hier tty1 tty2 04 01 02 03 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31",
);

/** Nouns of which each is somebody's: what they sign in with, where they work, and what they leave on machines. */
const belongings = phrases(String.raw`
  (?:mail ?|in ?)?box(?:es)?, account, sessions?, log-?ins?, logons?, sign-?ins?, passwords?, credentials?, cookies?, token, mfa, otp, 2fa, totp
  authenticator, hash, ticket, tgt, profile, desktop, home folder/directory/drive, privileges, admin/domain/local rights, password reset
  mails?, e-?mails?, mail/inbox/forwarding/outlook rules?, push(?: prompts?)?, shell ?bags?, jump ?lists?, lnk(?: files?)?, recent files/docs/items/documents
  ntuser(?:\.dat)?, usrclass(?:\.dat)?, hives?, browser/browsing/download/shell/bash/powershell/clipboard/command history
  downloads? folder, downloads, documents folder, temp folder, my documents, start-?up folder, user folder, user profile, roaming profile, appdata
  drive, laptop, workstation, tablet, onedrive, one ?note, calendar, sent items, deleted items, outbox, keyring, ssh keys?, vpn access/profile/certificate
  badge, key ?card, crontab, rdp/vnc/ssh/citrix/vpn/teamviewer/anydesk sessions?, user name, rights, permissions, group membership, memberships
  mfa prompts?, prompts?, lock-?outs?, enrol\w{0,6}, second factor, shares?, screen, tickets?, timeline, user ?assist, run ?mru, typed ?urls, chats?`);
const clause = String.raw`[^.;\n]`;

/** Of this a person or an account may be what follows, whatever language it is in. */
const belongingsAbroad = String.raw`(?:sitzung(?:en)?|postfach|profil|passwort|kennwort|anmeldung(?:en)?|rechner|laptop|konto|zugang|konten|benutzer) (?:von|des|der|fur)|(?:sessions?|comptes?|boite(?: mail)?|poste|mot de passe|profil|identifiants?|acces) (?:de|du)|(?:sesion(?:es)?|cuentas?|buzon|perfil|contrasena|clave|equipo|usuario) (?:de|del)|(?:session[ei]|casella|profilo|password|utente|account|credenziali) (?:di|del)|(?:sess(?:ao|oes)|contas?|caixa|perfil|senha|acesso) (?:de|do|da)|(?:sessies?|postvak|mailbox|profiel|wachtwoord|account|inlog) van|(?:sesjon(?:en)?|session(?:en)?|postkasse(?:n)?|konto(?:en|t)?|profil(?:en)?|losenord(?:et)?|passord(?:et)?|brevlada(?:n)?) (?:til|for|af|av)|(?:sesja|skrzynka|konto|profil|haslo|sesji|skrzynki|konta|relace|schranka|ucet|uctu|heslo)`;

const keys = String.raw`(?:[a-z]{1,12}[_.-]?)?(?:user(?:[_ .-]?(?:name|id|login))?s?|usr(?:name)?|log[io]n(?:[_ -]?(?:name|id))?|account(?:[_ -]?name)?|acct|auid|upn|alternateid|principal(?:[_ -]?name|email)?|identity)`;
const roles = String.raw`(?:owner|actor|analyst|assigned(?: to)?|assignee|reporter|author|approver|request[eo]r|watchers?|initiator|committer|uploader|principal|handler|operator|clerk|cashier|teller|pusher|editor|reviewer|handled|on[- ]call|cn|sent[_ ]as|run[_ ]as|[a-z]{3,12}[_ ]?by)`;
/** Of a key, a command or a log: whatever the token is made of, it is an account. */
export const ofMachines = new RegExp(
  [
    String.raw`(?<![a-z0-9])${keys}["']?(?: ?[:=] ?|["']?\]?=|">)["'<\[(]{0,2}$`,
    String.raw`(?<![a-z0-9])${roles}["']? ?[:=] ?["'(]?$`,
    String.raw`(?<![a-z0-9])users? <$|\bx?authuser=["']?$`,
    String.raw`"user" ?: ?\{ ?"(?:name|login|id)" ?: ?"$|"actor" ?: ?\{ ?"\w{2,14}" ?: ?"$`,
    String.raw`\bLogin (?:OK|incorrect)[^[\n]{0,20}: \[$|\bvsftpd\b[^\n]{0,24}\[$|\bcron\w{0,3}\[\d{1,7}\]: \($|\bopenvpn\b[^\n]{0,40} \[$|\bproftpd\b[^\n]{0,24} USER $`,
    String.raw`\bsu: ?\(to \w{2,16}\) $|\bprincipalName $|\b(?:target|subject)username $|\bsm20: $|\bpasswd: password changed for $|\bsubject: account name: $`,
    String.raw`(?:^|[\s;&|(\x60$"'])(?:sudo -u|su -l?|p?kill(?:all)? -u|crontab(?: -[elr])? -u|chage -l|passwd(?: -[lude])?|usermod(?: -\w{1,2}(?: [\w,-]{1,20})?){0,2}|deluser|userdel(?: -r)?|gpasswd -[ad]|last(?:log|b)?(?: -[uFnwi]{1,2})|loginctl terminate-user|getent passwd|chown(?: -R)?|faillock --user|net1? user|net1? localgroup ["']?[\w ]{3,24}["']?|quser|query user|finger|runas \/user:) ?["'>]{0,2}$`,
    String.raw`(?:^|[\n;&|(\x60])\s?(?:su|id|groups|last|w|finger) $|\bgrep(?: -\w{1,4})? ["']?$`,
    String.raw`(?:^|[\s;&|(\x60])(?:ssh|slogin|sftp|scp|rsync)\b[^\n;|]{0,40} -l $|\bpsexec(?:64|\.py|\.exe)?\b[^\n;|]{0,40} -u ["']?$`,
    String.raw`\s-(?:Identity|Mailbox|User(?:s|Id|Ids|Name|PrincipalName)?|SamAccountName|Owner|Members?|Trustee|Credential) ["']?$|\s--?(?:user(?:name)?|login|as)[ =]["']?$`,
    String.raw`\b(?:Disable|Enable|Unlock|Get|Set|Remove|New|Search|Revoke|Add)-(?:AD(?:User|Account|AccountPassword)|Mailbox(?:Permission|Statistics)?|InboxRule|LocalUser|MgUser|AzureADUser|MsolUser|CsUser)(?: -[a-z]{2,16})? ["']?$`,
    String.raw`\balias\b[^\n]{0,64} ?(?:->|=>) ?$`,
    String.raw`[r-][w-][xs-][r-][w-][xs-][r-][w-][xt-][.+]? {1,4}\d{1,3} $|\bklist: client: $`,
  ].join("|"),
  "i",
);

/** Behind what a log says of an account. */
export const ofLogsBehind =
  /(?: {1,4}(?:pts|tty)\/?\d| {1,4}(?:rdp|ica)-tcp#| {0,3}: TTY=|\/<via |\/\d{1,3}(?:\.\d{1,3}){3}:\d|:\d{3,5}:[0-9a-f]{16}|:x:\d| @ [A-Z]{2}|@[A-Z]{2,}\.[A-Z]| on (?:pts|tty)\/?\d| HIER_| RemoteControl\b| \[\d\d\/[A-Z][a-z]{2}\/\d{4}|@\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::[~/]|\s|$)|@[0-9a-f]{1,4}:[0-9a-f]{0,4}:)/y;

const verbsBy = phrases(String.raw`
  entered, keyed(?: in)?, typed(?: in)?, approved, reviewed, checked, opened, clicked, exported, handled, triaged?, taken, assigned, booked, merged
  committed, pushed, reset, unlocked, closed, accepted, authori[sz]ed, signed off, released, dispatched, scanned, logged, reported, escalated
  commits?, sessions?, pull request, upload, download, log-?ins?, logons?, log-?ons?, sign-?ins?, export, change, edits?, entry, entries, approval, query, queries, restore, tickets?, order, booking`);
const numbers = "(?:one|two|three|four|five|six|seven|eight|both|all|\\d{1,3})";

/** What people say before an account. */
export const ofPeople = new RegExp(
  [
    String.raw`\b${belongings}["')]? (?:of|for|on|from) (?:user |account )?["'(\x60]?$|\brules? (?:\w{2,10} )?(?:under|on) ["'(\x60]?$|\b(?:last )?log(?:on|in) (?:with )?["'(\x60]?$`,
    String.raw`\b(?:log(?:ged|s|ging)?|sign(?:ed|s|ing)?|authenticat\w{1,3}|connect(?:ed|s|ing)?|r[au]ns?|running|impersonat\w{1,3}|executed|came|got|entered|accessed|opened|started|used|synced|pulled|cloned|copied|downloaded|exported|mounted|dial\w{2,4}|walked|read|wrote|sits?|sat|is on it|works?|worked|back|in|tasks?|jobs?|sessions?|log-?ins?|logons?)\b${clause}{0,44} (?:as|under) (?:user )?["'(\x60]?$`,
    String.raw`\b(?:and|then|later|now|again|first|next)(?: \w{2,10})? as ["'(\x60]?$`,
    String.raw`\b${verbsBy}\b(?: [\w./'-]{1,20}){0,3} by ["'(\x60]?$|\b(?:log-?ins?|logons?|sign-?ins?|sessions?|connections?) from ["'(\x60]?$|\b(?:sessions?|log-?ins?|logons?)\b${clause}{0,16} (?:by|from) ["'(\x60]?$`,
    String.raw`\b(?:mfa|2fa|fido2?|sso|conditional access|number matching|enrol\w{0,6})\b[^.\n]{0,44} (?:for|on|skipped|missed) ["'(\x60]?$|\b(?:was|were|is) (?:not |still |never )?(?:on|off|set|missing|required|enforced)? ?for ["'(\x60]?$`,
    String.raw`\b(?:reset|lock(?:ed)?|unlock(?:ed)?|suspend(?:ed)?|offboard(?:ed)?|deactivated?|kicked|logged off|signed out)(?: out)? ["'(\x60]?$`,
    String.raw`\b${numbers}(?: \w{2,10}){0,2} (?:clicked|opened(?: (?:it|the \w{2,10}))?|fell for it|reported it|were (?:hit|used|locked|phished)|typed|entered (?:it|theirs|them)|answered|replied)[:,] ["'(\x60]?$|\b(?:opened|clicked|read) (?:it|on it): ["'(\x60]?$`,
    String.raw`\b(?:by|by whom|who|whose)(?: [\w']{1,12}){0,4}\?\s{1,2}(?:<?[\w.-]{2,16}>?: )?["'(\x60]?$`,
    String.raw`\b(?:cc|owner|assigned to|escalated to|handed (?:over )?to|quser shows|both(?: of)?|logins?|accounts?|user ?names?|users|mailbox(?:es)?)(?:[:,])? ["'(\x60]?$`,
    String.raw`\b(?:rdp|vnc|vpn|ssh|citrix): $|\b(?:log-?in|logon|sign-?in|account|user ?name|user ?id|user)(?: name| id| there| used| for it)? (?:is|was|were)(?: still| always| just| simply)? ["'(\x60]?$|\blog-?in (?:ok|success\w{0,4}|failed|failure)(?: for| by| from|:)? ["']?$|\b(?:mine|his|hers|yours) (?:is|was|were) ["'(\x60]?$`,
    String.raw`\b(?:who|whom|whose)\b[^.;\n?]{0,32}\n(?:<?[\w.-]{2,16}>?: )?$|\b(?:konta|konten|comptes|cuentas|contas|kontoer|konton|accounts|users)(?: \w{2,12}){0,2}[,:] (?:[a-z]{4,14} (?:i|y|und|et|e|and|en|og|och) )?$`,
  ].join("|"),
  "i",
);

/** Before what is no mere word: who somebody is, and whose session. */
export const ofTalk =
  /\b(?:(?:who|whose)(?:'s| is| was| are)?|sessions?|sitzung|sesion|sessione|sessao|sessie|sesja|sesjon|compte|konto|cuenta|conta|utente|usuario|benutzer|(?=[a-z]{5,17} by )(?!(?:upload|post|leak|sold|shar|claim|offer|publish|spott|hack|stol|advertis|dump|list|signed|tweet|host|cod|writt|develop|design|registr|follow|caus|creat|driv|mad|deploy|us|dropp|load|call|spread|infect|deliver|encrypt|exploit|own|operat|maintain|track|report|attribut|detect|flagg|block|nam))[a-z]{3,12}(?:ed|en|un|ought|ept|ent) by|(?:keys?|tokens?|secrets?) of|impossible travel(?: for|:)|cracked:?|kerberoasted|failed log(?:on|in)s?:|top talkers?:|handle|posing as|claim(?:ed|s) to be|sa(?:id|ys) (?:he|she|they) (?:was|were|is)|transcripts? of|usb(?: stick)? of|rules? in|same log-?in|celui de|quello di|la de|a de|die von) ["'(\x60]?$/i;

/** The same in languages of which the table has no words: there a stranger says nothing. */
export const ofPeopleAbroad = new RegExp(
  String.raw`(?<![a-z])(?:${belongingsAbroad}) ["'(\x60]?$`,
  "i",
);

/** "rmoss's mailbox", "rmoss was locked out". */
export const ownsBehind =
  /(?:['\u2019]s (?:(?:old|own|admin|vpn|mail|work|domain|home|rdp|company) )?(?:account|password|mail ?box|inbox|session|log-?in|credentials?|token|mfa|2fa|profile|laptop|workstation|desktop|machine|host|pc|calendar|onedrive|vpn|badge|disk|drive|phone|tablet|hash|ticket|downloads|mail|share|rights|shift|key)\b| (?:logged (?:on|in|off|out)|signed in|(?:was|is|got|were) (?:locked(?: out)?|phished|reset|unlocked|suspended|asleep|on leave|off sick|at home)|approved (?:the|a|his|her|one) (?:push|mfa|prompt)|has (?:no mfa|admin rights|domain rights|local admin)|had (?:no mfa|admin rights|domain rights|local admin|sessions?)|clicked(?: (?:the|it|on|and|at)|[,.;]|$)|(?:still )?(?:gets?|got|receives?) (?:the |an? |\d{1,3} |many )?(?:mfa|push|prompts?)|fell for it|typed (?:his|her|their|the)|entered (?:his|her|their)|opened (?:it|the (?:mail|link|attachment|zip|lnk|iso|doc\w{0,5}|invoice|file))|never logged|did not click)(?![\w-])|,? did not\b)/iy;

/** Between accounts of a row. */
export const between =
  /^(?:, |,| and | or | und | et | y | e | en | og | och | i | oraz | ja | ve |, and |, or |, then | then | \/ |\/|; | & | \+ |, later | and later |, und | et )["'(\x60]?$/;

/** "for u in rmoss bkirs; do", "users=(rmoss bkirs)". */
export const loops = boundedPattern(
  String.raw`(?:for (?:u|usr|user|usuario) in ([a-z][a-z0-9._ -]{3,120}?)(?:;| ?\n) ?do\b|(?:users|accounts|logins|USERS|ACCOUNTS|LOGINS) ?= ?[("']{1,2}([a-z][a-z0-9._, -]{3,120}?)["')])`,
  "y",
);
