import { spawnSync } from "node:child_process";
import { join } from "node:path";
import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { passwordFor } from "../../commands/smoke/smokeTest";
import { localEnvironment } from "../../commands/support/aws";
import { runsTypeScript } from "../../commands/support/processes";
import { describeWithMiniStack } from "./support/miniStack";

jest.setTimeout(60_000);

function runSmoke(args: string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...runsTypeScript, "commands/main.ts", "smoke", ...args],
    {
      cwd: join(__dirname, "..", ".."),
      env: { ...process.env, NODE_NO_WARNINGS: "1", ...env },
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

describe("the smoke test's password", () => {
  it.each([{ MinimumLength: 6 }, { MinimumLength: 40 }, { MinimumLength: 99 }, {}])(
    "suits the policy %j",
    (policy) => {
      const password = passwordFor(policy);

      expect(password.length).toBeGreaterThanOrEqual(policy.MinimumLength ?? 8);
      expect(password.length).toBeLessThanOrEqual(99);
      expect(password).toMatch(/^aA1!/);
    },
  );
});

describe("npm run smoke", () => {
  it("wants the pool and the client together", () => {
    const { status, stderr } = runSmoke(["--user-pool-id", "us-east-1_Pool"]);

    expect({ status, stderr }).toEqual({
      status: 64,
      stderr: "✖ Expected `--user-pool-id` and `--client-id` together, got one of them.\n",
    });
  });

  it("says how to name a pool where there is no stack to ask", () => {
    const { status, stderr } = runSmoke([], { PATH: "/nonexistent" });

    expect(status).toBe(1);
    expect(stderr).toContain(
      "the Pulumi CLI is not on PATH. Select a stack, or name the pool by `--user-pool-id`",
    );
  });
});

describeWithMiniStack("npm run smoke, against a pool without a trigger", (stack) => {
  it("says that there is no line to wait for, and leaves no user", async () => {
    const { cognito } = stack().aws;
    const { UserPool } = await cognito.send(
      new CreateUserPoolCommand({ PoolName: "p", UsernameAttributes: ["email"] }),
    );
    const UserPoolId = UserPool?.Id ?? "";
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: "c" }),
    );

    const { status, stdout, stderr } = runSmokeFor(UserPoolId, UserPoolClient?.ClientId ?? "");

    expect(status).toBe(1);
    expect(stdout).toMatch(/✔ signed up.*[^]*✔ confirmed/);
    expect(stderr).toContain(`The user pool \`${UserPoolId}\` has no PostConfirmation trigger`);
    expect((await cognito.send(new ListUsersCommand({ UserPoolId }))).Users).toEqual([]);
  });

  function runSmokeFor(userPoolId: string, clientId: string) {
    // The child is waited for without serving the proxy of this process: it talks to MiniStack itself.
    const environment = localEnvironment(stack().miniStack.endpoint);
    return runSmoke(["--user-pool-id", userPoolId, "--client-id", clientId], environment);
  }
});
