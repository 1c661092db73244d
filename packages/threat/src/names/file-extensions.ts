/** Endings that make a dotted word the name of a file. */

export const fileExtensions: ReadonlySet<string> = new Set(
  [
    "exe dll sys scr bat cmd ps1 psm1 psd1 vbs vbe vba js jse wsf wsh hta lnk msi msp mst cab zip rar 7z gz tar tgz bz2 xz iso img vhd vhdx",
    "jar class war apk xapk dex aar so dylib ko py pyc pyw pyd pyz rb pl pm sh bash php php3 php4 php5 phtml asp aspx ashx asmx jsp jspx cgi cfm",
    "htm html xhtml shtml mht mhtml xml json yaml yml ini cfg conf config inf reg log txt md rtf doc docx docm dotm dotx xls xlsx xlsm xlsb xll xlt xltm",
    "ppt pptx pptm pps ppsx ppam pdf csv tsv eml msg ics vcf dat bin tmp temp bak old db sqlite mdb accdb jpg jpeg png gif bmp ico svg tif tiff webp",
    "mp3 mp4 avi mov wav mkv 3gp amr ttf otf woff woff2 swf chm hlp cpl ocx drv efi elf pif desktop plist dmg app deb rpm ipa crx xpi sct xsl xslt css",
    "tsx jsx vue cpp hpp java kt lua asm nse yar yara rules pcap pcapng evtx evt etl pem crt cer der pfx p12 csr gpg asc lock pid sock wasm",
    "au3 a3x iqy slk ace arj lzh lzma zst cpio ova ovf vmdk vmem dmp hive manifest mof msc theme scf rdp vnc nupkg whl egg mui nls tlb ax acm pdb",
    "ps mk mo sln csproj vbproj resx settingcontent-ms library-ms search-ms appref-ms appinstaller msix appx odt ods odp wps hwp hwpx et epub mobi djvu",
    "kdbx ovpn ppk pst ost edb ndf mdf ldf bkf wim esd udf toast nrg cue part crdownload download_ enc locked crypt crypted encrypted",
  ].flatMap((line) => line.split(" ")),
);

/** Endings that are top-level domains too, and mostly mean a file. */
export const fileBeforeDomain: ReadonlySet<string> = new Set(
  "py md sh zip so ps mov pm mk cab".split(" "),
);

/** Endings that are top-level domains too, and mostly mean a name on the network. */
export const domainBeforeFile: ReadonlySet<string> = new Set("pl rs app java".split(" "));

/** First parts of file names that programmers use everywhere. */
export const codeFileNames: ReadonlySet<string> = new Set(
  "main lib mod setup test tests build readme changelog install config utils util index app server client manage conftest __init__ run start stop update deploy license contributing makefile cargo package script exploit poc payload shell backdoor loader".split(
    " ",
  ),
);

/** Hosts that everybody who moves files knows, though they look like scripts. */
export const fileLikeHosts: ReadonlySet<string> = new Set(
  "transfer.sh temp.sh get.sh docs.rs lib.rs".split(" "),
);
