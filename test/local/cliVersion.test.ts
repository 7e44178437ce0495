import { readFileSync } from "node:fs";
import { join } from "node:path";
import { moduleGo } from "../../local/cli/build";
import { cacheFolder } from "../../local/cli/cache";
import { isOlder } from "../../local/cli/findCli";
import { builtVersion, launcherVersion, oldestVersion } from "../../local/cli/version";

const project = join(__dirname, "..", "..");

describe("the versions of the CLI", () => {
  test("that the npm launcher downloads is the launcher's own", () => {
    const launcher: unknown = JSON.parse(
      readFileSync(join(project, "node_modules", "pulumi", "package.json"), "utf8"),
    );

    expect(launcher).toMatchObject({ version: launcherVersion });
  });

  test("that is built is the Go module's", () => {
    const goModule = readFileSync(join(project, "local", "cli", "go.mod"), "utf8");

    const versions = [...goModule.matchAll(/github\.com\/pulumi\/pulumi\/(pkg|sdk)\/v3 v(\S+)/g)].map(
      ([, name, version]) => `${name} ${version}`,
    );
    expect(versions).toEqual([`pkg ${builtVersion}`, `sdk ${builtVersion}`]);
  });

  test.each([builtVersion, launcherVersion])("%s is none that findCli passes over", (version) => {
    expect(isOlder(version, oldestVersion)).toBe(false);
  });

  test("that is built asks for the Go that its module asks for", () => {
    const goModule = readFileSync(join(project, "local", "cli", "go.mod"), "utf8");

    expect(/^go (\S+)$/m.exec(goModule)?.[1]).toBe(moduleGo);
  });
});

describe("the cache", () => {
  test("is the folder in which the npm launcher looks", () => {
    const before = process.env["PULUMI_HOME"];
    process.env["PULUMI_HOME"] = "/some/home";
    const launcher = jest.requireActual<{ cacheDir(version: string): string }>("pulumi/lib/cache");

    const folder = launcher.cacheDir(launcherVersion);
    process.env["PULUMI_HOME"] = before;
    if (before === undefined) delete process.env["PULUMI_HOME"];

    expect(cacheFolder({ PULUMI_HOME: "/some/home" }, launcherVersion)).toBe(join(folder, "bin"));
  });
});
