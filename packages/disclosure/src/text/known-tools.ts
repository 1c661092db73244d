/**
 * More tools, products, malware, groups and publishers that texts about attacks name: analysts' and
 * attackers' tools, software of offices and plants, families and crews. They say nothing about who was
 * attacked. Names only, gathered by hand; no given name of people is among them.
 */

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

const analysts = list(`
  ghidra plaso hayabusa chainsaw cellebrite rekall autoruns sysinternals procmon procexp tcpview dnspy ilspy x64dbg x32dbg windbg ollydbg radare radare2 binja retdec ghidrathon floss capa
  yarac yarax yaraify loki thor fenrir raccine uac kapelib ftk xways magnetaxiom belkasoft elcomsoft passware memprocfs winpmem avml dumpit inquest oledump olevba oletools pdfid pdfparser peframe pestudio diec exeinfo
  cyberchef unfurl onyphe leakix fofa zoomeye criminalip hunterhow netlas fullhunt intelx dehashed leakcheck snusbase spiderfoot maltego recon subfinder naabu httpx katana dalfox gau feroxbuster rustscan amass assetfinder waybackurls gowitness aquatone eyewitness
  semperis purpleknight pingcastle adalanche plumhound bofhound soaphound ldapdomaindump ldeep locksmith maester hawkpowershell crosscutting graphspy roadtx aadinternals tokentactics semgrep checkov terrascan gosec brakeman kyverno steampipe cartography prowler scoutsuite
  cilium calico tetragon tracee linkerd kiali zipkin jaeger alertmanager mimir thanos tekton buildkite spinnaker anchore watchtowr assetnote horizon3 threatfabric threatlabz sansec sucuri wordfence patchstack threatmon cloudsek falconfeeds ransomlook ransomwatch
  certagid certfr certeu certpl certbr certin certse certnz ncscnl ncscnz bleepingcomputer darkreading securelist welivesecurity unit42 mandiant threatpost helpnet virusbulletin botconf defcon blackhat bundesnetzagentur enisa anssi incibe csirt kisa jpcert traficom nukib govcert switchcert cfcs
  timesketch dfiq hollows pesieve lolbas gtfobins loldrivers lolrmm hijacklibs attackiq atomicredteam invokeatomic vectr ransomcare canarytokens opencanary tpot cowrie dionaea conpot honeyd`);

const attackersTools = list(`
  muraena zphisher evilnovnc cuddlephish kerbrute adfind sharpup sharphound inveigh certify whisker pywhisker stowaway gost neoregeorg pystinger antsword weevely godzilla alfa wso b374k chinachopper filesman regeorg suo5
  deimos apfell kharon freyja xenon hannibal medusac2 nimplant hoaxshell supershell manjusaka vshell adaptix adaptixc2 revsuit pwncat ligolo chisel bore rathole frp nps lcx htran iox earthworm termite
  pupy koadic silenttrinity merlinc2 poshc2 sharpc2 thanatos hershell metatwin donut scarecrow nimcrypt shhhloader ulfberht bankai mangle inceptor   defendercontrol processhacker pchunter powertool gmer iobit unlocker revo uninstaller terminator backstab kdmapper kdu edrsilencer edrsandblast edrkillshifter avneutralizer ghostdriver truesight poortry stonestop
  stealbit exmatter exbyte rclone megasync megacmd filezilla winscp restic freefilesync goodsync dropsend temp.sh tempsh sendgb ufile anonfile gofile pixeldrain
  angryip softperfect advancedipscanner netscan masscan zmap rustscan totalcommander pdqdeploy smartdeploy screenmeet supremo ultraviewer rustdesk fleetdeck tactical syncro meshagent
  winrar 7zip garble obfuscar confuserex smartassembly themida vmprotect upx mpress nsis innosetup pyarmor pyinstaller nuitka
  proxyrack proxyseller 911re anyproxy faceless socksescort ngioweb ipidea lunaproxy smartproxy brightdata oxylabs mullvad surfshark nordvpn expressvpn cyberghost ivpn windscribe psiphon ultrasurf freegate whonix qubes
  flipper proxmark proxmark3 rubberducky hackrf pineapple lanturtle omg bashbunny ubertooth yardstick keysy
  deimosc2 dwagent superops radmin jumpdesktop nomachine hoptodesk itarian optitune naverisk systemsettingsadminflows nxc kekeo pypykatz nanodump handlekatz lsassy donpapi dploot hekatomb spoolsample dfscoerce shadowcoerce printerbug krbrelayx passthecert
  gettgtpkinit bettercap ettercap yersinia aircrack wifite eaphammer patator ncrack dirbuster dirsearch angryipscanner spyboy aukill burntcigar killav truesightkiller zemana rentdrv2 rvtools kerberoast kerberoasted kerberoasting`);

const families = list(`
  syslogk rekoobe reptile suterusu azazel jynx vlany umbreon bedevil kitsune hadooken kaiji okiru masuta hajime torii muhstik fritzfrog panchan lemonduck sysrv skidmap rocke pacha cetus doki siloscape denonia androxgh0st alienfox fbot xdr33
  pixpirate brokewell soumnibot ajina gigabud zanubis tgtoxic moqhao oscorp ubel gustuff ginp eventbot copybara bingomod chaos hookbot octo2 rafel ratmilad spynote crax craxsrat btmob sturnus herodotus klopatra datzbro
  frankenphish suncrypt nemty fonix thanos ranzy ako mespinoza pysa sabbath nightsky dagon xing zeon losttrust metaencryptor donex donut sensayq apos chort helldown argonauts bluebox frag morpheus crazyhunter vanhelsing weyhro arkana skira
  imncrew jgroup securotrop datacarry teamxxx walocker payoutsking yurei blackshrantac miga obscura kazu kyber desolator cephalus tridentlocker sarcoma termite kairos nightspire devman   macstealer realst jaskago rustbucket kandykorn objcshellz beavertail ottercookie invisibleferret koi prynt worldwind stormkitty skuld creal sharpil divulge salat amatera katz chihuahua arechclient sectop async darkcloud darktortilla bitrat limerat sorillus nanocore orcus
  ousaban amavaldo vadokrist zumanek lokorrito krachulka numando janeleiro bizarro blotchyquasar ghimob pixstealer malrhino eternidade   homuwitch ploutus ploutusd kalignite tyupkin suceful ripper cutlet atmii winpot piolin fixs rapidpay frameworkpos scraper blackpos mmon treasurehunt punkey
  spawnant spawnmole spawnsnail krustyloader brickstorm wirefire lightwire warpwire zipline phaseloader bushwalk castletap thincrust tableflip reptileclient virtualpita virtualpie
  kamacite electrum talonite petrovite kostovite laurionite gananite xenotime erythrite vanadinite stibnite bentonite voltzite chernovite bauxite graphite parisite dymalloy allanite covellite
  hacktivist noname057 ddosia eastwood killnet cyberav3ngers predatorysparrow handala toufan cyberarmy xaknet usersec z-pentest zpentest peoplescyberarmy mysteriousteam
  cosmicsting magento trojanorder sessionreaper react2shell citrixbleed citrixbleed2 toolshell shai hulud s1ngularity nx regresshion tunables dirtypipe pwnkit baronsamedit papercut spawnchimera glassworm phantomraven
  stormous wineloader grapeloader telekopye unsaflok vicesociety elorado globalgroup kawa4096 direwolf babuk2 ralord silentransom ghostpulse purerat purelogs avemaria lummac2 metastealer acreed kongtuke smartapesg zphp keitaro 404tds blacktds
  purplefox tycoon2fa robinbanks frappo strox 16shop darcula rockstar2fa salty2fa raccoono365 onnx fishxproxy bulletproftlink morphingmeerkat smbghost dogwalk hivenightmare serioussam text4shell looneytunables dirtycow fortijump esxiargs`);

const software = list(`
  bingbot googlebot applebot duckduckbot semrushbot ahrefsbot gptbot petalbot bytespider yandexbot amcache shimcache userassist shellbags usnjrnl zemax kingston sandisk verbatim seagate crucial lexicom vltrader malichus freepbx
  qlocker deadbolt kritec cocospy spyic mspy flexispy hoverwatch thetruthspy xnspy kidsguard eyezy ikeymonitor redmi xiaomi oppo realme oneplus motorola nothingphone bing duckduckgo yandex ecosia captcha captchas
  blazor horde turba langflow marimo n8n ollama gradio streamlit jupyterhub mlflow kubeflow langchain flatsome elementor oceanwp wpbakery yoast givewp buddypress varnish sequelize fastapi django flask rails laravel symfony codeigniter yii
  sonoff tuya shellycloud edimax raisecom fourfaith milesight draytek teltonika sierrawireless airlink cradlepoint peplink inseego robustel rajant leica trimble topcon sandvik komatsu wencomine minestar opteva wincornixdorf hyosung procash agilis
  todoist evernote onenote logseq bitwarden enpass nordpass roboform padloc psono passbolt vaultwarden strongdm netbird twingate headscale firezone netmaker teleport
  remnux tsurugi caine ubuntu debian centos suse opensuse gentoo slackware manjaro nixos raspbian openwrt freebsd openbsd netbsd backbox blackarch pentoo almalinux rockylinux
  mattermost rocketchat zulip bigbluebutton jitsi moodle kahoot classlink veracross schoology brightspace blackboard munis laserfiche onbase docuware mfiles nuxeo opentext kofax abbyy
  uipath blueprism workato zapier boomi mulesoft tibco camunda pega appian mendix outsystems dolibarr erpnext odoo visma fortnox lexware datev sevdesk bexio proffix infor epicor ifs qad syspro acumatica ramco deltek costpoint unanet vantagepoint procore bluebeam
  revit navisworks solidworks catia creo onshape altium kicad synopsys comsol matlab simulink labview mathematica minitab stata spss sas tableau qlik domo sisense metabase superset redash airflow dagster prefect trino presto duckdb dremio bigquery redshift alation informatica talend fivetran airbyte matillion dbt
  purview intune autopilot bitlocker applocker windows365 copilot cortana bixby dataverse powerapps sharefile powerchute
  salesloft drift gainsight gong zoominfo braze mixpanel hotjar pendo fullstory datadog rollbar
  fastnetmon flowspec netscout radware corero kentik cldap
  skiplagged sabre travelport navitaire vmuse arinc sita
  carbonio roundcube sogo mailcow mailu zimbra kerio icewarp mdaemon hmailserver exim postfix dovecot haraka sendmail qmail
  wkhtmltopdf ghostscript imagemagick ffmpeg libwebp libcurl zlib openssh dropbear proftpd vsftpd pureftpd crushftp titanftp wingftp cerberusftp
  naver kakao kakaotalk baidu yandex vkontakte weibo tencent alipay rakuten softbank docomo postman insomnia grammarly falco sysdig shopyy shopify prestashop opencart bigcommerce squarespace wix godaddy namecheap hostinger ovh hetzner linode vultr digitalocean contabo leaseweb kubernetes helm argocd flux istio envoy linkerd traefik haproxy caddy kong apigee terraform ansible puppet chef saltstack packer vagrant nomad consul keycloak authelia authentik zitadel freeipa pingidentity forgerock sailpoint saviynt cyberark delinea thycotic beyondtrust kafka rabbitmq activemq zookeeper hadoop cassandra couchdb couchbase neo4j influxdb prometheus grafana loki jaeger opentelemetry newrelic dynatrace appdynamics sumologic graylog logstash filebeat winlogbeat fluentd fluentbit rsyslog syslogng nagios zabbix icinga cacti librenms observium prtg manageengine netbox
  winbox macie guardduty accessibility okhttp axios scrapy selenium puppeteer playwright phantomjs mechanize aiohttp guzzle libwww zgrab zgrab2 headlesschrome
  triofox wftpserver haihaisoft ultralight imager subresource desfire hanwha fidelio simphony braintree payu eclinicalworks welchallyn cobas dcm4che pacsgear powerscribe navis cargowise descartes transporeon project44 fourkites bluejay wisetech step7 ecostruxure
  kepserverex studio5000 centum sixnet sitemanager anybus airvantage inhand desigo navtor ecdis vsat idirect gilat comtech vizrt nimbra netinsight ateme mediakind zixi haivision stratasys windchill teamcenter enovia 3dexperience navision intacct freshbooks myob
  kashflow afas agresso tripletex pohoda comarch symfonia subiekt wiso successfactors personio hibob paycom paycor dayforce managebac classdojo bromcom cpoms tucasi parentpay schoolcomms edulink proctorio respondus 8x8 five9 yeastar polycom messagebird pardot eloqua
  backupexec altaro unitrends storagecraft shadowprotect macrium urbackup kopia insightvm nexpose acunetix netsparker invicti gitguardian prisma crowdsec modsecurity menlo ironport mailguard hornetsecurity vadesecure tessian hoxhunt terranova stamus selks qradar arcsight
  humio ossec sleuthkit graykey carbonblack bigfix checkmk opensearch`);

/** What administrators have at hand, and attackers use when they are in: of databases, archives, disks, passwords. */
const atHand = list(`
  mysqldump mysqlsh mariadbdump pgdump psql expdp impdp mongodump mongoexport sqlcmd osql isql bcp sqlite3 sqlitebrowser navicat heidisql dbvisualizer sqldeveloper datagrip pgadmin sqlyog toad
  ccleaner shadowexplorer recuva photorec testdisk easeus getdataback diskdrill minitool hxd privazer wipefile sdelete nwipe dban bleachbit diskcryptor bestcrypt veracrypt truecrypt gpg gpg4win kleopatra axcrypt
  7z 7za 7zr unrar pigz makecab extrac32 treesize wiztree windirstat spacesniffer everythingexe doublecmd freecommander mobaxterm securecrt xshell tightvnc realvnc tigervnc vncviewer scp sshfs ncat socat cryptcat powercat netcat
  webbrowserpassview mailpassview passwordfox chromepass wirelesskeyview routerpassview bulletspassview dialupass extpassword chromeelevator sharpchrome hackbrowserdata firefoxdecrypt keethief
  adselfservice adaudit admanager desktopcentral endpointcentral opmanager servicedesk lansweeper spiceworks glpi snipeit ocsinventory
  lansurveyor advancedport superscan portqry nbtscan nbtstat fping hping hping3 tcpdump tshark windump networkminer netsh netstat nslookup whoami ipconfig ifconfig systeminfo tasklist qwinsta quser msinfo32 dcdiag repadmin gpresult gpupdate klist setspn ldapsearch enum4linux smbmap smbclient rpcclient showmount
  dumpcap magnetram osforensics encase winhex belkasoftram hindsight loggrep evtxecmd mftecmd pecmd recmd rbcmd jlecmd lecmd srumecmd logparser deepbluecli`);

/** Ciphers and hashes, parts of systems, tricks of loaders: what notes on malware write with a capital. */
const inner = list(`
  vernam vigenere feistel rijndael twofish salsa20 chacha chacha20 poly1305 curve25519 x25519 ed25519 diffie hellman merkle fernet murmurhash levenshtein lempel zstandard zstd brotli lznt1 lz4 aplib rc5 rc6 xtea 3des tripledes blake2 keccak argon2 bcrypt scrypt pbkdf2 hkdf ssdeep imphash tlsh djb2 ror13 crc32
  spooler lsaiso winlogon wininit smss conhost taskhostw runtimebroker searchindexer werfault dllhost spoolsv trustedinstaller msmpeng amsi etw wdac hvci sysvol dfsr samr drsuapi lsarpc efsrpc wldp authenticode
  phishlet phishlets stubs egghunter heapspray trampolines doppelganging herpaderping freshycalls hellsgate halosgate syswhispers shikata qiling drozer apktool jadx dex2jar smali bytecodeviewer procyon fernflower dotpeek dnlib confuser ilmerge costura pescan aspack obsidium safengine winlicense kkrunchy fsg nspack
  let encrypt zerossl buypass regway hostkey datacamp ponynet freenet lokinet yggdrasil privnote doxbin giac oscp owasp eicar owari yowai akiru kaiten hakai lilocked`);

/** Who answers incidents and speaks with extorters, watches exchanges, sells coins, hosts crooks, carries talk and money. */
const around = list(`
  coveware arete kivu truesec nviso mnemonic northwave stroz secureworks s2w chainalysis trmlabs hudsonrock intel471 flashpoint cyberint kela zerofox recordedfuture spycloud constella censinet medigate radiflow otorio cyble socradar prodaft cyjax silentpush domaintools team-cymru shadowserver
  viber zalo kik snapchat tetrade guildma bundeskriminalamt landeskriminalamt fema ftc fcc
  binance bybit okx huobi bitfinex sinbad chipmixer garantex cryptex solana dogecoin litecoin trezor metamask coinomi kucoin bitstamp bitpay coinspot whirlpool
  alexhost cloudzy shinjiru flokinet pfcloud njalla frantech buyvm aeza proton66 zippyshare selectel timeweb virtualine baxet serverion
  postmark payoneer westernunion moneygram mpesa gcash paytm phonepe openai chatgpt deepseek huggingface supabase appspot localxpose telebit nordlayer mstsc guacamole aweray barracudarmm levelrmm
  kswapd kcached jsconsole vshadowmount lsadump jsonwebtoken nsconmsg ptrace`);

/** Who takes down and looks up, brokers of messages, parts of clouds, shops of crooks, voices and faces that are made. */
const services = list(`
  netcraft mosquitto emqx hivemq vernemq geofencing elsevier grayhatwarfare openphish reversinglabs polyswarm virusshare passivetotal whoisxml dnsdb securitytrails binaryedge opendns nextdns adguard pihole bind9 dnsmasq coredns cloudtrail cloudwatch dynamodb fargate route53
  cloudfront sagemaker codecommit codebuild codepipeline lightsail elasticbeanstalk cloudformation firestore pubsub bigtable appengine keyvault cosmosdb pulumi crossplane minikube skopeo verdaccio forgejo phabricator sourceforge codeberg npmjs packagist vcpkg esbuild vmkernel
  vmotion vmtools vcsa pyrfc sapgui abap s4hana bapi solman kubescape codeql detectsecrets dolphinanty adspower incogniton bidencash brokertown ogusers altenen blackpass kingphisher socialfish hiddeneye setoolkit w3af caido wfuzz joomscan droopescan cmsmap tplmap ysoserial
  marshalsec jndi jndiexploit certifried sharpchisel sharpview invokeobfuscation dcomexec cewl arkei raspberryrobin modiloader dbatloader silversparrow facestealer echobot enemybot nicehash fuxnet frostygoop cosmicenergy iocontrol fancybear cozybear midnightblizzard voodoobear
  volttyphoon salttyphoon flaxtyphoon charmingkitten transparenttribe scatteredspider octotempest evilcorp wizardspider cobaltgroup exoticlily huntersinternational lockbitsupp blackbasta mountlocker defray777 killsec elpaco dragonransom redransomware raworld madliberator darkvault
  mtasts starttls dnssec binaryninja mailjet sparkpost statuspage iclass ethernetip lonworks zwave mbus amqp odata keybase teraterm cyberduck inkscape handbrake paintnet seamonkey emclient mailbird kmail ublock keepassxc 1password ninjarmm islonline deepfake elevenlabs deepfacelive
  faceswap voicify respeecher midjourney stablediffusion wormgpt fraudgpt nitrokey onlykey feitian fsecure arcticwolf gunicorn uvicorn netty wildfly glassfish payara tomee tengine unescape fromcharcode innerhtml localstorage sessionstorage xmlhttprequest serviceworker webassembly`);

export const toolNames: readonly string[] = [
  ...services,
  ...around,
  ...inner,
  ...atHand,
  ...analysts,
  ...attackersTools,
  ...families,
  ...software,
];
