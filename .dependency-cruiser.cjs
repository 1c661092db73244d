/** Import direction: arrows point only down this list; a program never imports another program. */
const layers = [
  "kernel",
  "crypto",
  "wire",
  "ledger",
  "threat",
  "disclosure",
  "correlation",
  "store",
  "http",
];
const programs = ["member", "exchange", "issuer", "keyholder", "relay", "witness"];

const upward = layers.map((layer, at) => ({
  name: `${layer}-imports-only-what-is-below`,
  severity: "error",
  from: { path: `^packages/${layer}/src`, pathNot: "\\.(test|contract)\\.ts$" },
  to: { path: `^packages/(${[...layers.slice(at + 1), "none"].join("|")})/|^apps/` },
}));

const apart = programs.map((program) => ({
  name: `${program}-imports-no-other-program`,
  severity: "error",
  from: { path: `^apps/${program}/` },
  to: { path: "^apps/", pathNot: `^apps/${program}/` },
}));

module.exports = {
  forbidden: [
    ...upward,
    ...apart,
    {
      name: "relay-imports-only-kernel-wire-http",
      severity: "error",
      from: { path: "^apps/relay/src", pathNot: "\\.test\\.ts$" },
      to: { path: "^packages/(?!kernel|wire|http)" },
    },
    {
      name: "console-imports-only-kernel-wire",
      severity: "error",
      from: { path: "^apps/console/src" },
      to: { path: "^packages/(?!kernel|wire)|^apps/(?!console)" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-undeclared-imports",
      severity: "error",
      from: { pathNot: "\\.(test|contract)\\.ts$|/test/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-test-oracle-at-run-time",
      severity: "error",
      from: { path: "^(packages|apps)/[^/]+/src", pathNot: "\\.(test|contract)\\.ts$" },
      to: { path: "node_modules/(@cloudflare/|playwright-core|axe-core|fast-check|vitest)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "dist/" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".json"],
    },
  },
};
