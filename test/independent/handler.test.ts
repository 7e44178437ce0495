import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  ListUserPoolsCommand,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { bundle, ownHandlers, packageFolder } from "../../components/lambda/bundle";
import { AnswerServer } from "../support/answerServer";
import { BundleProcess } from "../support/bundleProcess";
import { StackResource } from "../support/cloudFormation";
import { removeFolders, temporaryFolder } from "../support/folders";
import { attribute, totp } from "../support/poolSettings";
import { type Moto, startMoto } from "./support/moto";

jest.setTimeout(180_000);

const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:hook";

describe("the built handler with moto as its Cognito", () => {
  let moto: Moto;
  let server: AnswerServer;
  let lambda: BundleProcess;
  let cognito: CognitoIdentityProviderClient;

  beforeAll(async () => {
    moto = await startMoto();
    server = await AnswerServer.start();
    const file = join(temporaryFolder(), "index.mjs");
    writeFileSync(file, await bundle({ ...ownHandlers.userPool, folder: packageFolder() }));
    lambda = await BundleProcess.start(file, { endpoint: moto.endpoint, remainingMs: 60_000 });
    const credentials = { accessKeyId: "test-key", secretAccessKey: "test-secret" };
    cognito = new CognitoIdentityProviderClient({
      endpoint: moto.endpoint,
      region: "eu-west-1",
      credentials,
    });
  });
  afterAll(async () => {
    cognito.destroy();
    await lambda.stop();
    await server.stop();
    await moto.stop();
    removeFolders();
  });

  function resource(type = "Custom::UserPool"): StackResource {
    return new StackResource({ invoke: lambda.invoke, server, type });
  }

  async function poolIds(): Promise<(string | undefined)[]> {
    const { UserPools = [] } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    return UserPools.map(({ Id }) => Id);
  }

  async function describePool(UserPoolId: string | undefined): Promise<UserPoolType> {
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    return UserPool ?? {};
  }

  async function created(properties: Record<string, unknown>): Promise<StackResource> {
    const stack = resource();
    expect(await stack.create(properties)).toMatchObject({ Status: "SUCCESS" });
    return stack;
  }

  afterEach(async () => {
    const left = await poolIds();
    if (left.length > 0) throw new Error(`Left behind: ${left.join()}`);
  });

  test("makes a pool, tells where it is, and deletes it", async () => {
    const stack = resource();
    const answer = await stack.create({ Settings: { PoolName: "shop", UsernameAttributes: ["email"] } });
    const pool = await describePool(stack.physicalId);

    expect(answer).toMatchObject({ Status: "SUCCESS", Data: { UserPoolId: pool.Id, Arn: pool.Arn } });
    expect(pool).toMatchObject({ Name: "shop", UsernameAttributes: ["email"] });
    expect(await stack.delete()).toMatchObject({ Status: "SUCCESS" });
  });

  test("changes the settings of a pool, and takes back what is no longer said", async () => {
    const policy = (MinimumLength: number) => ({ PasswordPolicy: { MinimumLength } });
    const stack = await created({ Settings: { PoolName: "shop", AutoVerifiedAttributes: ["email"] } });
    const { physicalId } = stack;

    const changed = await stack.update({ Settings: { PoolName: "shop", Policies: policy(14) } });
    const { Policies, AutoVerifiedAttributes } = await describePool(physicalId);

    expect(changed).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: physicalId });
    expect(Policies?.PasswordPolicy?.MinimumLength).toBe(14);
    expect(AutoVerifiedAttributes ?? []).toEqual([]);
    await stack.delete();
  });

  test("turns MFA on and off", async () => {
    const mfa = async (UserPoolId: string | undefined) =>
      cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
    const stack = await created({ Settings: { PoolName: "shop", ...totp } });

    const on = await mfa(stack.physicalId);
    await stack.update({ Settings: { PoolName: "shop" } });
    const off = await mfa(stack.physicalId);

    expect(on).toMatchObject({
      MfaConfiguration: totp.MfaConfiguration,
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    expect(off).toMatchObject({ MfaConfiguration: "OFF" });
    await stack.delete();
  });

  test("adds an attribute to a pool that exists", async () => {
    const stack = await created({ Settings: { PoolName: "shop", Schema: [attribute("plan")] } });

    const answer = await stack.update({
      Settings: { PoolName: "shop", Schema: [attribute("plan"), attribute("seats")] },
    });
    const { SchemaAttributes = [] } = await describePool(stack.physicalId);

    expect(answer).toMatchObject({ Status: "SUCCESS" });
    expect(SchemaAttributes.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(["custom:plan", "custom:seats"]),
    );
    await stack.delete();
  });

  test("attaches triggers, keeps them while settings change, and takes them away", async () => {
    const stack = await created({ Settings: { PoolName: "shop" } });
    const triggers = resource("Custom::UserPoolTriggers");
    const hooks = async () => (await describePool(stack.physicalId)).LambdaConfig ?? {};
    const properties = { UserPoolId: stack.physicalId, LambdaConfig: { PreSignUp: functionArn } };

    // The attachment is of the same stack as the pool.
    Object.assign(triggers, { stackId: stack.stackId });
    expect(await triggers.create(properties)).toMatchObject({ Status: "SUCCESS" });
    const attached = await hooks();
    await stack.update({ Settings: { PoolName: "renamed" } });
    const kept = await hooks();
    expect(await triggers.delete()).toMatchObject({ Status: "SUCCESS" });

    expect([attached, kept]).toEqual([{ PreSignUp: functionArn }, { PreSignUp: functionArn }]);
    expect(await hooks()).not.toHaveProperty("PreSignUp");
    await stack.delete();
  });

  test("refuses a change that would need a new pool, and makes a new one where it may", async () => {
    const before = { PoolName: "shop", UsernameAttributes: ["email"] };
    const after = { ...before, UsernameAttributes: ["phone_number"] };
    const stack = await created({ Settings: before });
    const { physicalId } = stack;

    const refused = await stack.update({ Settings: after });
    const replaced = await stack.update({ Settings: after, OnImmutableChange: "replace" });

    expect(refused).toMatchObject({ Status: "FAILED", PhysicalResourceId: physicalId });
    expect(replaced).toMatchObject({ Status: "SUCCESS" });
    expect(replaced.PhysicalResourceId).not.toBe(physicalId);
    expect(await poolIds()).toEqual([stack.physicalId]);
    await stack.delete();
  });

  test("makes one pool of a Create that is delivered twice", async () => {
    const stack = resource();
    const event = stack.createEvent({ Settings: { PoolName: "shop" } });

    await lambda.invoke(event);
    await lambda.invoke(event);

    expect(await poolIds()).toHaveLength(1);
    stack.physicalId = stack.take(event).PhysicalResourceId;
    await stack.delete();
  });

  test("deletes a pool with its domain where that is asked for, and nothing else", async () => {
    const other = await cognito.send(new CreateUserPoolCommand({ PoolName: "another's" }));
    const stack = await created({ Settings: { PoolName: "shop" }, ForceDestroy: true });
    await cognito.send(
      new CreateUserPoolDomainCommand({ UserPoolId: stack.physicalId, Domain: "shop-example" }),
    );

    const answer = await stack.delete();

    expect(answer).toMatchObject({ Status: "SUCCESS" });
    expect(await poolIds()).toEqual([other.UserPool?.Id]);
    await cognito.send(new DeleteUserPoolCommand({ UserPoolId: other.UserPool?.Id }));
  });
});
