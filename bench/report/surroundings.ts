import { readFile } from "node:fs/promises";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { packageFolder } from "../../components/lambda/bundle";
import { findCli } from "../../local/cli/findCli";

/** When, on what and with what was measured. */
export interface Surroundings {
  readonly date: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
}

const packages = [
  "@pulumi/pulumi",
  "@pulumi/aws",
  "@aws-sdk/client-cognito-identity-provider",
  "esbuild",
  "typescript",
];

export async function describeSurroundings(): Promise<Surroundings> {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const { cli } = await findCli();
  const versions = await Promise.all(packages.map(async (name) => [name, await versionOf(name)] as const));
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${first?.model.trim() ?? "unknown processor"}, ${memory} GiB, ${type()} ${release()}`,
    versions: {
      node: process.version.slice(1),
      ...(cli && { "Pulumi CLI": cli.version }),
      MiniStack: await miniStackVersion(),
      ...Object.fromEntries(versions),
    },
  };
}

async function versionOf(name: string): Promise<string> {
  const file = join(packageFolder(), "node_modules", name, "package.json");
  const content: unknown = JSON.parse(await readFile(file, "utf8"));
  return typeof content === "object" && content !== null && "version" in content
    ? String(content.version)
    : "unknown";
}

async function miniStackVersion(): Promise<string> {
  const requirements = await readFile(join(packageFolder(), "local", "emulator", "requirements.txt"), "utf8");
  return /^ministack==(\S+)/m.exec(requirements)?.[1] ?? "unknown";
}
