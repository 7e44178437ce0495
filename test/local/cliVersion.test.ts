import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../local/cli/cache";
import { cliVersion } from "../../local/cli/version";

const project = join(__dirname, "..", "..");

describe("the version of the CLI", () => {
  test("is the npm launcher's", () => {
    const launcher: unknown = JSON.parse(
      readFileSync(join(project, "node_modules", "pulumi", "package.json"), "utf8"),
    );

    expect(launcher).toMatchObject({ version: cliVersion });
  });

  test("is the Go module's", () => {
    const goModule = readFileSync(join(project, "local", "cli", "go.mod"), "utf8");

    const versions = [...goModule.matchAll(/github\.com\/pulumi\/pulumi\/(pkg|sdk)\/v3 v(\S+)/g)].map(
      ([, name, version]) => `${name} ${version}`,
    );
    expect(versions).toEqual([`pkg ${cliVersion}`, `sdk ${cliVersion}`]);
  });
});

describe("the cache", () => {
  test("is the folder in which the npm launcher looks", () => {
    const before = process.env["PULUMI_HOME"];
    process.env["PULUMI_HOME"] = "/some/home";
    const launcher = jest.requireActual<{ cacheDir(version: string): string }>("pulumi/lib/cache");

    const folder = launcher.cacheDir(cliVersion);
    process.env["PULUMI_HOME"] = before;
    if (before === undefined) delete process.env["PULUMI_HOME"];

    expect(cacheFolder({ PULUMI_HOME: "/some/home" })).toBe(join(folder, "bin"));
  });
});
