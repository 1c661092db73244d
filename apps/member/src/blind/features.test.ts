import { expect, it } from "vitest";

import { blindValueOf } from "./blind-value.ts";
import { featuresOfValue } from "./features.ts";

it.each([
  ["domain", "secure-we11point.com", [["feature:look-alike", "1 for l or i"]]],
  [
    "url",
    "http://update-portal.net/wp-content/upd/gate.php?id=5&x=1",
    [["feature:url-path", "form /a-a/a/a.a asks id&x"]],
  ],
  ["url", "http://update-portal.net/a.php?id=5", []],
  ["url", "http://update-portal.net/wp-content/upd/gate.php", []],
  ["domain", "update-portal.net", []],
  ["ipv4", "45.83.64.1", []],
])("%s %s has the features of its making", (type, value, features) => {
  expect(featuresOfValue({ type, value })).toEqual(
    features.map(([of, feature]) => ({ type: of, value: feature })),
  );
});

it.each([
  ["signer", ["DTOPTOOLZ Co.,Ltd.", "dtoptoolz co ltd", "DTOPTOOLZ"]],
  ["malware", ["PlugX", "plugx", "Plug-X"]],
  ["registrant", ["Tony Stark", "tony  STARK"]],
])(
  "spellings of one %s are one feature, under the key of what is hard to guess",
  (type, spellings) => {
    const verdicts = spellings.map((text) => blindValueOf(type, text));
    expect(verdicts[0]).toMatchObject({ ok: true, value: { key: "high" } });
    for (const verdict of verdicts) expect(verdict).toEqual(verdicts[0]);
  },
);

it("a name that is none has no feature", () => {
  expect(blindValueOf("signer", "  ")).toEqual({ ok: false, why: "malformed" });
});
