/** What tells a name of a file or a host from an account of two parts ("notes.txt", "duyen.ltm"). */

const ofHosts =
  "com net org io de uk us eu ru cn in info biz app dev ai co me tv ch at fr it nl be es pt pl se no fi dk ie ca au nz jp kr br mx za cloud online site shop top xyz test example invalid local lan corp internal onion";
const ofFiles =
  "txt log csv xls xlsx xlsm doc docx docm ppt pptx pdf rtf zip rar tar gz tgz bak sql ps bat cmd vbs vbe js ts sh py rb pl php asp aspx jsp html htm hta exe dll so sys scr msi msix lnk ini cfg conf json xml yml yaml toml md db kdbx pst ost eml msg jpg jpeg png gif svg iso img vhd vhdx ova vmdk elf bin dat tmp out old new lock apk jar war class go rs c h cpp cs wasm pem crt cer key pfx dmp etl evtx pcap reg inf cab chm one url ico css map pkg dmg deb rpm app plist appx hwp ace cpl wsf ocx lha xz bz service timer yar yara rules";
const ends = new RegExp(`[._](?:${[ofHosts, ofFiles].join(" ").replaceAll(" ", "|")})$`);

export function endsAsFileOrHost(name: string): boolean {
  return ends.test(name);
}
