const base = require("../../jest.config.js");

/**
 * `npm run test:languages`: the package from YAML, Python, Go and any other language, with the real Pulumi CLI.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/languages/**/*.test.ts"],
  testPathIgnorePatterns: [],
  globalSetup: "<rootDir>/test/languages/support/buildPackage.js",
};
