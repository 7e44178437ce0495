/** @type {import("jest").Config} */
module.exports = {
  preset: "ts-jest",
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  clearMocks: true,
  restoreMocks: true,
  errorOnDeprecated: true,
  collectCoverageFrom: ["components/**/*.ts", "handlers/**/*.ts"],
};
