/** What the reading of a detection rule says of it. Rules come from strangers: none is handed on unread. */

export type RuleRead<Rule> =
  | { readonly ok: true; readonly rule: Rule }
  /** `why` names what is wrong, and nothing of what the rule says. */
  | { readonly ok: false; readonly why: string };

/** Characters of one rule. */
export const ruleCharsMax = 65_536;
export const ruleNestingMax = 40;

/** Why a rule is not taken. */
export class RuleFault extends Error {
  constructor(why: string) {
    super(why);
    this.name = "RuleFault";
  }
}

/** What `read` gives; a fault becomes its reason. */
export function readRule<Rule>(text: string, read: (text: string) => Rule): RuleRead<Rule> {
  if (text.length > ruleCharsMax) {
    return { ok: false, why: `is longer than ${ruleCharsMax} characters` };
  }
  try {
    return { ok: true, rule: read(text) };
  } catch (fault) {
    if (!(fault instanceof RuleFault)) throw fault;
    return { ok: false, why: fault.message };
  }
}
