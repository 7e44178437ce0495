import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { preparePulumiHome } from "../../local/engines/pulumiHome";

const aws = { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_REGION: "eu-west-1" };
const cli = { path: "/opt/pulumi/bin/pulumi", version: "3.300.0", from: "PATH" as const };

let folder: string;
let variables: Record<string, string>;
let plugin: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cli-home-"));
  variables = await preparePulumiHome(folder, { cli, aws });
  const { version } = jest.requireActual<{ version: string }>("@pulumi/aws/package.json");
  plugin = join(folder, "plugins", `resource-aws-v${version}`, "pulumi-resource-aws");
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
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

  test("holds the local provider in the version that @pulumi/aws asks for, and the user's CLIs", () => {
    expect(existsSync(plugin)).toBe(true);
    expect(readlinkSync(join(folder, "versions")).endsWith("versions")).toBe(true);
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
