/**
 * CSAF 2.0 advisories: which products are affected by which vulnerability, and what helps. Only what is
 * needed to warn a company that runs them; the document itself stays with its publisher. OASIS CSAF 2.0.
 */

import { z } from "zod";
import { levelNamed } from "../stix/marking/tlp.ts";

const text = z.string().max(100_000);
const shortText = z.string().min(1).max(2000);

const product = z.object({
  name: shortText,
  product_id: shortText,
  product_identification_helper: z.object({ cpe: z.string().max(500).optional() }).optional(),
});

interface Branch {
  readonly category: string;
  readonly name: string;
  readonly product?: z.output<typeof product> | undefined;
  readonly branches?: readonly Branch[] | undefined;
}

const remediation = z.object({
  category: z.enum(["mitigation", "no_fix_planned", "none_available", "vendor_fix", "workaround"]),
  details: text,
  product_ids: z.array(shortText).max(100_000).optional(),
  url: z.string().max(4000).optional(),
});

const statuses = [
  "first_affected",
  "first_fixed",
  "fixed",
  "known_affected",
  "known_not_affected",
  "last_affected",
  "recommended",
  "under_investigation",
] as const;

const idList = z.array(shortText).max(100_000);
const vulnerability = z.object({
  cve: z
    .string()
    .regex(/^CVE-\d{4}-\d{4,}$/)
    .optional(),
  title: text.optional(),
  product_status: z.partialRecord(z.enum(statuses), idList).default({}),
  remediations: z.array(remediation).max(10_000).default([]),
});

const document = z.object({
  document: z.object({
    category: z.string().max(200),
    csaf_version: z.literal("2.0"),
    title: shortText,
    publisher: z.object({ name: shortText }),
    distribution: z
      .object({ tlp: z.object({ label: z.enum(["WHITE", "GREEN", "AMBER", "RED"]) }).optional() })
      .optional(),
    tracking: z.object({
      id: shortText,
      version: z.string().max(100),
      status: z.enum(["draft", "interim", "final"]),
      current_release_date: z.iso.datetime({ offset: true }),
    }),
  }),
  product_tree: z
    .object({
      branches: z.array(z.unknown()).optional(),
      full_product_names: z.array(product).max(100_000).default([]),
      relationships: z
        .array(z.object({ full_product_name: product }))
        .max(100_000)
        .default([]),
    })
    .optional(),
  vulnerabilities: z.array(vulnerability).max(10_000).default([]),
});

export interface CsafProduct {
  readonly id: string;
  readonly name: string;
  /** From the branches above it, where they say so. */
  readonly vendor: string | undefined;
  readonly product: string | undefined;
  readonly version: string | undefined;
  readonly cpe: string | undefined;
}

export interface CsafVulnerability {
  readonly cve: string | undefined;
  readonly affected: readonly string[];
  readonly fixed: readonly string[];
  readonly remediations: readonly z.output<typeof remediation>[];
}

export interface CsafAdvisory {
  readonly id: string;
  readonly version: string;
  readonly status: "draft" | "interim" | "final";
  readonly title: string;
  readonly publisher: string;
  readonly releasedMs: number;
  readonly tlp: "clear" | "green" | "amber" | "red" | undefined;
  readonly products: ReadonlyMap<string, CsafProduct>;
  readonly vulnerabilities: readonly CsafVulnerability[];
}

export type CsafRead =
  | { readonly ok: true; readonly advisory: CsafAdvisory }
  | { readonly ok: false; readonly why: string };

const depthMax = 30;
const productsMax = 100_000;

export function readCsaf(value: unknown): CsafRead {
  const parsed = document.safeParse(value);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String).join(".") ?? "";
    return { ok: false, why: `no CSAF 2.0 document: ${path.slice(0, 100)}` };
  }
  const { document: head, product_tree: tree, vulnerabilities } = parsed.data;
  const products = new Map<string, CsafProduct>();
  for (const one of [
    ...(tree?.full_product_names ?? []),
    ...(tree?.relationships.map((it) => it.full_product_name) ?? []),
  ]) {
    products.set(one.product_id, productOf(one, {}));
  }
  const broken = walk(tree?.branches ?? [], {}, products, 0);
  if (broken !== undefined) return { ok: false, why: broken };
  const { id, version, status, current_release_date: released } = head.tracking;
  return {
    ok: true,
    advisory: {
      id,
      version,
      status,
      title: head.title,
      publisher: head.publisher.name,
      releasedMs: Date.parse(released),
      tlp: levelNamed(levels, head.distribution?.tlp?.label),
      products,
      vulnerabilities: vulnerabilities.map(vulnerabilityOf),
    },
  };
}

const levels = ["clear", "green", "amber", "red"] as const;

const branchHead = z.object({
  category: z.string().max(100),
  name: shortText,
  product: product.optional(),
  branches: z.array(z.unknown()).max(productsMax).optional(),
});

interface Above {
  readonly vendor?: string;
  readonly product_name?: string;
  readonly version?: string;
}

/** Says what is wrong; branches nest as deep as the publisher likes, so each level is parsed by itself. */
function walk(
  branches: readonly unknown[],
  above: Above,
  into: Map<string, CsafProduct>,
  depth: number,
): string | undefined {
  if (depth > depthMax) return "the product tree is nested too deep";
  for (const one of branches) {
    const parsed = branchHead.safeParse(one);
    if (!parsed.success) return "a branch of the product tree is malformed";
    const { category, name, product: leaf, branches: below } = parsed.data;
    const here = withBranch(above, { category, name });
    if (leaf !== undefined) {
      if (into.size >= productsMax) return "too many products";
      into.set(leaf.product_id, productOf(leaf, here));
    }
    const broken = walk(below ?? [], here, into, depth + 1);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

function withBranch(above: Above, { category, name }: Pick<Branch, "category" | "name">): Above {
  if (category === "vendor") return { ...above, vendor: name };
  if (category === "product_name") return { ...above, product_name: name };
  const isVersion = category === "product_version" || category === "product_version_range";
  return isVersion ? { ...above, version: name } : above;
}

function productOf(one: z.output<typeof product>, above: Above): CsafProduct {
  return {
    id: one.product_id,
    name: one.name,
    vendor: above.vendor,
    product: above.product_name,
    version: above.version,
    cpe: one.product_identification_helper?.cpe,
  };
}

function vulnerabilityOf(one: z.output<typeof vulnerability>): CsafVulnerability {
  const of = (...names: readonly (typeof statuses)[number][]): string[] => [
    ...new Set(names.flatMap((name) => one.product_status[name] ?? [])),
  ];
  return {
    cve: one.cve,
    affected: of("known_affected", "first_affected", "last_affected"),
    fixed: of("fixed", "first_fixed", "recommended"),
    remediations: one.remediations,
  };
}

export interface CsafFinding {
  readonly cve: string | undefined;
  readonly product: CsafProduct;
  /** What helps for this product, in the publisher's words. */
  readonly remedies: readonly string[];
}

/** What an advisory says of products that the company runs. */
export function csafFindings(
  { products, vulnerabilities }: CsafAdvisory,
  inventory: readonly { readonly vendor: string; readonly product: string }[],
): readonly CsafFinding[] {
  const ours = new Set(inventory.map((it) => `${folded(it.vendor)}\n${folded(it.product)}`));
  return vulnerabilities.flatMap(({ cve, affected, remediations }) =>
    affected
      .map((id) => products.get(id))
      .filter((it) => it !== undefined)
      .filter((it) => ours.has(`${folded(it.vendor ?? "")}\n${folded(it.product ?? it.name)}`))
      .map((product) => ({
        cve,
        product,
        remedies: remediations
          .filter((it) => it.product_ids === undefined || it.product_ids.includes(product.id))
          .map((it) => it.details),
      })),
  );
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
