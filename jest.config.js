/** @type {import("jest").Config} */
module.exports = {
  preset: "ts-jest",
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/.local", "<rootDir>/dist"],
  clearMocks: true,
  restoreMocks: true,
  errorOnDeprecated: true,
  collectCoverageFrom: ["components/**/*.ts", "handlers/**/*.ts"],
  reporters: ["default", "<rootDir>/test/support/tally.js"],
};
