import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

const onePlace = "has one place: the kernel's ports, config.ts or main.ts";

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", "eslint.config.js", ".dependency-cruiser.cjs"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { regexp },
    rules: {
      // Linear time: what is given to a pattern comes from strangers.
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "always" },
      ],
      // A file whose types alone are imported is not loaded.
      "@typescript-eslint/no-import-type-side-effects": "error",
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: `The time ${onePlace}.` },
        { object: "Math", property: "random", message: `Chance ${onePlace}.` },
        { object: "process", property: "env", message: `The environment ${onePlace}.` },
        { object: "process", property: "exit", message: `Exit ${onePlace}.` },
      ],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: [
      "**/config.ts",
      "**/main.ts",
      "vitest.config.ts",
      "scripts/**",
      "bench/**",
      "sim/src/main.ts",
      "packages/kernel/src/clock.ts",
    ],
    rules: { "no-restricted-properties": "off", "no-console": "off" },
  },
  {
    // What they read is ours.
    files: ["bench/**", "sim/**", "scripts/**"],
    rules: { "regexp/no-super-linear-move": "off" },
  },
  {
    files: ["**/*.test.ts", "**/*.contract.ts", "**/test/**"],
    rules: { "max-lines-per-function": "off", "regexp/no-super-linear-move": "off" },
  },
  {
    // The engine takes milliseconds for each of these classes: docs/adr/0011-letters-as-ranges.md.
    files: ["packages/disclosure/src/**"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "Literal[regex.pattern=/\\\\[pP]\\{[LN]/]",
          message: "Patterns with letters or numbers of all scripts are made by letterPattern.",
        },
      ],
    },
  },
  {
    // A list of names, one a line: there is nothing in it to understand.
    files: ["packages/*/src/index.ts"],
    rules: { "max-lines": "off" },
  },
  {
    // The launcher runs on whatever Node the machine has, before there is any TypeScript.
    files: ["**/bin/*.js"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly", URL: "readonly" } },
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["apps/console/**"],
    plugins: { "react-hooks": hooks },
    rules: hooks.configs.recommended.rules,
  },
  {
    // Markup is one line an attribute: the same size of thought takes more lines.
    files: ["apps/console/**/*.tsx"],
    rules: {
      "max-lines-per-function": ["error", { max: 100, skipBlankLines: true, skipComments: true }],
    },
  },
);
