import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  GeneratePackageRequest,
  LinkRequest,
  ProgramInfo,
  RunPluginRequest,
  RunRequest,
} from "@pulumi/pulumi/proto/language_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { installLanguageHost, languageHostName } from "../../local/cli/installHost";
import { pluginProcess, programProcess } from "../../local/cli/languageHost/program";
import { requiredPackages } from "../../local/cli/languageHost/requiredPackages";
import { generatePackage, linkPackages } from "../../local/cli/languageHost/sdk";
import { outcome } from "../../local/cli/languageHost/service";

const project = join(__dirname, "..", "..");
const runner = require.resolve("@pulumi/pulumi/cmd/run");

/** What the engine asks for, with what a test is about. */
function runRequest(options: Record<string, string | boolean> = {}): RunRequest {
  const info = new ProgramInfo()
    .setRootDirectory(project)
    .setProgramDirectory(project)
    .setEntryPoint(".")
    .setOptions(Struct.fromJavaScript(options));
  const request = new RunRequest()
    .setInfo(info)
    .setPwd(project)
    .setProject("custom-user-pool")
    .setStack("dev")
    .setOrganization("organization")
    .setMonitorAddress("127.0.0.1:2")
    .setParallel(8);
  request
    .getConfigMap()
    .set("custom-user-pool:poolName", "people")
    .set("custom-user-pool:key", "secret-value");
  return request.setConfigsecretkeysList(["custom-user-pool:key"]);
}

const host = { engine: "127.0.0.1:1", env: { HOME: "/home/reader" } };

describe("pluginProcess", () => {
  const request = (kind: string) =>
    new RunPluginRequest()
      .setInfo(new ProgramInfo().setProgramDirectory(project))
      .setPwd("/somewhere")
      .setKind(kind)
      .setArgsList(["127.0.0.1:1"])
      .setEnvList(["PULUMI_STACK=dev", "EQUATION=a=b"]);

  test("starts a policy pack in its own folder, with the engine's address before it", () => {
    const { args, cwd } = pluginProcess(request("analyzer"), host);

    expect(args).toEqual([require.resolve("@pulumi/pulumi/cmd/run-policy-pack"), "127.0.0.1:1", project]);
    expect(cwd).toBe(project);
  });

  test("starts a provider where the engine says, with the engine's address after it", () => {
    const { args, cwd } = pluginProcess(request("resource"), host);

    expect(args).toEqual([require.resolve("@pulumi/pulumi/cmd/run-plugin"), project, "127.0.0.1:1"]);
    expect(cwd).toBe("/somewhere");
  });

  test("adds the engine's variables to its own", () => {
    expect(pluginProcess(request("resource"), host).env).toMatchObject({
      HOME: "/home/reader",
      PULUMI_STACK: "dev",
      EQUATION: "a=b",
    });
  });
});

describe("programProcess", () => {
  test("starts the program's own runner with what the engine says", () => {
    const flags =
      "--monitor 127.0.0.1:2 --engine 127.0.0.1:1 --organization organization --project custom-user-pool " +
      `--root-directory ${project} --stack dev --pwd ${project} --parallel 8`;

    const { args, cwd } = programProcess(runRequest(), host);

    expect(cwd).toBe(project);
    expect(args.join(" ")).toBe(`${runner} ${flags} .`);
  });

  test("says that a preview is one", () => {
    const { args } = programProcess(runRequest().setDryrun(true), host);

    expect(args.slice(-2)).toEqual(["--dry-run", "."]);
  });

  test("passes configuration and secrets by the environment, never on the command line", () => {
    const { args, env } = programProcess(runRequest(), host);

    expect(args.join(" ")).not.toContain("secret-value");
    expect(env).toEqual({
      HOME: "/home/reader",
      PULUMI_CONFIG: '{"custom-user-pool:key":"secret-value","custom-user-pool:poolName":"people"}',
      PULUMI_CONFIG_SECRET_KEYS: '["custom-user-pool:key"]',
      PULUMI_NODEJS_TYPESCRIPT: "true",
    });
  });

  test("obeys the runtime options of Pulumi.yaml", () => {
    const options = {
      typescript: false,
      nodeargs: "--inspect  --no-warnings",
      tsconfig: "tsconfig.pulumi.json",
    };

    const { args, env } = programProcess(runRequest(options), host);

    expect(args.slice(0, 3)).toEqual(["--inspect", "--no-warnings", runner]);
    expect(env["PULUMI_NODEJS_TYPESCRIPT"]).toBeUndefined();
    expect(env["PULUMI_NODEJS_TSCONFIG_PATH"]).toBe("tsconfig.pulumi.json");
  });

  test("fails with what to do where @pulumi/pulumi is not installed", () => {
    const request = runRequest().setInfo(new ProgramInfo().setProgramDirectory(tmpdir()));

    expect(() => programProcess(request, host)).toThrow(
      `\`@pulumi/pulumi\` is not installed in \`${tmpdir()}\`: run \`npm ci\` there`,
    );
  });
});

describe("outcome", () => {
  test.each([
    { code: 0, signal: null, error: "", bail: false },
    { code: 32, signal: null, error: "", bail: true },
    { code: 3, signal: null, error: "Program exited with non-zero exit code: 3", bail: false },
    { code: null, signal: "SIGTERM" as const, error: "", bail: true },
    { code: null, signal: "SIGKILL" as const, error: "Program was ended by SIGKILL", bail: false },
  ])(
    "code $code and signal $signal: error `$error`, already reported: $bail",
    ({ code, signal, error, bail }) => {
      expect(outcome(code, signal).toObject()).toEqual({ error, bail });
    },
  );
});

describe("in a folder of its own", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cli-host-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function write(path: string, content: string): void {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  test("the required packages are those that say that they have a provider", () => {
    write(
      "node_modules/@pulumi/aws/package.json",
      '{"version":"7.0.0","pulumi":{"resource":true,"name":"aws"}}',
    );
    write(
      "node_modules/other/package.json",
      '{"version":"1.2.3","pulumi":{"resource":true,"server":"https://x"}}',
    );
    write("node_modules/@pulumi/pulumi/package.json", '{"version":"3.0.0"}');
    write("node_modules/broken/package.json", "{");
    write("app/index.ts", "");

    expect(requiredPackages(join(folder, "app"))).toEqual([
      { name: "aws", version: "7.0.0", server: "" },
      { name: "other", version: "1.2.3", server: "https://x" },
    ]);
  });

  test("an SDK becomes a dependency of the program, beside those that it has", () => {
    write("package.json", '{"name":"shop","dependencies":{"@pulumi/pulumi":"3.0.0"}}');
    write("sdks/custom-user-pool/package.json", '{"name":"@pulumi/custom-user-pool"}');
    const sdk = new LinkRequest.LinkDependency().setPath("sdks/custom-user-pool");
    const info = new ProgramInfo().setProgramDirectory(folder);

    const response = linkPackages(new LinkRequest().setInfo(info).setPackagesList([sdk]));

    expect(response.getImportInstructions()).toContain('from "@pulumi/custom-user-pool";');
    expect(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).toEqual({
      name: "shop",
      dependencies: { "@pulumi/pulumi": "3.0.0", "@pulumi/custom-user-pool": "file:sdks/custom-user-pool" },
    });
  });

  test("no SDK is generated without Pulumi's generator, or where that fails, and both say why", async () => {
    const generator = join(folder, "generator");
    const generating = () => generatePackage(new GeneratePackageRequest(), generator);
    await expect(generating()).rejects.toThrow("run `npm run local:cli -- --languages`");

    writeFileSync(generator, "#!/bin/sh\ncat >/dev/null; echo no such schema >&2; exit 1\n", { mode: 0o755 });
    await expect(generating()).rejects.toThrow("No SDK was generated: no such schema");
  });

  test("the host is put where there is none, and brought up to date where there is an older one of ours", async () => {
    expect(await installLanguageHost(folder)).toBe(true);
    const installed = readFileSync(join(folder, languageHostName), "utf8");
    write(languageHostName, `${installed}// older`);

    expect(await installLanguageHost(folder)).toBe(true);

    expect(installed.startsWith("#!/usr/bin/env node\n")).toBe(true);
    expect(readFileSync(join(folder, languageHostName), "utf8")).toBe(installed);
  });

  test("Pulumi's own host is left alone", async () => {
    write(languageHostName, "\u007fELF");

    expect(await installLanguageHost(folder)).toBe(false);

    expect(readFileSync(join(folder, languageHostName), "utf8")).toBe("\u007fELF");
  });
});
