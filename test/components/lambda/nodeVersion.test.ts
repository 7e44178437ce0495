import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { oldNodeWarning } from "../../../components/lambda/nodeVersion";
import { UserPoolHandler } from "../../../components/userPoolHandler";
import { removeFolders, temporaryFolder } from "../../support/folders";
import { record } from "../../support/mocks";

const root = join(__dirname, "..", "..", "..");
const quiet = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

/** What a process that makes AWS clients writes on standard error, where Node says that it is of this version. */
function stderrOn(version: string, env: Record<string, string> = {}): string {
  const { [quiet]: _, ...others } = process.env;
  const pretends = join(temporaryFolder(), "pretends.cjs");
  writeFileSync(pretends, `Object.defineProperty(process, "version", { value: "${version}" });`);
  const makesClients = `
    const { CloudFormationClient } = require("@aws-sdk/client-cloudformation");
    const { CognitoIdentityProviderClient } = require("@aws-sdk/client-cognito-identity-provider");
    new CloudFormationClient({ region: "eu-west-1" });
    new CognitoIdentityProviderClient({ region: "eu-west-1" });`;
  const args = ["--require", pretends, "--require", "./scripts/typescript.cjs", "-e", makesClients];
  const { stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...others, ...env },
    encoding: "utf8",
  });
  return stderr;
}

afterAll(removeFolders);

describe("on a Node that is too old", () => {
  test("a command says so in one line, and the AWS SDK says nothing", () => {
    expect(stderrOn("v20.20.2")).toMatch(/^Node v20\.20\.2 is too old: .*\n$/);
  });

  test("a command that another one has started says nothing", () => {
    expect(stderrOn("v20.20.2", { [quiet]: "true" })).toBe("");
  });

  test("a program says it once", () => {
    const env: NodeJS.ProcessEnv = {};

    const said = [oldNodeWarning("v20.19.0", env), oldNodeWarning("v20.19.0", env)];

    expect(said).toEqual([expect.stringMatching(/^Node v20\.19\.0 is too old: [^\n]*$/), undefined]);
  });
});

test.each(["v22.0.0", "v24.21.0", "v100.0.0"])("Node %s is not too old", (version) => {
  const env: NodeJS.ProcessEnv = {};

  expect(oldNodeWarning(version, env)).toBeUndefined();
  expect(env).toEqual({});
});

describe("a program of two pools on a Node that is too old", () => {
  test.each([
    { phase: "the update", preview: false, lines: 1 },
    { phase: "the preview before it", preview: true, lines: 0 },
  ])("says so in $lines lines in $phase", async ({ preview, lines }) => {
    const before = process.env[quiet];
    delete process.env[quiet];
    const { version } = process;
    Object.defineProperty(process, "version", { value: "v20.20.2" });
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();

    await record(() => ["a", "b"].map((name) => new UserPoolHandler(name)), { preview });
    Object.defineProperty(process, "version", { value: version });
    process.env[quiet] = before;

    expect(warn).toHaveBeenCalledTimes(lines);
  });
});

test("package.json asks for the Node that the warning asks for", () => {
  const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

  expect(manifest).toMatchObject({ engines: { node: ">=22" } });
  expect(oldNodeWarning("v21.9.9", {})).toContain("Pulumi supports 22 and later");
});
