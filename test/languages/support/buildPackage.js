const { execFileSync } = require("node:child_process");

/** The plugin is the package's JavaScript: it has to be that of these sources. */
module.exports = () => {
  execFileSync("npm", ["run", "--silent", "build:package"], { stdio: "inherit" });
};
