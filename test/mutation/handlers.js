const { readdirSync } = require("node:fs");
const { join, relative } = require("node:path");

const folder = join(__dirname, "..", "handlers");

/**
 * Those that run the built bundle cannot see a mutant, those of the real client are of files without mutants, and the long
 * property tests would only repeat what the others find.
 */
const leftOut =
  /(bundle|wire|miniStack|realFaults|faults|chaos|property|lambdaDefaults|userPool\/(aws\/cognito|index|questions)|userMigration\/index)\.test\.ts$/;

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((file) => join(folder, file))
  .filter((file) => file.endsWith(".test.ts") && !leftOut.test(file));

// One file for all: each mutant then loads the handlers once, and not once for each file of tests.
for (const file of files) {
  describe(relative(folder, file), () => {
    require(file);
  });
}
