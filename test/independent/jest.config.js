const base = require("../../jest.config.js");

/**
 * `npm run test:independent`: what programs of others, from PyPI, say of the templates, the policies and the built handler.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/independent/**/*.test.ts"],
  testPathIgnorePatterns: [],
};
