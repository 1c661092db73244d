import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { bankNumbers } from "./bank-numbers.ts";

const found = (text: string): string[] => foundIn(text, [bankNumbers]);

describe("numbers of banks without a checksum", () => {
  it.each([
    ["our a/c 0123-456-789 stays frozen", ["0123-456-789"]],
    ["a/c no. 018-2-44910-7 of the fund", ["018-2-44910-7"]],
    ["IFSC HDFC0001207, A/C 50100427718862", ["HDFC0001207", "50100427718862"]],
    ["BSB 062-184 acc 1044 7792", ["062-184", "1044 7792"]],
    ["Konto 86 1020 4564 0000 5902 0114 9137 in it", ["86 1020 4564 0000 5902 0114 9137"]],
    ["bankgiro 5050-1055 is hers", ["5050-1055"]],
    ["giro 7741.20.338 of the club", ["7741.20.338"]],
    ["instead of OM04 0281 0000 0531 2200 901, the real one", ["OM04 0281 0000 0531 2200 901"]],
    ["pay into our account, AU 062-000 5550 1177, only", ["AU 062-000 5550 1177"]],
    ["paid to account CL 0012 7719 0044", ["CL 0012 7719 0044"]],
    ["\u53e3\u5ea7\u756a\u53f7 1204471", ["1204471"]],
    ["true is QX-0331-7742-0916-58 of May", ["QX-0331-7742-0916-58"]],
  ])("are told by a word before them or by their groups: %s", (text, numbers) => {
    expect(found(text)).toEqual(numbers.map((it) => `iban: ${it} ?`));
  });

  it.each(["4024 0071 2345 6781", "5425-2334-3010-9900", "3782 822463 10001"])(
    "are cards in their groups, whatever the checksum says: %s",
    (number) => {
      expect(found(`caught live: ${number}, of a guest`)).toEqual([`payment-card: ${number} ?`]);
    },
  );

  it.each([
    "account lockout after 5 tries, account 4720, account 10.0.0.4",
    "a/c off since 10:20, account 2024-11-04 made",
    "the mule's account 0123-456-789 is to be blocked",
    "Darin die IBAN LT12 1000 0111 0100 1000 des Betrügers.",
    "The changed IBAN, LT12 1000 0111 0100 1000, belongs to a mule.",
    "key 482911-203344-110022-551920-118273-440021-338190-771204",
    "ids 4024 0071 2345 6781 9930 1122 and 2024-11-04-0312",
    "port 4024 0071 and serial 9024 0071 2345 6781",
  ])("are not read from other numbers: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
