/**
 * Capitalised words that name nobody: days, months, countries, well-known makers of software and
 * their products, words of the trade. Everything else with a capital is held for a person.
 */

const list = (text: string): string[] => text.split(" ");

const calendar = list(
  "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays weekdays weekends january february march april may june july august " +
    "september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec " +
    "utc gmt cet cest est edt pst pdt easter christmas",
);

const places = list(
  "africa america american argentina asia australia australian austria bangladesh belarus belgium brazil brazilian britain " +
    "british bulgaria canada canadian chile china chinese colombia czech denmark dutch egypt england english estonia " +
    "europe european finland france french german germany ghana greece hungary iceland india indian indonesia iran iranian " +
    "iraq ireland israel italian italy japan japanese kenya korea korean kosovo latvia lithuania luxembourg malaysia mexico moldova " +
    "morocco netherlands nigeria nigerian north norway pakistan poland polish portugal portuguese romania russia " +
    "russian saudi serbia singapore slovakia slovenia south spain spanish sweden swiss switzerland taiwan thailand " +
    "turkey turkish uk ukraine ukrainian usa us eu vietnam vietnamese west east",
);

const makers = list(
  "microsoft windows linux macos mac ios android apple google chrome firefox mozilla edge safari office outlook word " +
    "excel powerpoint teams sharepoint onedrive exchange azure entra aws amazon cloud cloudflare akamai fastly github gitlab " +
    "bitbucket atlassian jira confluence cisco fortinet fortigate fortios palo alto juniper checkpoint sophos symantec mcafee " +
    "crowdstrike falcon sentinelone defender sentinel splunk elastic kibana sysmon ivanti pulse citrix netscaler vmware " +
    "esxi vcenter vsphere horizon oracle sap java python perl ruby php node npm docker kubernetes jenkins apache tomcat " +
    "nginx iis struts log4j spring weblogic websphere mysql postgres postgresql mssql sql server redis mongodb " +
    "openssl openssh ssh rdp smb ldap kerberos ntlm adfs okta duo salesforce servicenow slack zoom webex teamviewer " +
    "anydesk screenconnect connectwise kaseya solarwinds orion moveit accellion progress barracuda f5 sonicwall zyxel " +
    "mikrotik ubiquiti qnap synology netgear zimbra roundcube wordpress drupal joomla magento telegram whatsapp discord " +
    "signal dropbox mega facebook twitter linkedin instagram youtube wechat tiktok paypal adobe acrobat reader flash " +
    "powershell cmd wmi bash mimikatz psexec rclone cobalt strike metasploit meterpreter empire sliver nmap wireshark " +
    "virustotal shodan censys urlscan mandiant fireeye kaspersky eset trend micro proofpoint mimecast talos volexity " +
    "recorded future dragos claroty nozomi siemens schneider honeywell rockwell abb yokogawa ge intel amd nvidia dell hp lenovo",
);

const trade = list(
  "apt ttp ttps ioc iocs c2 edr xdr siem soc csirt cert cirt ciso cio ceo cfo cto coo vpn mfa dns dhcp http https ftp sftp " +
    "tls ssl smtp imap url uri api html xml json csv pdf docx zip iso lnk dll exe hta vbs js msi ps1 usb ip tcp udp icmp cve " +
    "cvss cwe nist mitre att ck att&ck csf cisa fbi nsa nscs ncsc enisa europol interpol dhs doj bsi anssi iso iec pci dss gdpr " +
    "hipaa sox tlp pap stix taxii misp yara sigma suricata snort incident report summary timeline background overview details " +
    "impact actions action items findings finding conclusion recommendations recommendation lessons learned next steps root cause " +
    "analysis indicators indicator compromise attack attacker attackers victim phishing ransomware malware backdoor trojan " +
    "loader dropper botnet worm virus exploit vulnerability vulnerabilities patch update domain domains host hosts server servers " +
    "workstation workstations user users admin administrator administrators active directory group policy controller " +
    "credential credentials access initial execution persistence privilege escalation defense evasion discovery lateral movement " +
    "collection command control exfiltration reconnaissance resource development internet network security team operations " +
    "center accounts payable receivable billing invoice payment payroll sales support accounting department office finance legal hr it ot ics scada plc hmi helpdesk desk help service services management " +
    "email mail message subject from to cc bcc date sent received reply attachment attachments note notes draft " +
    "internal confidential public restricted yes no none unknown high medium low critical severity status priority open closed " +
    "new resolved mr mrs ms dr prof sir dear hi hello hey thanks regards best all everyone ticket case change request " +
    "timestamp cookie timeout ctrl page table figure section appendix annex version file files path hash sha md5 sha1 sha256 sha512 name names type value values " +
    "description source destination port protocol process parent registry key task scheduled event id events log logs rule rules alert " +
    "alerts detection detections response recovery containment eradication isolation isolated blocked allowed denied failed " +
    "error warning info debug true false null morning afternoon evening today yesterday tomorrow week weekend month year quarter " +
    "day night hour hours minutes q1 q2 q3 q4 am pm vs via per and or but not the a an in on at of by for with without " +
    "before after during until since when while where why what who how this that these those there here it its we our us i " +
    "my you your they their he she his her one two three four five six seven eight nine ten first second third last also " +
    "then now later however because if as is are was were be been has have had do does did can could will would should may might must " +
    "nothing something anything someone nobody only both each another other others most many more some any every same such " +
    "please note see so still just even yet again over under about into out up down off between through across against",
);

/** Families of malware, tools of attackers and defenders, sellers of security: names that stay. */
const threats = list(
  "sality ramnit conficker virut zeus zbot gozi ursnif isfb dridex trickbot emotet qakbot qbot icedid bazarloader bumblebee pikabot darkgate latrodectus gootloader " +
    "raspberry robin socgholish fakeupdates redline raccoon vidar lumma lummac stealc azorult formbook xloader agenttesla agent tesla lokibot remcos asyncrat njrat nanocore quasar " +
    "quasarrat darkcomet plugx shadowpad winnti poisonivy gh0st korplug zxshell chinachopper behinder godzilla regeorg neoregeorg ligolo chisel frp ngrok gsocket lockbit " +
    "blackcat alphv conti ryuk revil sodinokibi maze egregor netwalker darkside blackmatter hive royal blacksuit akira clop cl0p medusa medusalocker rhysida qilin agenda play playcrypt bianlian " +
    "ransomhub hunters inc lynx interlock cactus snatch vice society cuba avoslocker ragnar ragnarlocker phobos 8base dharma crysis stop djvu wannacry notpetya petya badrabbit olympic industroyer triton " +
    "trisis havex stuxnet duqu flame blackenergy crashoverride pipedream incontroller sunburst teardrop cobaltstrike brute ratel bruteratel havoc mythic nighthawk poshc2 covenant impacket responder " +
    "bloodhound sharphound rubeus certipy crackmapexec netexec evilginx modlishka gophish mimipenguin lazagne seatbelt winpeas linpeas pspy xmrig kinsing teamtnt mirai gafgyt bashlite mozi " +
    "splashtop atera rustdesk netsupport supremo dameware remoteutilities simplehelp meshcentral meshagent megasync winscp filezilla putty plink softperfect procdump nirsoft gmer " +
    "pchunter processhacker terminator backstab edrsilencer trufflehog gitleaks hashcat hydra medusa masscan zgrab zmap nuclei sqlmap burp zap nikto gobuster ffuf dirb wpscan " +
    "monero bitcoin ethereum litecoin tether phish phished phishers smishing vishing quishing smish ransomware ransomwares malspam maldoc maldocs infostealer infostealers cryptominer cryptominers " +
    "hackertool chatham traffic light protocol isac isao mandiant greynoise spamhaus abuse abuseipdb urlhaus threatfox malwarebazaar anyrun hybrid sandbox cuckoo cape velociraptor kape volatility autopsy " +
    "wazuh osquery zeek bro arkime thehive cortex opencti otx alienvault anomali threatconnect threatquotient flashpoint intel471 group-ib positive technologies bitdefender avast avg malwarebytes webroot cylance carbon black tanium " +
    "huntress arctic wolf red canary rapid7 tenable nessus qualys openvas cyberark beyondtrust delinea hashicorp vault terraform ansible puppet chef saltstack rancher openshift istio envoy " +
    "ariba workday peoplesoft netsuite dynamics hubspot zendesk freshdesk marketo mailchimp sendgrid twilio stripe square shopify magento bigcommerce woocommerce prestashop adyen klarna worldpay plaid " +
    "wincc simatic tia scadabr intouch factorytalk deltav experion unicorn modicon pcs7 s7 codesys kepware ignition rslogix controllogix compactlogix micrologix melsec sinumerik fanuc kuka " +
    "epic cerner meditech allscripts athenahealth nextgen pacs dicom hl7 fhir pyxis omnicell philips medtronic baxter sage quickbooks xero intuit adp paychex kronos ukg ceridian bamboohr greenhouse lever icims taleo " +
    "goanywhere moveit accellion kiteworks crushftp cerberus serv-u wing globalscape aspera papercut manageengine veeam commvault veritas netbackup acronis arcserve datto kaseya ninjaone screenconnect n-able logmein bomgar " +
    "libreoffice openoffice evince irfanview vlc winrar 7zip winzip peazip bandizip notepad sublime vscode eclipse intellij pycharm jupyter anaconda pypi rubygems maven gradle artifactory nexus sonarqube " +
    "mailgun mimecast agari abnormal ironscales knowbe4 cofense bitsight securityscorecard upguard panorays riskrecon okta auth0 ping duo yubikey fido webauthn passkey totp saml oauth oidc",
);

/** More of them: what is installed, what is sold to attackers, who warns. */
const installed = list(
  "nextcloud owncloud seafile syncthing nas truenas proxmox xenserver hyper hyperv nutanix libvirt qemu virtualbox podman containerd argocd ceph minio " +
    "haproxy traefik lighttpd openresty memcached rabbitmq zookeeper couchbase couchdb neo4j clickhouse databricks hadoop grafana prometheus zabbix nagios " +
    "icinga prtg librenms graylog logstash kibana filebeat winlogbeat fluentd syslog rsyslog splunkd datadog dynatrace pagerduty opsgenie syncro zoho " +
    "manageengine kaseya vsa pulseway action1 tacticalrmm fleetdeck getscreen ammyy aeroadmin ultraviewer parsec remotepc gotoassist gotomypc dwservice " +
    "iperius litemanager remcom paexec csexec screenmeet zohoassist quickassist orthanc dcm4chee weasis horos osirix carestream agfa sectra philips " +
    "intellispace meditech sunquest labware starlims limsophy opcenter wonderware aveva citect factorylink movicon winplc beckhoff twincat wago omron " +
    "mitsubishi keyence yaskawa moxa digi lantronix hirschmann ruggedcom scalance ewon secomea tosibox unitronics fatek hikvision dahua avigilon genetec " +
    "lenel verkada vertx abloy gallagher salto kaba brivo openpath ubnt unifi edgeos routeros pfsense opnsense watchguard firebox meraki aruba brocade " +
    "netscreen junos anyconnect globalprotect panos forticlient fortimanager fortianalyzer fortiweb sonicos globalconnect openvpn wireguard tailscale " +
    "zerotier hamachi softether strongswan stunnel openvas greenbone burpsuite zaproxy graphql grpc protobuf openapi webpack vite rollup eslint nuget " +
    "cocoapods conda pipenv pnpm deno golang rustc kotlin clang gcc llvm cmake gitea gogs teamcity circleci azuredevops devops artifactory dockerhub ghcr " +
    "sonatype veracode checkmarx snyk dependabot trivy grype syft airtable trello asana basecamp clickup figma canva typeform surveymonkey docusign " +
    "hellosign pandadoc calendly eventbrite mailerlite sendinblue brevo klaviyo tawk zendesk gorgias livechat genesys avaya mitel 3cx freepbx ringcentral " +
    "nextiva vonage plivo sinch wetransfer transfersh gofile anonfiles pixeldrain mediafire uploadfiles filemail sendspace bashupload pcloud icedrive koofr " +
    "backblaze storj tresorit protondrive protonmail tutanota tuta gmail gmx hotmail yandex mailru yahoo aol icloud restic borg borgbackup duplicati duplicacy " +
    "rsync robocopy xcopy wget curl aria2 httpie powershell pwsh certreq regsvr32 rundll32 mshta wscript cscript msbuild installutil regasm cmstp odbcconf " +
    "bitsadmin esentutl ntdsutil vssadmin wbadmin bcdedit wevtutil diskshadow fsutil icacls takeown schtasks taskkill nltest dsquery adfind csvde ldifde " +
    "autohotkey autoit delphi pyinstaller nuitka nsis inno tauri godot",
);

const traded = list(
  "kimwolf aisuru eleven11bot badbox bigpanzi vo1d triada peachpit raptortrain moobot hoaxcalls fodcha condi zerobot rapperbot ddosia xorddos chalubo " +
    "ebury kobalos perfctl sshdinjector bpfdoor tinyshell diamorphine facefish symbiote krasue ploutus prilex atmitch tyupkin greendispenser skimer " +
    "fastcash blackpos backoff jackpos treasurehunter magecart mobilespy spynote spymax cerberus alienbot anubis octo ermac xenomorph vultur sharkbot brata " +
    "teabot anatsa flubot medusabot coper copybara pegasus candiru finspy finfisher lightspy dchspy bouldspy kaspersky guloader cloudeye hijackloader " +
    "idatloader privateloader smokeloader amadey danabot systembc latrodectus wikiloader darkgate matanbuchus pikabot batloader gootkit gozi keylogger " +
    "hawkeye negasteal xworm dcrat venomrat stealc meduza risepro whitesnake poseidon cthulhu dragonforce kairos chaort safepay crypto24 gunra devman " +
    "everest karakurt bashe funksec apt73 cicada3301 blacklock mallox trigona noescape nokoyawa bl00dy daixin donutleaks rancoz darkrace toufan kraken " +
    "lapsus shinyhunters coinbasecartel worldleaks bjorka intelbroker breachforums xss raidforums nulled russianmarket brianclub evilginx evilproxy dadsec " +
    "sneaky2fa rockstar flowerstorm w3ll nakedpages gabagool astaroth grandoreiro mekotio casbaneiro javali lampion sorvepotel gost suo5 iox fscan goexec " +
    "wmiexec smbexec atexec dcsync secretsdump ntlmrelayx petitpotam coercer mitm6 krbrelay printnightmare zerologon nopac bluekeep eternalblue " +
    "doublepulsar proxylogon proxyshell proxynotshell log4shell spring4shell citrixbleed toolshell follina sandworm shellshock heartbleed krack apwg m3aawg " +
    "enisa certeu certbund ncscfi ncscnl kyberturvallisuuskeskus traficom anssi cccs jpcert krcert certin aucert auscert acsc asd csa incibe ccn cnmf ic3 " +
    "nca cisecurity isacs hisac fsisac eisac itisac gridex cyberres wi fi imsi gsm lte esim nfc rfid bluetooth zigbee lorawan dicom hl7 fhir modbus bacnet " +
    "profinet profibus ethercat dnp3 iec61850 mms opcua mqtt coap snmp tftp telnet vnc rsh nfs iscsi winrm wsman dcom rpc msrpc netbios llmnr mdns ssdp " +
    "upnp igmp bgp ospf mpls ipsec ikev2 l2tp pptp tacacs kerberos ntlmv2 sha1 sha512 aes rsa ecdsa hmac jwt oidc scim",
);

/** Banks, shops, carriers and offices whose names attackers borrow. They may be customers of ours, too: what speaks of that is held. */
const borrowed = list(
  "santander revolut monzo barclays hsbc lloyds natwest halifax bbva caixabank unicredit intesa sanpaolo commerzbank sparkasse volksbank postbank rabobank abnamro nordea swedbank handelsbanken danske raiffeisen erste societe generale crediagricole bnpparibas citibank wellsfargo " +
    "dhl ups usps fedex dpd gls hermes evri postnl bpost laposte chronopost correos seur poste posta inpost colissimo auspost canadapost royalmail swisspost " +
    "safaricom vodafone vodacom mtn airtel jio telstra optus telcel movistar claro turkcell swisscom proximus kpn telenor telia verizon tmobile cosmote globe singtel etisalat " +
    "netflix spotify disney ebay alibaba aliexpress temu shein walmart costco ikea booking airbnb expedia uber bolt deliveroo glovo " +
    "hmrc irs dvla centrelink medicare ssa urssaf impots finanzamt elster agencia tributaria seguridad inps ameli mygov digid skatteverket skatteetaten vero " +
    "greendot zelle cashapp venmo bizum swish vipps twint blik pix mbway ideal bacs sepa iban bic nuban bvn",
);

/** Nouns of those who defend, which general lists do not have. */
const craft = list(
  "timeouts auth recurse exfil encryptor encryptors decryptor decryptors bots hacktivist hacktivists webshell webshells webhook webhooks netflow eventid logons cron crontab keyloggers honeypots backend frontend callbacks handshakes " +
    "ciphertext plaintext regex parsers botnets stagers beaconing playbooks symlink symlinks hardlink hardlinks runbook runbooks dashboards changelog readme configs addon addons bootloader rootkits daemons sockets checksums nonces keystore keystores wildcards " +
    "blocklist blocklists allowlist allowlists denylist whitelist blacklist greylist sinkhole sinkholes sinkholed takedown takedowns typosquat typosquatting homoglyph punycode pretexting observables sightings workaround workarounds " +
    "hotfix hotfixes backport failover misconfiguration misconfigured deserialisation deserialization obfuscator scrapers stealers clippers cryptojacking wallets mixers cashout mules doxing doxxing defacements ddos scanners crawlers " +
    "logout signup signin onboarding offboarding provisioning deprovisioning lockout lockouts lockdown passkeys passphrase authenticators mailboxes inbox outbox autoforward autoforwarding shortlink shortlinks redirector vlan vlans " +
    "subnet subnets microsegmentation jumphost jumpbox baselines offsite heuristics bulletins whitepaper writeup writeups teardown takeaways tldr howto walkthrough cheatsheet checklists",
);

/** Authorities that are told, and that warn: police, regulators, response teams. */
const authorities = list(
  "autoriteit persoonsgegevens gegevensbeschermingsautoriteit datenschutzbehorde datenschutzaufsicht mattilsynet arbeidstilsynet helsetilsynet fodevarestyrelsen livsmedelsverket arbetsmiljoverket tukes valvira ruokavirasto finantsinspektsioon uokik anpc acpr dgccrf bundesnetzagentur bundeskartellamt landesamt landratsamt gewerbeaufsicht nvwa bipt ibpt landesbeauftragte landesbeauftragter garante kripos guardia policia datatilsynet gardai garda datainspektionen integritetsskyddsmyndigheten tietosuojavaltuutettu uodo naih aepd agpd cnil bfdi anssi enisa ncsc nukib acsc cccs jpcert krcert auscert singcert twcert govcert cncs ccn incibe inteco " +
    "okokrim finanstilsynet finansinspektionen bafin consob finma ofcom ofgem ofwat oaic anpd europol eurojust interpol polizei politi politie polisen polisiajatkosa carabinieri gendarmerie mossos ertzaintza policja policie rcmp afp bsi bka lka nca ncca norcert nsm datatilsynets",
);

/** Capitals that name nobody. */
export const knownWords: readonly string[] = [
  ...[...calendar, ...places, ...trade, ...borrowed],
  ...craft,
  ...authorities,
];

/** Makers, products and threats. */
export const productWords: readonly string[] = [...makers, ...threats, ...installed, ...traded];
