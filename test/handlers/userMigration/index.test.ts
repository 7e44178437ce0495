import type * as userMigration from "../../../handlers/userMigration/index";
import { optionsVariable } from "../../../handlers/userMigration/options";
import { startOldPoolServer, tokenOf } from "../../support/migration/oldPoolServer";
import { migrationOptions } from "../../support/migration/world";

const before = process.env;

let server: Awaited<ReturnType<typeof startOldPoolServer>>;
beforeEach(async () => {
  server = await startOldPoolServer();
  process.env = {
    ...before,
    AWS_ACCESS_KEY_ID: "test-key",
    AWS_SECRET_ACCESS_KEY: "test-secret",
    AWS_REGION: "eu-west-1",
    AWS_ENDPOINT_URL: server.url,
    [optionsVariable]: JSON.stringify(migrationOptions),
  };
  jest.spyOn(console, "info").mockReturnValue();
  jest.spyOn(console, "warn").mockReturnValue();
});
afterEach(async () => {
  process.env = before;
  await server.stop();
});

const event = {
  triggerSource: "UserMigration_Authentication",
  userName: "ada@example.com",
  request: { password: "right", validationData: { tenant: "a" } },
};

function invoke(...answers: object[]) {
  server.answers.push(...answers);
  jest.resetModules();
  const entry = jest.requireActual<typeof userMigration>("../../../handlers/userMigration/index");
  return entry.handler({ ...event });
}

const ada = {
  Username: "ada",
  UserAttributes: [
    { Name: "email", Value: "ada@example.com" },
    { Name: "email_verified", Value: "true" },
  ],
  Enabled: true,
  UserStatus: "CONFIRMED",
};
const tokens = (claims: object) => ({ AuthenticationResult: { AccessToken: tokenOf(claims) } });

it("The function does not start without what the component sets", () => {
  delete process.env[optionsVariable];

  expect(() => invoke()).toThrow("The environment variable USER_MIGRATION is missing");
});

describe("The function's entry, over the SDK", () => {
  it("signs the user in at the old pool, in its Region, and reads the user who has signed in", async () => {
    const answer = await invoke(tokens({ username: "ada", sub: "1" }), ada);

    expect(answer).toMatchObject({
      response: {
        userAttributes: { email: "ada@example.com", email_verified: "true" },
        finalUserStatus: "CONFIRMED",
      },
    });
    expect(server.calls.map(({ target, input }) => [target, input])).toEqual([
      [
        "AdminInitiateAuth",
        {
          UserPoolId: "eu-central-1_OldPool12",
          ClientId: "old-client",
          AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: "ada@example.com", PASSWORD: "right" },
          ClientMetadata: { tenant: "a" },
        },
      ],
      ["AdminGetUser", { UserPoolId: "eu-central-1_OldPool12", Username: "ada" }],
    ]);
    expect(server.calls[0]?.headers.authorization).toContain("/eu-central-1/cognito-idp/");
  });

  it("takes the user's own id where a token has no name", async () => {
    await invoke(tokens({ sub: "0f3c" }), ada);

    expect(server.calls[1]?.input["Username"]).toBe("0f3c");
  });

  it.each([
    [{ USER_ID_FOR_SRP: "ada" }, "ada"],
    [undefined, "ada@example.com"],
  ])("reads the user of a challenge with %p", async (ChallengeParameters, name) => {
    const challenge = { ChallengeName: "MFA_SETUP", Session: "a", ChallengeParameters };
    const answer = await invoke(challenge, ada);

    expect(server.calls[1]?.input["Username"]).toBe(name);
    expect(answer).toMatchObject({ response: { finalUserStatus: "CONFIRMED" } });
  });

  it.each([
    ["nothing", {}],
    ["a token that names nobody", tokens({})],
    ["a token that holds no claims", { AuthenticationResult: { AccessToken: "e30.bnVsbA.x" } }],
    ["a token that is none", { AuthenticationResult: { AccessToken: "none" } }],
    ["an error", { __type: "NotAuthorizedException", message: "Incorrect username or password." }],
  ])("lets nobody in after %s", async (_what, first) => {
    expect(await invoke(first, ada)).toEqual({ ...event, response: {} });
    expect(server.calls).toHaveLength(1);
  });

  it("takes a user of whom nothing is told for nobody", async () => {
    expect(await invoke(tokens({ username: "ada" }), {})).toEqual({ ...event, response: {} });
    expect(await invoke(tokens({ username: "ada" }), { Enabled: true, UserAttributes: [{}] })).toEqual({
      ...event,
      response: {},
    });
  });
});
