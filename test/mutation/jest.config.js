const base = require("../../jest.config.js");

/**
 * For mutation testing: the handlers' tests in one process. Those that run the built bundle cannot see a mutant, and the
 * long property tests would only repeat what the others find.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/handlers/**/*.test.ts"],
  testPathIgnorePatterns: [
    "wire.test.ts",
    "property.test.ts",
    "faults.test.ts",
    "miniStack.test.ts",
    "realFaults.test.ts",
  ],
  reporters: ["default"],
};
