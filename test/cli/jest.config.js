const base = require("../../jest.config.js");

/**
 * `npm run test:cli`: what only the real Pulumi CLI can show. `npm test` does without it.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/cli/**/*.test.ts"],
  testPathIgnorePatterns: [],
};
