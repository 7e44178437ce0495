import { execFile } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, join, sep } from "node:path";
import { promisify } from "node:util";
import { cacheFolder, type Variables } from "./cache";
import { builtVersion, launcherVersion, oldestVersion } from "./version";

/** A Pulumi CLI on this machine. */
export interface Cli {
  readonly path: string;
  readonly version: string;
  readonly from: "PATH" | "cache";
}

/** The CLI to use, or why there is none. */
export type CliSearch = { cli: Cli; reason?: undefined } | { cli?: undefined; reason: string };

/**
 * Finds the real Pulumi CLI: on PATH, else in Pulumi's own cache the one that `npm run local:cli` has built, else the one that
 * the npm launcher has downloaded. One that is older than the oldest with which this project has been tried is passed over, with the reason.
 */
export async function findCli(env: Variables = process.env): Promise<CliSearch> {
  const passedOver: string[] = [];
  for (const { path, from } of candidates(env)) {
    const version = await versionOf(path);
    if (version !== undefined && !isOlder(version, oldestVersion)) return { cli: { path, version, from } };
    passedOver.push(
      version === undefined
        ? `\`${path}\` does not run`
        : `\`${path}\` is version ${version}, and ${oldestVersion} or newer is needed`,
    );
  }
  const cache = cacheFolders(env)
    .map((folder) => `\`${folder}\``)
    .join(" or ");
  return {
    reason: passedOver.length > 0 ? passedOver.join("; ") : `there is no Pulumi CLI on PATH or in ${cache}`,
  };
}

/** Whether the dotted version `a` is older than `b`. What follows a hyphen is left out of the comparison. */
export function isOlder(a: string, b: string): boolean {
  const [left, right] = [numbers(a), numbers(b)];
  const different = right.findIndex((part, index) => part !== (left[index] ?? 0));
  return different >= 0 && (left[different] ?? 0) < (right[different] ?? 0);
}

function numbers(version: string): number[] {
  return (version.split("-")[0] ?? "").split(".").map(Number);
}

function cacheFolders(env: Variables): string[] {
  return [builtVersion, launcherVersion].map((version) => cacheFolder(env, version));
}

function candidates(env: Variables): { path: string; from: Cli["from"] }[] {
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = folders.map((folder) => join(folder, executable)).filter(isProgram);
  const cached = cacheFolders(env)
    .map((folder) => join(folder, executable))
    .filter(isProgram);
  return [
    ...onPath.slice(0, 1).map((path) => ({ path, from: "PATH" as const })),
    ...cached.map((path) => ({ path, from: "cache" as const })),
  ];
}

/**
 * npm puts node_modules/.bin in front of PATH, where `pulumi` is the launcher: started, it would begin to download a
 * CLI. What it has downloaded is in the cache, which is looked at anyhow.
 */
function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() && !realpathSync(path).includes(`${sep}node_modules${sep}`);
  } catch {
    return false;
  }
}

const executable = process.platform === "win32" ? "pulumi.exe" : "pulumi";

async function versionOf(path: string): Promise<string | undefined> {
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const { stdout } = await promisify(execFile)(path, ["version"], { env, timeout: 20_000 });
    return /^v?(\d+\.\d+\.\d+\S*)/.exec(stdout.trim())?.[1];
  } catch {
    return undefined;
  }
}
