/**
 * An incident that nobody had, of all sorts of passages: who has read it has loaded and compiled what reads the
 * first real one.
 */
export const warmText = `# Notes of 3 March 2026

From: "Accounts" <billing@gate-invoices.example>
To: nobody@lost-orders.example
Subject: overdue

On 2 March at 06:12 Astrid Lund (astrid.lund@lost-orders.example, +45 33 12 34 56) opened invoice.iso from a phishing mail.
The loader fetched hxxps://gate[.]example/load/x64.dll and beacons to 192.0.2[.]1 every 60 seconds. From lo-vpn-01
(10.44.2.17) the intruder moved by RDP with the account LOST\\svc_backup to lo-dc-01, dumped LSASS with Mimikatz, ran
AnyDesk 7.1 and rclone, cleared the event logs and started the encryptor C:\\Temp\\run.exe on 212 machines.
SHA-256: 50d858e0985ecc7f60418aaf0cc5ab587f42c2570a884095a9e8ccacd0f6545c; CVE-2023-27532; T1566.001; HKLM\\Software\\Run\\Upd.
powershell -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQAKQA=

| name | host | salary | born |
| --- | --- | --- | --- |
| Jo Berg | lo-hr-02 | 41,200 EUR | 1984-02-11 |

We lose about EUR 410,000 a day; our rate is 1,180 EUR per container and the launch in Q1 2027 slips. Diesel costs 1.02 a litre.
He is on sick leave with burnout; his boy, nine, was at home. Password: Winter2026! Ticket INC-20931. Card 4111 1111 1111 1111.
Privileged and confidential: counsel advised that we should not admit negligence.
The note asks for 2.4 million USD in Bitcoin; the actor is the Royal group. Our address: 12 Harbour Road, 6000 Kolding.
{"user":"jberg","src":"203.0.113.9","msg":"Failed login"}
What helped: blocking 192.0.2.1, restoring from offline copies, resetting krbtgt twice. Did others see this mail?
`;
