import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolCommand,
  type CreateUserPoolRequest,
} from "@aws-sdk/client-cognito-identity-provider";
import { usersCommand } from "../../commands/users";
import { connect } from "../../commands/users/cognito/api";
import { systemClock } from "../../handlers/customResource/clock";
import { runCommand } from "../commands/support/capture";
import { describeWithMiniStack } from "./support/miniStack";

jest.setTimeout(120_000);

describeWithMiniStack("the commands about users", (stack) => {
  it("move the users of a pool into another one that signs in by e-mail", async () => {
    const client = new CognitoIdentityProviderClient({
      endpoint: stack().proxy.endpoint,
      region: "eu-west-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const folder = mkdtempSync(join(tmpdir(), "users-"));
    const file = join(folder, "users.jsonl");
    const from = await makePool(client, { PoolName: "old" });
    const to = await makePool(client, { PoolName: "new", UsernameAttributes: ["email"] });
    await populate(client, from);
    const command = usersCommand({ connect: () => connect(() => client), clock: systemClock });
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCommand(command, [...args, "--json"]);
      return { code, said: JSON.parse(stdout || JSON.stringify({ stderr })) as Record<string, unknown> };
    };

    const exported = await run("export", "--from", from, "--out", file);
    const imported = await run("import", "--from", file, "--to", to);
    const groups = await run("groups", "--from", file, "--to", to);
    const again = await run("groups", "--from", from, "--to", to);
    const status = await run("status", "--from", from, "--to", to);
    const compared = await run("compare", "--from", from, "--to", to);
    client.destroy();
    rmSync(folder, { recursive: true });

    expect(exported).toMatchObject({ code: 0, said: { users: 70, groups: 1 } });
    expect(imported).toMatchObject({ code: 0, said: { created: 70 } });
    expect(groups).toMatchObject({ code: 0, said: { groups: 1, memberships: 3 } });
    expect(again).toMatchObject({ code: 0, said: { groups: 0, memberships: 0, existed: 3 } });
    expect(status).toMatchObject({
      code: 0,
      said: { moved: 70, missing: 0, to: { users: 70, disabled: 1, statuses: { CONFIRMED: 69 } } },
    });
    expect(compared).toMatchObject({ code: 0, said: { same: 70, missing: 0, different: 0, extra: 0 } });
  });
});

async function makePool(client: CognitoIdentityProviderClient, settings: CreateUserPoolRequest) {
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({ AutoVerifiedAttributes: ["email"], ...settings }),
  );
  return UserPool?.Id ?? "";
}

/** More users than a page has, one of them disabled, three in a group. */
async function populate(client: CognitoIdentityProviderClient, UserPoolId: string): Promise<void> {
  await client.send(new CreateGroupCommand({ UserPoolId, GroupName: "admins", Precedence: 1 }));
  for (let index = 0; index < 70; index++) {
    const id = { UserPoolId, Username: `user-${index}` };
    const UserAttributes = [
      { Name: "email", Value: `user-${index}@example.com` },
      { Name: "email_verified", Value: "true" },
    ];
    await client.send(new AdminCreateUserCommand({ ...id, UserAttributes, MessageAction: "SUPPRESS" }));
    await client.send(new AdminSetUserPasswordCommand({ ...id, Password: "Passw0rd!x", Permanent: true }));
    if (index < 3) await client.send(new AdminAddUserToGroupCommand({ ...id, GroupName: "admins" }));
  }
  await client.send(new AdminDisableUserCommand({ UserPoolId, Username: "user-69" }));
}
