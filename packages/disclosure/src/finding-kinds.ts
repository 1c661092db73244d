/**
 * The classes of what must not leave, or must be looked at first: who is protected, what a finding
 * is replaced by, and which rule it serves. PRODUCT.md "Rules of law made demonstrable".
 */

/**
 * `unlikely-related`: the seven categories of the DHS/DOJ guidance under CISA 2015 §105(a).
 * `unexplained`: a name that no list explains; deny by default.
 */
export const findingGroups = [
  "personal",
  "own-identity",
  "competitive",
  "privileged",
  "unlikely-related",
  "secret",
  "unexplained",
] as const;
export type FindingGroup = (typeof findingGroups)[number];

interface Kind {
  readonly group: FindingGroup;
  readonly label: string;
  readonly replacement: string;
}

function kind(group: FindingGroup, label: string, replacement: string): Kind {
  return { group, label, replacement };
}

const kinds = {
  person: kind("personal", "person", "[a person]"),
  username: kind("personal", "account name of a person", "[an account]"),
  "email-person": kind("personal", "mail address of a person", "[a mail address]"),
  phone: kind("personal", "phone number", "[a phone number]"),
  iban: kind("personal", "bank account", "[a bank account]"),
  "payment-card": kind("personal", "payment card", "[a payment card]"),
  "national-id": kind("personal", "identity number", "[an identity number]"),
  passport: kind("personal", "passport number", "[a passport number]"),
  "date-of-birth": kind("personal", "date of birth", "[a date of birth]"),
  "postal-address": kind("personal", "postal address", "[an address]"),

  "company-name": kind("own-identity", "own company's name", "[our company]"),
  "company-brand": kind("own-identity", "own brand", "[our brand]"),
  "company-domain": kind("own-identity", "own domain", "[our domain]"),
  "company-lookalike": kind("own-identity", "look-alike of an own name", "[a look-alike of us]"),
  "company-host": kind("own-identity", "own host", "[our host]"),
  "company-ip": kind("own-identity", "own address", "[our address]"),
  "company-product": kind("own-identity", "own product", "[our product]"),
  "company-place": kind("own-identity", "own site", "[our site]"),
  "company-unique": kind("own-identity", "what describes only us", "[what we are known for]"),
  "company-customer": kind("own-identity", "customer or partner", "[a customer]"),
  "internal-url": kind("own-identity", "internal address", "[an internal address]"),
  "ticket-id": kind("own-identity", "internal ticket", "[a ticket]"),

  "competitive-price": kind("competitive", "price", "[a price]"),
  "competitive-cost": kind("competitive", "cost or margin", "[a cost]"),
  purchasing: kind("competitive", "purchasing terms", "[purchasing terms]"),
  "customer-list": kind("competitive", "customers", "[customers]"),
  "product-roadmap": kind("competitive", "future product plans", "[plans]"),
  "strategy-marketing": kind("competitive", "strategy or marketing", "[strategy]"),
  "output-volume": kind("competitive", "output or sales volume", "[a volume]"),

  privileged: kind("privileged", "privileged text", "[privileged text]"),

  health: kind("unlikely-related", "health information", "[health information]"),
  "human-resources": kind("unlikely-related", "personnel information", "[personnel information]"),
  "consumer-history": kind("unlikely-related", "consumer history", "[consumer history]"),
  education: kind("unlikely-related", "education record", "[education record]"),
  "financial-personal": kind(
    "unlikely-related",
    "financial information",
    "[financial information]",
  ),
  "property-ownership": kind("unlikely-related", "property ownership", "[property information]"),
  children: kind("unlikely-related", "information on children", "[information on children]"),

  secret: kind("secret", "secret", "[a secret]"),
  "unexplained-name": kind("unexplained", "name that no list explains", "[a name]"),
} as const satisfies Record<string, Kind>;

export type FindingKind = keyof typeof kinds;

export const findingKinds: Readonly<Record<FindingKind, Kind>> = kinds;

export function isFindingKind(name: string): name is FindingKind {
  return Object.hasOwn(kinds, name);
}

export function groupOf(name: FindingKind): FindingGroup {
  return kinds[name].group;
}
