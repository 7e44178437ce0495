import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { makeClient, sdkCognito } from "../../../../handlers/userPool/aws/cognito";
import { CognitoServer } from "../../../support/cognitoServer";
import { FakeCognito } from "../../../support/fakeCognito";
import { exampleSettings } from "../../../support/poolSettings";

const credentials = { AWS_ACCESS_KEY_ID: "test-key", AWS_SECRET_ACCESS_KEY: "test-secret" };
const before = process.env;

let wire: CognitoServer;
let client: CognitoIdentityProviderClient;
beforeEach(async () => {
  wire = await CognitoServer.start(new FakeCognito({ poolsPerPage: 2 }));
  process.env = { ...before, ...credentials, AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL: wire.url };
  client = makeClient();
});
afterEach(async () => {
  client.destroy();
  process.env = before;
  await wire.stop();
});

const plan = { Name: "plan", AttributeDataType: "String", Mutable: true, Required: false } as const;
const mfa = { MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } } as const;

/** Whatever is sent, this is the answer. */
function answerWith(output: object): void {
  client.middlewareStack.add(
    () => () => Promise.resolve({ output: { $metadata: {}, ...output }, response: {} }),
    {
      step: "initialize",
      name: "answerWith",
      override: true,
    },
  );
}

const open = () => sdkCognito(client, new AbortController().signal);

describe("Cognito over the SDK", () => {
  it("carries every operation of a pool's life out", async () => {
    const cognito = open();

    const { Id: UserPoolId = "" } = await cognito.createUserPool({ PoolName: "demo" });
    await cognito.updateUserPool({ UserPoolId, PoolName: "renamed" });
    await cognito.addCustomAttributes({ UserPoolId, CustomAttributes: [plan] });
    await cognito.setUserPoolMfaConfig({ UserPoolId, ...mfa });

    expect(await cognito.describeUserPool({ UserPoolId })).toMatchObject({ Id: UserPoolId, Name: "renamed" });
    expect(await cognito.getUserPoolMfaConfig({ UserPoolId })).toEqual(mfa);
    expect(await cognito.listUsers({ UserPoolId })).toEqual({ count: 0 });
    await cognito.tagResource({
      ResourceArn: `arn:aws:cognito-idp:x:1:userpool/${UserPoolId}`,
      Tags: { a: "b" },
    });
    expect(wire.cognito.onlyPool.settings["UserPoolTags"]).toMatchObject({ a: "b" });
    wire.cognito.onlyPool.domain = "demo";
    await cognito.deleteUserPoolDomain({ UserPoolId, Domain: "demo" });
    await cognito.deleteUserPool({ UserPoolId });
    expect(wire.cognito.pools.size).toBe(0);
  });

  it("lists the pools page by page", async () => {
    for (let count = 0; count < 3; count++) wire.cognito.addForeignPool(exampleSettings);
    const cognito = open();

    const first = await cognito.listUserPools({});
    const second = await cognito.listUserPools({ NextToken: first.nextToken ?? "" });

    expect([first.pools.length, second.pools.length, second.nextToken]).toEqual([2, 1, undefined]);
    expect(first.pools[0]).toEqual({
      id: expect.stringMatching(/^eu-west-1_/) as string,
      name: "demo",
      createdAt: expect.any(Number) as number,
    });
  });

  it("makes one try only", async () => {
    wire.faults.push({ status: 500 });

    await expect(open().listUserPools({})).rejects.toThrow("UnknownError");
    expect(wire.signatures).toHaveLength(1);
  });

  it("ends a call with its signal", async () => {
    const control = new AbortController();
    control.abort("aborted");

    await expect(sdkCognito(client, control.signal).listUserPools({})).rejects.toThrow("aborted");
  });

  it("takes what an answer leaves out for nothing", async () => {
    const cognito = open();
    answerWith({});

    expect(await cognito.listUserPools({})).toEqual({ pools: [], nextToken: undefined });
    expect(await cognito.listUsers({ UserPoolId: "eu-west-1_a" })).toEqual({ count: 0 });
    await expect(cognito.createUserPool({ PoolName: "demo" })).rejects.toThrow(
      "CreateUserPool answered without a user pool.",
    );
    answerWith({ UserPools: [{}] });
    expect(await cognito.listUserPools({})).toMatchObject({ pools: [{ id: "", name: "", createdAt: 0 }] });
  });
});
