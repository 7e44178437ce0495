const base = require("../../jest.config.js");

/**
 * For mutation testing: the handlers' tests in one process, which load the large packages once. Those that run the built
 * bundle cannot see a mutant, those of the real client are of files without mutants, and the long property tests would only
 * repeat what the others find.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/handlers/**/*.test.ts"],
  testPathIgnorePatterns: [
    "(bundle|wire).test.ts",
    "userPool/(cognito|index).test.ts",
    "lambdaDefaults.test.ts",
    "property.test.ts",
    "chaos.test.ts",
    "faults.test.ts",
    "miniStack.test.ts",
    "realFaults.test.ts",
  ],
  testEnvironment: require.resolve("./environment.js"),
  moduleNameMapper: {
    "^@aws-sdk/client-cognito-identity-provider$": "<rootDir>/test/mutation/outside/cognito.js",
    "^@smithy/core/schema$": "<rootDir>/test/mutation/outside/schema.js",
    "^fast-check$": "<rootDir>/test/mutation/outside/fastCheck.js",
  },
  reporters: ["default"],
};
