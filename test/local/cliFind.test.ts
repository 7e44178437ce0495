import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../local/cli/cache";
import { findCli, isOlder } from "../../local/cli/findCli";
import { builtVersion, launcherVersion, oldestVersion } from "../../local/cli/version";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-find-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** An executable `pulumi` that says this version. */
function fakeCli(path: string, version: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho v${version}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** An environment with a PATH of these folders, and a cache of its own. */
function environment(...onPath: string[]) {
  return { PATH: onPath.map((name) => join(folder, name)).join(":"), PULUMI_HOME: join(folder, "home") };
}

describe("findCli", () => {
  test("takes the CLI on PATH", async () => {
    const path = fakeCli(join(folder, "bin", "pulumi"), "3.300.1");

    const found = await findCli(environment("empty", "bin"));

    expect(found).toEqual({ cli: { path, version: "3.300.1", from: "PATH" } });
  });

  test.each([
    { which: "that has been built", version: builtVersion },
    { which: "that the npm launcher has downloaded", version: launcherVersion },
  ])("takes the CLI $which where PATH has none", async ({ version }) => {
    const path = fakeCli(join(folder, "home", "versions", version, "bin", "pulumi"), version);

    const found = await findCli(environment("empty"));

    expect(found).toEqual({ cli: { path, version, from: "cache" } });
  });

  test("takes an older CLI on PATH than the ones in the cache, if the program has been tried with it", async () => {
    const path = fakeCli(join(folder, "bin", "pulumi"), oldestVersion);
    fakeCli(join(cacheFolder(environment(), builtVersion), "pulumi"), builtVersion);

    const found = await findCli(environment("bin"));

    expect(found).toEqual({ cli: { path, version: oldestVersion, from: "PATH" } });
  });

  test("passes over the npm launcher, which would begin to download a CLI", async () => {
    fakeCli(join(folder, "node_modules", ".bin", "pulumi"), "3.300.1");

    const found = await findCli(environment(join("node_modules", ".bin")));

    const [built, launched] = [builtVersion, launcherVersion].map((it) => cacheFolder(environment(), it));
    expect(found.reason).toBe(`there is no Pulumi CLI on PATH or in \`${built}\` or \`${launched}\``);
  });

  test("prefers the cache to an older CLI on PATH", async () => {
    fakeCli(join(folder, "bin", "pulumi"), "3.100.0");
    const path = fakeCli(join(cacheFolder(environment(), builtVersion), "pulumi"), builtVersion);

    const found = await findCli(environment("bin"));

    expect(found.cli?.path).toBe(path);
  });

  test("says why a CLI is not used", async () => {
    const old = fakeCli(join(folder, "bin", "pulumi"), "3.100.0");
    const broken = join(cacheFolder(environment(), launcherVersion), "pulumi");
    fakeCli(broken, "none");

    const found = await findCli(environment("bin"));

    expect(found.reason).toBe(
      `\`${old}\` is version 3.100.0, and ${oldestVersion} or newer is needed; \`${broken}\` does not run`,
    );
  });
});

describe("isOlder", () => {
  test.each([
    { a: "3.259.0", b: "3.259.0", older: false },
    { a: "3.258.9", b: "3.259.0", older: true },
    { a: "3.1000.0", b: "3.259.0", older: false },
    { a: "4.0.0", b: "3.259.0", older: false },
    { a: "1.26", b: "1.25.11", older: false },
    { a: "1.25", b: "1.25.11", older: true },
    { a: "3.259.0-alpha.1", b: "3.259.0", older: false },
  ])("$a is older than $b: $older", ({ a, b, older }) => {
    expect(isOlder(a, b)).toBe(older);
  });
});
