import { runInNewContext } from "node:vm";
import {
  AdminConfirmSignUpCommand,
  DescribeUserPoolCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { command } from "../../commands/adopt";
import { localEnvironment } from "../../commands/support/aws";
import { startProxy } from "../../local/proxy/proxy";
import { runCommand } from "../commands/support/capture";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { blocksOf } from "../support/documentation";
import { preparePulumi, type TypedProgram } from "./support/typedProgram";

jest.setTimeout(400_000);

const page = "docs/from-aws-cognito-userpool.md";
const [keeping = "", swapped = ""] = textsOf("ts").map((text) => text.replaceAll(/^import .*\n/gm, ""));
const [moving = ""] = textsOf("ts fragment");
const [keep = "", swap = ""] = textsOf("sh test");
const old = keeping.replace("retainOnDelete: true", "");
const urn = "urn:pulumi:dev::shop::aws:cognito/userPool:UserPool::users";
const password = "Passw0rd!long";

function textsOf(language: string): string[] {
  return blocksOf(page).flatMap(({ info, text }) => (info === language ? [text] : []));
}

/** What a program may have beside the pool. */
const around = {
  functions: `
const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
const role = new aws.iam.Role("hello-role", {
  assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
});
const code = "exports.handler = async (event) => event;";
const hello = new aws.lambda.Function("hello", {
  role: role.arn,
  handler: "index.handler",
  runtime: "nodejs22.x",
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(code) }),
});
`,
  /** @param id - and the ARN, as the program reads them from its pool */
  parts: (id: string, arn: string) => `
new aws.lambda.Permission("hello", {
  action: "lambda:InvokeFunction",
  function: hello.name,
  principal: "cognito-idp.amazonaws.com",
  sourceArn: ${arn},
});
new aws.cognito.UserPoolDomain("login", { domain: "customers-login", userPoolId: ${id} });
`,
  settings: `
    passwordPolicy: { minimumLength: 10, requireNumbers: true },
    schemas: [{ name: "plan", attributeDataType: "String", mutable: true }],
    lambdaConfig: { postConfirmation: hello.arn },
    deletionProtection: "ACTIVE",
    tags: { team: "blue" },
  `,
};

/** A program of the page with what stands around a pool; the old one's pool also says more. */
function rich(program: string): string {
  const isOld = program.includes("aws.cognito.UserPool(");
  const more = program.replace(/usernameAttributes: \["email"\],/, (given) => `${given}${around.settings}`);
  const names = isOld
    ? around.parts("users.id", "users.arn")
    : around.parts("users.userPoolId", "users.userPoolArn");
  return `${around.functions}${isOld ? more : program}${names}`;
}

describeWithMiniStack(`The way of ${page}`, (stack) => {
  beforeEach(() => {
    Object.assign(process.env, localEnvironment(stack().proxy.endpoint));
  });

  afterEach(() => stack().reset());

  /** The old program, deployed, with a user in its pool. */
  async function deployOld(source: string, endpoint = stack().proxy.endpoint) {
    const pulumi = await preparePulumi(endpoint);
    const program = await pulumi.program(source);
    await succeed(program, "up", "--yes", "--skip-preview");
    const outputs = JSON.parse(await succeed(program, "stack", "output", "--json")) as {
      userPoolId: string;
      clientId: string;
    };
    const { userPoolId: UserPoolId, clientId: ClientId } = outputs;
    await signUp("jane@example.com", { UserPoolId, ClientId });
    const swapTo = (change = (text: string) => text) =>
      program.write(change(swapped.replace(/"eu-west-1_\w+"/, JSON.stringify(UserPoolId))));
    return { program, UserPoolId, ClientId, swapTo };
  }

  /** Where the pool has a PostConfirmation trigger, it ends with an error unless the pool may call it. */
  async function signUp(
    Username: string,
    { UserPoolId, ClientId }: { UserPoolId: string; ClientId: string },
  ): Promise<void> {
    const { cognito } = stack().aws;
    await cognito.send(new SignUpCommand({ ClientId, Username, Password: password }));
    await cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username }));
  }

  async function succeed(program: TypedProgram, ...args: string[]): Promise<string> {
    const { ok, output } = await program.pulumi(...args);
    if (!ok) throw new Error(output);
    return output;
  }

  async function fail(program: TypedProgram, ...args: string[]): Promise<string> {
    const { ok, output } = await program.pulumi(...args);
    if (ok) throw new Error(`It did not fail:\n${output}`);
    return output;
  }

  /** Whether the user can sign in with the old password, by the old client. */
  async function signsIn(ClientId: string): Promise<boolean> {
    const { AuthenticationResult } = await stack().aws.cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "jane@example.com", PASSWORD: password },
      }),
    );
    return AuthenticationResult?.AccessToken !== undefined;
  }

  /** What the page takes from the program that `adopt` prints. */
  async function printedBy(UserPoolId: string): Promise<{ settings: string; triggers: string }> {
    const { code, stdout } = await runCommand(command, ["--user-pool-id", UserPoolId]);
    const [, args = "{}"] = /new CustomUserPool\("[^"]*", (\{[^]*?\n\})/.exec(stdout) ?? [];
    const { settings, triggers } = runInNewContext(`(${args})`) as Record<string, object>;
    expect(code).toBe(0);
    return { settings: JSON.stringify(settings), triggers: JSON.stringify(triggers) };
  }

  async function pool(UserPoolId: string) {
    const { UserPool = {} } = await stack().aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    return UserPool;
  }

  async function poolIds(): Promise<string[]> {
    const { UserPools = [] } = await stack().aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    return UserPools.map(({ Id = "" }) => Id);
  }

  it("keeps pool, user, password and client by its two blocks of commands", async () => {
    const { program, UserPoolId, ClientId, swapTo } = await deployOld(old);

    program.write(keeping);
    const kept = await program.shell(keep);
    swapTo();
    const said = await program.shell(swap);

    expect(kept).toMatch(/"retainOnDelete": true/);
    expect(said).toContain(`${UserPoolId} is also the resource ${urn}`);
    expect(said).toMatch(/aws:cognito:UserPool users delete\[retain\]/);
    expect(said).not.toMatch(/replace/);
    expect(await poolIds()).toEqual([UserPoolId]);
    expect(await signsIn(ClientId)).toBe(true);
  });

  it("keeps domain, tags, triggers, attributes and all settings that the new program does not mention", async () => {
    const { program, UserPoolId, ClientId, swapTo } = await deployOld(rich(old));
    const before = await pool(UserPoolId);

    program.write(rich(keeping));
    await program.shell(keep);
    swapTo(rich);
    const said = await program.shell(swap);
    await succeed(program, "preview", "--refresh", "--expect-no-changes");

    const after = await pool(UserPoolId);
    await signUp("john@example.com", { UserPoolId, ClientId });
    expect(said).not.toMatch(/replace/);
    expect(before.LambdaConfig?.PostConfirmation).toMatch(/:function:hello-/);
    expect(after).toEqual({
      ...before,
      LastModifiedDate: after.LastModifiedDate,
      UserPoolTags: expect.objectContaining({ team: "blue" }) as object,
    });
    expect(await signsIn(ClientId)).toBe(true);

    const { settings, triggers } = await printedBy(UserPoolId);
    swapTo((text) =>
      rich(text.replace(/settings: .*,\n/, `settings: ${settings}, triggers: ${triggers},\n`)).replace(
        /new aws\.lambda\.Permission\([^]*?\n\}\);\n/,
        "",
      ),
    );
    await succeed(program, "up", "--yes", "--skip-preview");
    await signUp("joan@example.com", { UserPoolId, ClientId });
    expect(JSON.parse(settings)).toMatchObject({ Policies: { PasswordPolicy: { MinimumLength: 10 } } });
    expect(await pool(UserPoolId)).toEqual({
      ...after,
      // The former `UnusedAccountValidityDays`, which Cognito refuses beside today's setting, is never repeated.
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      EstimatedNumberOfUsers: 3,
      LastModifiedDate: expect.any(Date) as Date,
      UserPoolTags: expect.objectContaining({ team: "blue" }) as object,
    });
  });

  it("without step 1 warns in the preview, and Cognito keeps the pool that the component has protected", async () => {
    const { program, UserPoolId, ClientId, swapTo } = await deployOld(old);

    swapTo();
    const preview = await succeed(program, "preview");
    const up = await fail(program, "up", "--yes", "--skip-preview");
    swapTo((text) => text.replace("settings:", "deletionProtection: false, settings:"));
    const lifted = await fail(program, "up", "--yes", "--skip-preview");
    swapTo();
    await succeed(program, "state", "delete", urn, "--yes");
    await succeed(program, "up", "--yes", "--skip-preview");

    expect(preview).toContain("If it shows `delete` without `[retain]`, do not deploy");
    expect(preview).toMatch(/aws:cognito:UserPool users delete $/m);
    expect(up).toContain("deletion protection is activated");
    expect(lifted).toContain("may not be without deletion protection");
    expect(await poolIds()).toEqual([UserPoolId]);
    expect((await pool(UserPoolId)).DeletionProtection).toBe("ACTIVE");
    expect(await signsIn(ClientId)).toBe(true);
    await succeed(program, "preview", "--expect-no-changes");
  });

  it.each([
    { ends: "succeeds", withoutAction: undefined, says: "deletion protection is activated" },
    { ends: "fails", withoutAction: "cognito-idp:UpdateUserPool", says: "ended in ROLLBACK_COMPLETE" },
  ])(
    "without step 1 keeps the pool under `--continue-on-error`, when its adoption $ends",
    async ({ withoutAction, says }) => {
      const upstream = () => stack().miniStack.endpoint;
      const proxy = await startProxy({ upstream, ...(withoutAction && { withoutAction }) });
      const { program, UserPoolId } = await deployOld(old, proxy.endpoint);

      // Nothing else reads the pool, so that nothing else fails with its adoption.
      program.write(
        `new CustomUserPool("users", { adoptUserPoolId: "${UserPoolId}", settings: { PoolName: "customers" } });`,
      );
      const said = await fail(program, "up", "--yes", "--skip-preview", "--continue-on-error");
      await proxy.close();

      expect(said).toContain(says);
      expect(await poolIds()).toEqual([UserPoolId]);
      expect(await pool(UserPoolId)).toMatchObject({ EstimatedNumberOfUsers: 1 });
    },
  );

  it("refuses to take over without protection what the old resource could delete", async () => {
    const { program, UserPoolId, swapTo } = await deployOld(old);

    swapTo((text) => text.replace("settings:", "deletionProtection: false, settings:"));
    const preview = await fail(program, "preview");
    const up = await fail(program, "up", "--yes", "--skip-preview");

    for (const said of [preview, up]) {
      expect(said).toContain(
        `The user pool ${UserPoolId} may not be without deletion protection as long as it is also the resource ${urn}`,
      );
    }
    expect(await poolIds()).toEqual([UserPoolId]);
  });

  it("meets Pulumi's refusal where the old resource is protected, until step 1 lifts that", async () => {
    const { program, UserPoolId, swapTo } = await deployOld(keeping.replace("retainOnDelete", "protect"));

    swapTo();
    const refused = await fail(program, "preview");
    program.write(keeping);
    await program.shell(keep);
    swapTo();
    await program.shell(swap);

    expect(refused).toContain("because it is protected");
    expect(await poolIds()).toEqual([UserPoolId]);
  });

  it("warns of two managers, and Pulumi refuses to forget a pool that clients depend on", async () => {
    const { program, UserPoolId } = await deployOld(old);

    const refused = await fail(program, "state", "delete", urn, "--yes");
    const second = `new CustomUserPool("second", { adoptUserPoolId: "${UserPoolId}", settings: { PoolName: "customers" } });`;
    program.write(`${old}${second}`);
    const preview = await succeed(program, "preview");

    expect(refused).toContain("--target-dependents");
    expect(preview).toContain("If it does not show it, the program still declares it: remove it.");
  });

  it("goes back to Pulumi's own resource in three deployments, with the same pool and client", async () => {
    const { program, UserPoolId, ClientId, swapTo } = await deployOld(old);
    program.write(keeping);
    await program.shell(keep);
    swapTo();
    await program.shell(swap);

    swapTo((text) => text.replace("settings:", 'onDelete: "retain", deletionProtection: false, settings:'));
    await succeed(program, "up", "--yes", "--skip-preview");
    const without = keeping.replace(/const users = [^]*?\n\);\n/, `const users = { id: "${UserPoolId}" };\n`);
    program.write(without);
    await succeed(program, "up", "--yes", "--skip-preview");
    program.write(keeping.replace("retainOnDelete: true", `import: "${UserPoolId}"`));
    await succeed(program, "up", "--yes", "--skip-preview");

    expect(await poolIds()).toEqual([UserPoolId]);
    expect(await signsIn(ClientId)).toBe(true);
    expect(await succeed(program, "stack", "output", "clientId")).toContain(ClientId);
    await succeed(program, "preview", "--refresh", "--expect-no-changes");
  });

  it("lets a client move into the component by an alias, with its id", async () => {
    const { program, UserPoolId, ClientId, swapTo } = await deployOld(old);
    program.write(keeping);
    await program.shell(keep);
    swapTo();
    await program.shell(swap);

    const outputs = swapped
      .slice(swapped.indexOf("export const"))
      .replace("web.id", 'users.client("web").id');
    swapTo(() => `${moving.replace(/"eu-west-1_\w+"/, JSON.stringify(UserPoolId))}${outputs}`);
    const preview = await succeed(program, "preview", "--diff");
    await succeed(program, "up", "--yes", "--skip-preview");

    expect(preview).not.toMatch(/replace/);
    expect(JSON.parse(await succeed(program, "stack", "output", "--json"))).toMatchObject({
      clientId: ClientId,
    });
    expect(await signsIn(ClientId)).toBe(true);
  });
});
