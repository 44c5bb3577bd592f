// The page's modules; the one script that the build makes of them (site.js), in which no name may stand twice; the tests.
import js from "@eslint/js";
import globals from "globals";

const rules = {
  eqeqeq: "error", "no-var": "error", "prefer-const": "error", "no-implied-eval": "error", "no-new-func": "error",
  "no-restricted-properties": ["error",
    ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({property, message: "words of a book go in as text"})),
    {object: "document", property: "write", message: "words of a book go in as text"}],
};

export default [
  js.configs.recommended,
  {files: ["**/js/*.js"], languageOptions: {globals: globals.browser}, rules},
  {files: ["**/site.js"], languageOptions: {globals: globals.browser, sourceType: "script"}, rules},
  {files: ["**/tests/browser/*.js", "*.js"], languageOptions: {globals: {...globals.node, ...globals.browser}}},
];
