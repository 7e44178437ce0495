import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { runsTypeScript } from "../../../commands/support/processes";
import { awsError } from "../../support/cognitoRules";
import { CognitoServer } from "../../support/cognitoServer";
import { FakeCognito, type FakeCognitoOptions } from "../../support/fakeCognito";

/** `npm run probe` with one question, against a Cognito of ours. */
async function probe(options: FakeCognitoOptions) {
  const server = await CognitoServer.start(new FakeCognito(options));
  const args = ["commands/probe.ts", "--make-user-pools", "--only", "tags.update"];
  const child = spawn(process.execPath, [...runsTypeScript, ...args], {
    cwd: join(__dirname, "../../.."),
    env: {
      PATH: process.env["PATH"],
      NODE_NO_WARNINGS: "1",
      AWS_ENDPOINT_URL: server.url,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_MAX_ATTEMPTS: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [exitCode, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  const pools = [...server.cognito.pools.keys()];
  await server.stop();
  return { exitCode, stdout, stderr, pools };
}

describe("npm run probe", () => {
  it("says what it could not remove, and fails", async () => {
    const gate: FakeCognitoOptions["gate"] = (operation) => {
      if (operation === "deleteUserPool") throw awsError("NotAuthorizedException", "Not today.");
    };

    const { exitCode, stdout, stderr, pools } = await probe({ gate });

    expect(exitCode).toBe(1);
    expect(pools).toHaveLength(1);
    expect(stdout).toContain("| tags.update | replaced |");
    expect(stderr).toContain(`${pools[0]}: Not today.`);
    expect(stderr).toContain(`STILL THERE: ${pools[0]}. Try`);
  });

  it("ends well when nothing is left, whatever it could not look for", async () => {
    const { exitCode, stdout, stderr, pools } = await probe({});

    expect({ exitCode, pools }).toEqual({ exitCode: 0, pools: [] });
    expect(stdout).toContain("| tags.update | replaced |");
    expect(stderr).toContain("Looking for roles of probes: ");
  });
});
