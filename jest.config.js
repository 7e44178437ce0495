const { availableParallelism } = require("node:os");

// What the program says on a Node that is too old is no test's output; one test starts commands without this.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** @type {import("jest").Config} */
module.exports = {
  preset: "ts-jest",
  testEnvironment: "node",
  // Jest would leave one core free, and so run on one of two; the tests on MiniStack mostly wait. Above "100%" Jest takes
  // a percentage for a number of workers.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // Pulumi's SDK lives on in globals when a test loads the program anew; Jest would warn about each of them.
  testEnvironmentOptions: { globalsCleanup: "off" },
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // `npm run test:miniStack` runs those that need a local AWS, `npm run test:cli` those that need the Pulumi CLI too,
  // `npm run test:languages` those that need Pulumi's hosts for other languages, `npm run test:independent` those that need
  // programs from PyPI.
  testPathIgnorePatterns: [
    "<rootDir>/test/miniStack/",
    "<rootDir>/test/cli/",
    "<rootDir>/test/languages/",
    "<rootDir>/test/independent/",
  ],
  modulePathIgnorePatterns: ["<rootDir>/.local", "<rootDir>/dist"],
  // A hang is still found; a busy machine does not count as one.
  testTimeout: 30_000,
  clearMocks: true,
  restoreMocks: true,
  errorOnDeprecated: true,
  // `npm run coverage`: nothing that is deployed may be untried.
  collectCoverageFrom: ["handlers/**/*.ts"],
  coverageThreshold: { global: { branches: 100, functions: 100, lines: 100, statements: 100 } },
  testSequencer: "<rootDir>/test/support/longestFirst.js",
  reporters: ["default", "<rootDir>/test/support/tally.js"],
};
