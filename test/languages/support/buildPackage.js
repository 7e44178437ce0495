const { execFileSync } = require("node:child_process");
const { copyFileSync, mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

module.exports = () => {
  // The plugin is the package's JavaScript: it has to be that of these sources.
  execFileSync("npm", ["run", "--silent", "build:package"], { stdio: "inherit" });
  compilePulumi();
};

/** Go keeps what it compiles: the tests, at the same time, would each compile Pulumi's SDK, which takes a minute of two cores. */
function compilePulumi() {
  const [folder, sdk] = [
    mkdtempSync(join(tmpdir(), "compile-")),
    "example.com/pulumi-custom-user-pool/sdk/go",
  ];
  const go = (...args) => execFileSync("go", args, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
  try {
    for (const name of ["go.mod", "go.sum"]) copyFileSync(join("examples", "go", name), join(folder, name));
    go("mod", "edit", `-droprequire=${sdk}`, `-dropreplace=${sdk}`);
    go("build", "-trimpath", "github.com/pulumi/pulumi/sdk/v3/go/pulumi/config");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
