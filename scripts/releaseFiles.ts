/**
 * Writes what a release is made of to release/: the npm package, the plugin's archives that `pulumi package add` and `pulumi
 * plugin install` take from a release, the bill of materials, and the notes. Nothing is published.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newestNotes } from "./changelog";

const root = join(__dirname, "..");
const folder = join(root, "release");

/** The plugin is JavaScript; the engine asks for an archive of its own platform all the same. */
const platforms = ["linux", "darwin", "windows"].flatMap((os) =>
  ["amd64", "arm64"].map((arch) => `${os}-${arch}`),
);

function run(command: string, args: readonly string[], cwd = root): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

function pluginArchives(packed: string, version: string): void {
  const unpacked = mkdtempSync(join(tmpdir(), "plugin-"));
  try {
    run("tar", ["-xzf", packed, "-C", unpacked]);
    const archive = join(unpacked, "plugin.tar.gz");
    run("tar", ["-czf", archive, "-C", join(unpacked, "package"), "."]);
    for (const platform of platforms) {
      copyFileSync(archive, join(folder, `pulumi-resource-custom-user-pool-v${version}-${platform}.tar.gz`));
    }
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const file = run("npm", ["pack", "--silent", "--pack-destination", folder]).trim().split("\n").at(-1) ?? "";
pluginArchives(join(folder, file), /-(\d.*)\.tgz$/.exec(file)?.[1] ?? "");
writeFileSync(join(folder, "sbom.json"), run("npm", ["sbom", "--omit", "dev", "--sbom-format", "cyclonedx"]));
writeFileSync(join(folder, "notes.md"), newestNotes(readFileSync(join(root, "CHANGELOG.md"), "utf8")));
