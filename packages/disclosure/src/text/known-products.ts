/**
 * Makers and products by trade: what stands in control rooms, wards, shops, schools and data centres,
 * who hosts, who hides, who sells to attackers. They say nothing about who was attacked. Names only.
 */

import { toolNames } from "./known-tools.ts";

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

const controlRooms = list(`
  abb acromag advantech alerton allenbradley ampl automationdirect aveva azbil baumer bentley beckhoff belden broadwin
  bosch cambium carel circutor contec danfoss daktronics deepsea delta digi distech dover eaton ebmpapst efacec elspec
  emerson endress enphase ensilo eurotherm ewon fatek festo fronius fuji gefanuc geovision goodwe growatt hach hima
  hitachi honeywell horner huawei hms iconics idec ifm janitza jumo keba kepco keysight krohne kuka landis lantech
  lenze lutron mbconnect metasys metso mettler milesight mitel mobatime moxa nari netmodule netbiter niagara nivus
  novus nozomi omicron opto22 osisoft panasonic pepperl phoenixcontact pilz powerlogic proface prosoft prosys
  purelight realport redlion ritttal rittal robustel rosemount rtu sauter scadapack schneider schweitzer sel selinc
  senstar sensus servotronix sierrawireless siprotec sma smartptt socomec sofar softing solaredge solarlog solarman
  solarview solis soreq spectralink spidercontrol stratus sungrow survalent telit teltonika tesla trane tridium
  trihedral triconex trimble unitronics vestas victron vipa vtscada wago weintek weidmuller westermo wika wintriss
  woodward xinje yaskawa deif wartsila kongsberg furuno navtex transas inmarsat iridium hughesnet viasat starlink kvh
  cobham thuraya sailor orbcomm marlink`);

const wards = list(`
  agfa alaris allscripts athena bbraun beckman biomerieux biosense biotronik bioelectronics boston carefusion
  carestream centricity cerner codonics dexcom dicom draeger drager elekta epiccare fresenius gambro getinge hillrom
  hologic hospira illumina imprivata infinitt insulet intellivue invacare itamar maquet masimo mckesson medfusion
  medidata merge mindray nextgen nihon nuance ohmeda omnicell optum orthanc osirix oxford pacsone pyxis qiagen
  radiforce resmed roche sapphire sectra sigmacare siemens smiths sonosite spacelabs stryker swisslog sysmex tandem
  terumo thermo varian velos vocera welch zoll zynx novarad ambra synapse syngo centaur smartcare telus accuro plexia
  denticon dentrix eaglesoft romexis sidexis carestack`);

const shopsAndHotels = list(`
  aloha amadeus aristocrat brink cloverpos cybersource diebold everi eposnow fiserv genius gilbarco hypercom igt
  ingenico konami lightspeed magstripe micros mews mifare ncr novomatic nixdorf oracle opera pax paytronix planar
  playtech protel puloon revel sabre saflok sceptre shiftfour sita sitecore spothopper squareup stayntouch toasttab
  toshiba triton tokheim vantiv verifone verint vingcard wincor worldline zebra zettle dormakaba onity assaabloy kasse
  oscommerce zencart opencart cscart saleor bigcartel ecwid shopware oxid spree sylius nopcommerce volusion miva
  salesforcecommerce commercetools bloomreach algolia klarna afterpay sezzle affirm cardlink sumup tyro`);

const officesAndSchools = list(`
  abacus acronis activecampaign airwatch ajenti alfresco apptio archibus arcgis autodesk axway bamboo banner bizagi
  blackbaud blackboard bluebeam brightspace canvas ceridian citrixsharefile clever clio cognos collibra concur
  cornerstone coupa datev deltek diligent docebo docuware dokuwiki d2l egnyte ellucian engagebay esri evernote filr
  filecloud frontline fuse genially gsuite gusto hcl hyland imanage infor infinitecampus intapp jamf jabber jabra jive
  jitsi kaltura kofax kronos kyocera laserfiche lexmark litera mattermost maximo mediawiki metabase mitratech moodle
  nakivo netdocuments nintex notion nuix odoo omnissa onbase onlyoffice openemis opentext panopto papercut parallels
  peoplefluent pega plone pleasanter powerschool proxmox qlik quest quickbase ricoh sakai schoology screencast seesaw
  sharefile sitefinity skyward smartsheet snowflake springboard sugarcrm suitecrm symplicity sysaid tableau
  teamdynamix telerik thinkific tibco totara turnitin umbraco unit4 veritas vitalsource vtiger wasabi webtop wordfence
  workfront worldox xerox xwiki yammer zebrium zimbra zscaler layerslider elementor wpbakery wpforms yoast
  gravityforms royalelementor typo3 kentico craftcms ghostcms strapi directus contentful`);

const dataCentres = list(`
  adtran aerohive alcatel a10 apc arista aruba asustor avocent awx barracuda bigip brocade buffalo calix cambium
  cohesity comtrend cradlepoint ctera cumulus dasan datadomain datacore ddwrt draytek drobo dzs edgecore edgerouter
  emc emulex enterasys ericsson eltex extreme extrahop firewalla fritzbox frr gigamon gponhome grandstream greenbow
  gluster hpe icewarp idrac ilo infoblox infortrend ixia kemp kerio lancom linksys loadbalancer luxul mellanox
  mikrotik mobileiron mongodb nagiosxi netapp netscout netskope netis nimble nokia nutanix ollama opnsense osnexus
  openstack opengear opendaylight ovirt pacemaker packeteer paessler patton peplink pfsense pivotal powerdns
  pulsesecure purestorage quanta quantum qemu qfinder rapidfire raritan riverbed rubrik ruckus ruijie sangfor scalix
  sharecenter silverpeak simplivity solaris sonus spectra stormshield supermicro sysadminanywhere synacor tableau
  tegile tenda terramaster totolink tplink trendnet tripplite ubee ubiquiti unbound unraid vertiv viprinet vmanage
  vyatta vyos watchguard whatsup wowza xcpng xigmanas yealink zabbix zeroshell zte zyxel langflow gradio streamlit
  mlflow jupyterhub airflow superset redash nifi kafka solr activemq rocketmq flink spark couchbase keycloak authelia
  authentik freeipa openldap sssd ntopng suricata snort sguil turnstile recaptcha hcaptcha arkose geetest datadome
  imperva incapsula akamai sucuri perimeterx fingerprintjs`);

const hostsAndHiding = list(`
  hetzner ovh ovhcloud linode vultr digitalocean contabo hostinger namecheap namesilo godaddy porkbun nicenic tucows
  enom dynadot epik njalla regru timeweb selectel vdsina aeza stark proton mullvad nordvpn expressvpn surfshark
  windscribe privatevpn protonvpn cyberghost ipvanish hidemyass airvpn ivpn purevpn torguard i2p tor orbot tails
  whonix briar threema wickr matrix jabber qtox tox xmpp icq wasabi bunnycdn gcore stackpath keycdn leaseweb m247
  choopa frantech buyvm psychz quadranet colocrossing hostwinds interserver ionos strato netcup scaleway oracle
  rackspace alibaba aliyun tencent baidu yandexcloud pastebin ghostbin rentry hastebin privatebin justpaste telegraph
  imgur catbox litterbox oshi uguu tmpfiles filebin filepost sendgb swisstransfer workupload gofile krakenfiles mega
  terabox trycloudflare ngrok localtunnel serveo portmap loca duckdns noip dynu changeip freedns replit glitch vercel
  netlify heroku firebase workersdev pagesdev azurewebsites surge railway`);

const attackers = list(`
  angrybeaver anchor astrill axiom azorhult badspace bandook banload beavertail invisibleferret bazacall blister
  bookworm brickstorm bruteforce bugsleep buhtrap carbanak cerber chaes clickfix filefix clearfake coathanger
  coldriver callisto seaborgium cosmicduke crocodilus cryptbot cuckoobees deadbolt deerstealer diavol diceloader
  dodgebox donut doppelpaymer doubledrive drokbk earthworm ecrime edrkillshifter eldorado embargo emmenhtal
  eternalpetya fickerstealer fin7 flagpro fog foudre frebniis gamaredon ghostengine ghostsocks gimmick glassworm
  gootbot goldeneye goldpickaxe graphite grixba hermeticwiper havanacrypt headlace hellcat hiatusrat horabot hotpage
  icepeony industrialspy inferno injuredpc intellexa isaacwiper jackalcontrol jssloader jupyterloader kapeka kasseika
  keydnap kimsuky koadic koiloader konni kopiluwak kuluoz latrodectus lightless lightbasin locky lodeinfo lostkeys
  lotuslite magicrat mamba maranhao masslogger matiex medialand merdoor mispadu moonpeak muddywater mustangpanda
  nefilim neshta nevada nightspire nlbrute nemesis noblebaron noodlerat octopus odyssey onepercent osiris outlaw
  oyster p2pinfect pandora payola peaklight phemedrone phorpiex pikabot playboy pronsis prometei purecrypter purehvnc
  quantumlocker qwixx ragnarloader ransomexx rapeflake remcom resokerrat rhadamanthys ronin roningloader romcom
  rustydoor rustystealer s5cmd sality sandstrike sardonic scarab scattered seashell shadowsyndicate shortleash
  sidewinder sinobi snakekeylogger socks5systemz soldisk sparkcat sparkrat spectre squirrelwaffle ssload stealit
  strela strelastealer strrat stealbit supershell swiftslicer sugargh0st synack tamperedchef tangerine terrapin
  thunderkitty tianwu titanium tofsee tinynuke tomiris toneshell trickster tropicraider tycoon ukrainetelecom upatre
  vare vextrio viper vidar voidcrypt voldemort volt typhoon salt flax linen silk brass granite blizzard midnight
  sandstorm sleet tempest storm wagemole warmcookie warlock warzone wasabiseed wezrat whispergate winos wpeeper wslink
  xctdoor xdspy xehook xenorat xfiles xorist yanluowang yipphb zendar zeppelin zharkbot zhtrap zingdoor zloader zuorat
  adaptixc2 bruteforcer crackmap evilnum fireprox goautodial hoaxshell metasploitable nimplant nimcrypt pupy ratel
  redwarden revshell rubeus scarecrow sharpdpapi sharpwmi shellter silenttrinity sliverc2 starkiller sysmoncommunity
  villain azurehound roadrecon roadtools graphrunner teamfiltration trevorspray msolspray mfasweep o365spray
  credmaster evilproxy caffeine greatness mamba2fa sneaky2fa nakedpages ghostframe whisper2fa tokenflip mimidrv
  kerberoast kerberoasting asreproast pingcastle adexplorer adrecon snaffler powerview powersploit nishang ptunnel
  revsocks dnscat dnscat2 iodine udp2raw kcptun rathole sshuttle wstunnel cloudflared openconnect dbeaver sqlninja
  openbullet silverbullet sentrymba storm2 blackbullet snipr captchasolver antidetect linkensphere multilogin gologin
  octobrowser dolphin genesis russianmarket 2easy xleet xdedic rampforum leakbase helium`);

const defenders = list(`
  abuseipdb acronis ahnlab anomali apivoid appomni armis aryaka attackiq axonius bitwarden blumira bluecoat cado
  catonetworks cequence certego certfr certpl certua censys chainalysis checkmarx chronicle citizenlab claroty clamav
  cofense comodo corelight cribl crtsh cybereason cyble cyfirma cylance cymulate cynet dashlane darktrace deepinstinct
  detectify devo dfir digicert dragos drweb eclecticiq elcomsoft emsisoft endace entrust exabeam expel fidelis flare
  forescout forcepoint gendigital globalsign gocyber greynoise gtig guardicore guardz hackerone haveibeenpwned heimdal
  hunters huntress hybridanalysis illumio imperva infoblox intezer intsights ironnet isight jfrog joesandbox kaspersky
  keepass kroll lacework lastpass letsencrypt logpoint logrhythm lumu malshare malpedia mandiant menlosecurity
  metadefender morphisec mwr nccgroup netwitness ntt orca otorio outpost24 panther paloalto phishtank pondurance
  prodaft productcert qianxin qualys quad9 recordedfuture redcanary reliaquest riskiq rubrik runzero safebreach
  sectigo securonix securityscorecard securityonion sekoia sensepost shadowserver sigmahq silobreaker skybox snyk
  socprime socradar sonarsource spycloud stairwell stellarcyber sumologic synack sygnia sysdig talos tanium cymru
  teamt5 threatlocker threatquotient thinkst tines threatray timesketch trellix trendmicro trufflesecurity trustwave
  twistlock umbrella unphish urlhaus urlscan uptycs varonis vectra velociraptor verkada virusbulletin vipre vmray
  volexity vulncheck vulners withsecure wiz xanalyzer yubico zerofox zimperium zscaler apwg bsi cisa cnil edpb ico
  nukib ncsc nccs nciipc kisa krcert msrc psirt gsma swift ofac fincen europol eurojust interpol ic3 fsisac hisac
  eisac rhisac autoisac aviationisac mtsisac`);

/** Without the words that are plain English: those are told by how they are written. */
export const tradeNames: readonly string[] = [
  ...controlRooms,
  ...wards,
  ...shopsAndHotels,
  ...officesAndSchools,
  ...dataCentres,
  ...hostsAndHiding,
  ...attackers,
  ...defenders,
  ...toolNames,
];
