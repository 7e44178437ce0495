import { homedir } from "node:os";
import { join } from "node:path";

/** Environment variables, as `process.env` holds them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The folder that holds the versions of the CLI. The layout is Pulumi's own: the `pulumi` npm launcher
 * (node_modules/pulumi/lib/cache.js) and `PulumiCommand.install` of the Automation API look in the same place, so
 * neither downloads what is already here.
 */
export function versionsFolder(env: Variables): string {
  return join(env["PULUMI_HOME"] || join(homedir(), ".pulumi"), "versions");
}

/** The folder that holds the executables of a version of the CLI. */
export function cacheFolder(env: Variables, version: string): string {
  return join(versionsFolder(env), version, "bin");
}
