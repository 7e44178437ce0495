const base = require("../../jest.config.js");

/**
 * `npm run test:miniStack`: what needs a local AWS. `npm test` does with Node alone.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/miniStack/**/*.test.ts"],
  testPathIgnorePatterns: [],
};
