const { mkdtempSync, rmdirSync } = require("node:fs");
const { tmpdir } = require("node:os");

// tsx keeps what it has compiled in the folder for temporary files, and ends with a stack trace where that cannot be written. What
// needs the folder for something else says so itself.
try {
  rmdirSync(mkdtempSync(`${tmpdir()}/custom-user-pool-`));
} catch {
  process.env["TSX_DISABLE_CACHE"] = "1";
}

const { register } = require("tsx/cjs/api");

/**
 * Runs this project's TypeScript, as `node --require ./scripts/typescript.cjs FILE`: by tsx, but for JavaScript, which Node
 * loads itself. tsx would read each package for the syntax of ES modules, which doubles the time to load Pulumi's SDK.
 */
const loadJavaScript = require.extensions[".js"];
register();
require.extensions[".js"] = loadJavaScript;

const { oldNodeWarning } = require("../components/lambda/nodeVersion");
const warning = oldNodeWarning();
if (warning !== undefined) console.warn(warning);
