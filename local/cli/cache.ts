import { homedir } from "node:os";
import { join } from "node:path";
import { cliVersion } from "./version";

/** Environment variables, as `process.env` holds them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The folder that holds this version's executables. The layout is Pulumi's own: the `pulumi` npm launcher
 * (node_modules/pulumi/lib/cache.js) and `PulumiCommand.install` of the Automation API look in the same place, so
 * neither downloads what is already here.
 */
export function cacheFolder(env: Variables): string {
  return join(env["PULUMI_HOME"] || join(homedir(), ".pulumi"), "versions", cliVersion, "bin");
}
