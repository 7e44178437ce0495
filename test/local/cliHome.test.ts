import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { preparePulumiHome } from "../../local/engines/pulumiHome";

const aws = { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_REGION: "eu-west-1" };
const cli = { path: "/opt/pulumi/bin/pulumi", version: "3.300.0", from: "PATH" as const };

const home = process.env["PULUMI_HOME"];
const cache = mkdtempSync(join(tmpdir(), "cli-home-cache-"));
let folder: string;
let variables: Record<string, string>;
let plugin: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cli-home-"));
  process.env["PULUMI_HOME"] = cache;
  mkdirSync(join(cache, "plugins", "resource-random-v4.18.0"), { recursive: true });
  mkdirSync(join(cache, "plugins", "resource-aws-v7.1.0"));
  variables = await preparePulumiHome(folder, { cli, aws });
  plugin = join(folder, "plugins", "resource-aws-v999.0.0", "pulumi-resource-aws");
});

afterAll(() => {
  if (home === undefined) delete process.env["PULUMI_HOME"];
  else process.env["PULUMI_HOME"] = home;
  for (const made of [folder, cache]) rmSync(made, { recursive: true, force: true });
});

/** Starts the plugin as the engine does, and gives the error of its configuration. */
async function configure(child: ChildProcess): Promise<string> {
  const [line] = (await once(child.stdout ?? child, "data")) as [Buffer];
  const client = new ResourceProviderClient(
    `127.0.0.1:${line.toString().trim()}`,
    credentials.createInsecure(),
  );
  try {
    return await new Promise((resolve) => {
      client.configure(new ConfigureRequest(), (error) => resolve(error ? error.details : ""));
    });
  } finally {
    client.close();
  }
}

describe("the home of a local Pulumi", () => {
  test("keeps everything out of the user's own, with the CLI first on PATH", () => {
    expect(variables).toMatchObject({
      ...aws,
      PULUMI_HOME: folder,
      PULUMI_BACKEND_URL: `file://${folder}/state`,
    });
    expect(variables["PATH"]?.startsWith("/opt/pulumi/bin:")).toBe(true);
    expect(variables["PATH"]).not.toContain("node_modules");
  });

  test("holds the local provider for every version of @pulumi/aws, and the user's CLIs and other plugins", () => {
    expect(readdirSync(join(folder, "plugins")).toSorted()).toEqual([
      "resource-aws-v999.0.0",
      "resource-random-v4.18.0",
    ]);
    expect(existsSync(plugin)).toBe(true);
    expect(variables["PULUMI_ENABLE_LEGACY_PLUGIN_SEARCH"]).toBe("true");
    expect(readlinkSync(join(folder, "versions")).endsWith("versions")).toBe(true);
  });

  test("has the user's own plugins with the real provider, and keeps there what is downloaded", async () => {
    const real = join(folder, "real");

    const { PULUMI_HOME: made, ...others } = await preparePulumiHome(real, { cli, aws, provider: "aws" });

    expect(readlinkSync(join(real, "plugins"))).toBe(join(cache, "plugins"));
    expect(made).toBe(real);
    expect(Object.keys(others).filter((name) => /ACQUISITION|LEGACY/.test(name))).toEqual([]);
  });

  test("has a provider that works on a local AWS, and ends with the engine", async () => {
    const child = spawn(plugin, ["127.0.0.1:1"], {
      env: { PATH: process.env["PATH"], ...aws },
      stdio: "pipe",
    });

    const refused = await configure(child);
    child.stdin.end();
    const [code] = (await once(child, "exit")) as [number | null];

    expect({ refused, code }).toEqual({ refused: "", code: 0 });
  });

  test("has a provider that refuses to work on an AWS account", async () => {
    const child = spawn(plugin, ["127.0.0.1:1"], { env: { PATH: process.env["PATH"] }, stdio: "pipe" });

    const refused = await configure(child);
    child.stdin.end();
    await once(child, "exit");

    expect(refused).toMatch(/^The local provider works on a local AWS only: `AWS_ENDPOINT_URL` is not set\./);
  });
});
