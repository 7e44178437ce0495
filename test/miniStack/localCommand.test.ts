import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { exitCodes } from "../../commands/support/exitCodes";
import { removeFolders, temporaryFolder } from "../support/folders";
import { runLocalCommand, startByNpm, startLocalCommand } from "./support/command";

jest.setTimeout(120_000);

const EMBEDDED = ["--engine", "embedded", "--json"];

interface Result {
  engine: string;
  outputs: Record<string, string>;
  triggerLog: string;
  resourcesCreated: number;
  resourcesLeft: number;
  seconds: Record<string, number>;
  env: Record<string, string>;
  error: string;
}

function result(stdout: string): Result {
  return JSON.parse(stdout) as Result;
}

/** The process of MiniStack under a running command. */
function miniStackOf(pid = 0): number {
  return Number(execFileSync("pgrep", ["-P", String(pid), "-f", "launch.py"], { encoding: "utf8" }).trim());
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Where a MiniStack listens. */
function upstreamOf(pid: number): string {
  const port = /GATEWAY_PORT=(\d+)/.exec(
    execFileSync("ps", ["eww", "-p", String(pid)], { encoding: "utf8" }),
  )?.[1];
  return `http://127.0.0.1:${port}/_ministack/health`;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

describe("npm run local", () => {
  afterEach(removeFolders);

  it("deploys, signs up, confirms, shows the trigger's line, changes, destroys and leaves nothing", async () => {
    const { exitCode, stdout, stderr } = await runLocalCommand(EMBEDDED);

    const { engine, outputs, triggerLog, resourcesCreated, resourcesLeft, seconds } = result(stdout);
    const { userPoolId = "", userPoolArn, userPoolClientId } = outputs;
    expect(userPoolId).toMatch(/^us-east-1_\w+$/);
    expect(userPoolArn).toBe(`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${userPoolId}`);
    expect(userPoolClientId).toMatch(/^\w+$/);
    expect(triggerLog).toMatch(
      new RegExp(`^User confirmed: User-Pool ${userPoolId}, UserId: [0-9a-f-]{36}$`),
    );
    expect({ exitCode, engine, resourcesLeft }).toEqual({
      exitCode: 0,
      engine: "embedded",
      resourcesLeft: 0,
    });
    expect(resourcesCreated).toBeGreaterThanOrEqual(9);
    expect(Object.keys(seconds)).toEqual([
      "start",
      "deploy",
      "signUp",
      "confirm",
      "logLine",
      "outputs",
      "change",
      "destroy",
      "leftovers",
      "stop",
    ]);
    expect(stderr).toContain(
      "is registered without the condition on aws:RequestTag/custom-user-pool:handler",
    );
  });

  it("keeps the deployment until SIGTERM, in an environment that it prints", async () => {
    const { child, ended, says } = startLocalCommand([...EMBEDDED, "--keep"]);
    await says("The deployment stays until Ctrl-C");
    const miniStack = miniStackOf(child.pid);

    child.kill("SIGTERM");
    const { exitCode, stdout } = await ended;

    const { env, outputs, triggerLog } = result(stdout);
    expect(exitCode).toBe(0);
    expect(triggerLog).toContain(`User-Pool ${outputs["userPoolId"]}`);
    expect(env).toMatchObject({
      AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
    });
    expect(lives(miniStack)).toBe(false);
  });

  it("ends in order when it is npm that is ended", async () => {
    const { child, ended, says } = startByNpm([...EMBEDDED, "--keep"]);
    await says("The deployment stays until Ctrl-C");

    child.kill("SIGTERM");
    // Over once the last process that could write there is.
    const { stderr } = await ended;

    expect(stderr).toContain("✔ stop the local AWS");
  });

  it("ends in order on Ctrl-C in the middle of a deployment", async () => {
    const { child, ended, says } = startLocalCommand(EMBEDDED);
    await says("is registered without");
    const miniStack = miniStackOf(child.pid);

    child.kill("SIGINT");
    const { exitCode, stdout, stderr } = await ended;

    expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: "" });
    expect(stderr).toContain("Stopped by SIGINT.");
    expect(lives(miniStack)).toBe(false);
    expect(
      readdirSync(tmpdir()).filter((name) => name.startsWith(`custom-user-pool-local-${child.pid}-`)),
    ).toEqual([]);
  });

  it("says that the emulator was killed", async () => {
    const { child, ended, says } = startLocalCommand([...EMBEDDED, "--keep"]);
    await says("The deployment stays until Ctrl-C");

    process.kill(miniStackOf(child.pid), "SIGKILL");
    const { exitCode, stdout, stderr } = await ended;

    // Where the deployment was is the one thing in JSON.
    expect(result(stdout)).toHaveProperty("env");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("✖ MiniStack, the local AWS, has ended by SIGKILL. Run the command again.");
  });

  it("takes MiniStack with it when it is killed itself", async () => {
    const { child, ended, says } = startLocalCommand([...EMBEDDED, "--keep"], { TMPDIR: temporaryFolder() });
    await says("The deployment stays until Ctrl-C");
    const endpoint = upstreamOf(miniStackOf(child.pid));
    const answered = await answers(endpoint);

    child.kill("SIGKILL");
    await ended;
    await new Promise((resolve) => setTimeout(resolve, 500));

    expect([answered, await answers(endpoint)]).toEqual([true, false]);
  });

  it("shows what failed, with the stack's events and the function's log, and cleans up", async () => {
    const { exitCode, stdout, stderr } = await runLocalCommand([
      ...EMBEDDED,
      "--config",
      "adoptUserPoolId=us-east-1_Nowhere",
    ]);

    const { error, resourcesLeft } = result(stdout);
    expect({ exitCode, resourcesLeft }).toEqual({ exitCode: 1, resourcesLeft: 0 });
    expect(error).toMatch(/The CloudFormation stack `user-pool-stack-\w+` ended in ROLLBACK/);
    expect(stderr).toMatch(/UserPool CREATE_FAILED: .*us-east-1_Nowhere/);
    expect(stderr).toContain("The log /aws/lambda/custom-user-pool-local-user-pool-handler:");
    expect(stderr).not.toContain("While cleaning up");
  });

  it("refuses a password length that the program refuses", async () => {
    const { exitCode, stdout } = await runLocalCommand([...EMBEDDED, "--config", "passwordMinimumLength=3"]);

    expect(exitCode).toBe(1);
    expect(result(stdout).error).toContain("passwordMinimumLength");
  });
});

describe("npm run local, before anything is started", () => {
  it.each([
    { args: ["--engin"], says: "Unknown option `--engin`. Did you mean `--engine`?" },
    { args: ["--config", "poolname=x"], says: "`poolname` is no configuration key of the program." },
    {
      args: ["--config", "selfSignUp=maybe"],
      says: "Expected `selfSignUp` to be a value of type boolean, got `maybe`.",
    },
    { args: ["--example", "nope"], says: "There is no example `nope`. There are: adoption," },
    { args: ["--engine", "embedded", "--provider", "aws"], says: "`--provider aws` needs the Pulumi CLI" },
  ])("refuses $args in one message", async ({ args, says }) => {
    const { exitCode, stdout, stderr } = await runLocalCommand(args);

    expect({ exitCode, stdout }).toEqual({ exitCode: exitCodes.usage, stdout: "" });
    expect(stderr).toContain(says);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("says that the folder for temporary files cannot be written, and nothing else", async () => {
    const { exitCode, stdout, stderr } = await runLocalCommand(EMBEDDED, { TMPDIR: "/proc" });

    expect(exitCode).toBe(1);
    expect(result(stdout).error).toContain("The folder `/proc` cannot be written");
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("says that its port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as AddressInfo;

    const { exitCode, stdout } = await runLocalCommand([...EMBEDDED, "--port", String(port)]);
    taken.close();

    expect(exitCode).toBe(1);
    expect(result(stdout).error).toContain(`Port ${port} of 127.0.0.1 is in use.`);
  });

  it.each([
    { url: "http://127.0.0.1:1", says: "Nothing answers at `http://127.0.0.1:1`" },
    { url: "nowhere", says: "Expected `AWS_ENDPOINT_URL` to be a URL, got `nowhere`." },
    { url: "https://cognito-idp.us-east-1.amazonaws.com", says: "`AWS_ENDPOINT_URL` names AWS itself" },
    { url: "https://cognito-idp.us-east-1.api.aws", says: "`AWS_ENDPOINT_URL` names AWS itself" },
    { url: "https://sts.eusc-de-east-1.amazonaws.eu", says: "`AWS_ENDPOINT_URL` names AWS itself" },
  ])("refuses the emulator $url", async ({ url, says }) => {
    const { exitCode, stdout } = await runLocalCommand(EMBEDDED, { AWS_ENDPOINT_URL: url });

    expect(exitCode).toBe(1);
    expect(result(stdout).error).toContain(says);
  });
});
