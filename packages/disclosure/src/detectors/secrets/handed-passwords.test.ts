import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { secrets } from "./secrets.ts";

const found = (text: string): string[] => foundIn(text, [secrets]);

describe("a password that a tool is given", () => {
  it.each([
    ["mysqldump --all-databases -uroot -pKr4ken_Salt > all.sql", "Kr4ken_Salt"],
    [`mysql -uroot -p'Kelp and 7 reefs' -e "show databases"`, "Kelp and 7 reefs"],
    ["redis-cli -h cache-02 -a Glimmer-Oak77 CONFIG GET dir", "Glimmer-Oak77"],
    [String.raw`net use \\srv\c$ /user:LAB\roe Harbor!Nine`, "Harbor!Nine"],
    [String.raw`net use Z: \\srv\c$ "Harbor Nine 9" /user:roe`, "Harbor Nine 9"],
    ["net user administrator Winter9lane /domain", "Winter9lane"],
    ["smbclient //srv/c$ -U roe%Harbor!Nine", "Harbor!Nine"],
    ["ldapsearch -x -D cn=svc,dc=lab -w Harbor!Nine -b dc=lab", "Harbor!Nine"],
    ["snmpwalk -v2c -c gl1mmer_rw 10.1.1.1", "gl1mmer_rw"],
    [String.raw`schtasks /create /tn upd /ru LAB\svc /rp Harbor!Nine`, "Harbor!Nine"],
    ["curl -s -u svc_export:Pl4sterCove https://intra/api", "Pl4sterCove"],
    ["secretsdump.py LAB/roe:Tulip.77x@10.1.1.5", "Tulip.77x"],
    [`ssh-keygen -t ed25519 -N "Tulip 77 rain" -f k`, "Tulip 77 rain"],
    ["echo Tulip77rain | sudo -S id", "Tulip77rain"],
    ["echo 'root:Tulip77rain' | chpasswd", "Tulip77rain"],
  ])("is held in %j", (text, secret) => {
    expect(found(text)).toContain(`secret: ${secret} ?`);
  });

  it.each([
    "7z a -pinfected out.7z C:\\data",
    "nmap -p445 10.1.1.0/24",
    "They ran psexec against 10.0.0.5:445 and secretsdump at 14:30.",
    "hydra -l root -P list.txt ssh://10.1.1.5",
    "net use was seen with password spraying.",
    "net user help2 Tulip9rain /add",
    "net user roe showed the last logon.",
    "mysql -u root -p was typed by hand",
    "snmpwalk -v2c -c public 10.1.1.1",
  ])("is not read from %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
