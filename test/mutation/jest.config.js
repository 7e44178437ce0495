const base = require("../../jest.config.js");

/**
 * For mutation testing: the handlers' tests in one process and as one file, which loads everything once.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/mutation/handlers.js"],
  testPathIgnorePatterns: [],
  testEnvironment: require.resolve("./environment.js"),
  moduleNameMapper: {
    "^@aws-sdk/client-cognito-identity-provider$": "<rootDir>/test/mutation/outside/cognito.js",
    "^@smithy/core/schema$": "<rootDir>/test/mutation/outside/schema.js",
    "^fast-check$": "<rootDir>/test/mutation/outside/fastCheck.js",
  },
  reporters: ["default"],
};
