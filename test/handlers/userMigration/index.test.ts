import type * as userMigration from "../../../handlers/userMigration/index";
import { optionsVariable } from "../../../handlers/userMigration/options";
import { startOldPoolServer } from "../../support/migration/oldPoolServer";
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

const UserPoolId = "eu-central-1_OldPool12";
const email = { Name: "email", Value: "ada@example.com" };
const verified = { Name: "email_verified", Value: "true" };
const ada = {
  Username: "ada",
  UserAttributes: [email, verified],
  Enabled: true,
  UserStatus: "CONFIRMED",
};
const tokens = { AuthenticationResult: { AccessToken: "e30.e30.signature" } };
const unknown = { __type: "UserNotFoundException", message: "User does not exist." };

it("The function does not start without what the component sets", () => {
  delete process.env[optionsVariable];

  expect(() => invoke()).toThrow("The environment variable USER_MIGRATION is missing");
});

describe("The function's entry, over the SDK", () => {
  it("reads the user and signs in at the old pool, in its Region", async () => {
    const answer = await invoke(ada, tokens);

    expect(answer).toMatchObject({
      response: {
        userAttributes: { email: "ada@example.com", email_verified: "true" },
        finalUserStatus: "CONFIRMED",
      },
    });
    expect(server.calls.map(({ target, input }) => [target, input])).toEqual([
      ["AdminGetUser", { UserPoolId, Username: "ada@example.com" }],
      [
        "AdminInitiateAuth",
        {
          UserPoolId,
          ClientId: "old-client",
          AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: "ada", PASSWORD: "right" },
          ClientMetadata: { tenant: "a" },
        },
      ],
    ]);
    expect(server.calls[0]?.headers.authorization).toContain("/eu-central-1/cognito-idp/");
  });

  it("looks for a user by the address", async () => {
    const found = { Users: [{ Username: "ada", Attributes: [email, verified] }, { Attributes: [{}] }, {}] };
    const answer = await invoke(unknown, found, ada, tokens);

    expect(answer).toMatchObject({ response: { finalUserStatus: "CONFIRMED" } });
    expect(server.calls.map(({ target, input }) => [target, input]).slice(1, 3)).toEqual([
      ["ListUsers", { UserPoolId, Filter: 'email = "ada@example.com"' }],
      ["AdminGetUser", { UserPoolId, Username: "ada" }],
    ]);
  });

  it("takes a challenge for a right password", async () => {
    const challenge = { ChallengeName: "MFA_SETUP", Session: "a" };

    expect(await invoke(ada, challenge)).toMatchObject({ response: { finalUserStatus: "CONFIRMED" } });
  });

  it.each([
    ["nothing", [ada, {}]],
    ["no token", [ada, { AuthenticationResult: {} }]],
    ["an error", [ada, { __type: "NotAuthorizedException", message: "Incorrect username or password." }]],
    ["a user of whom nothing is told", [{}, tokens]],
    ["a user of whom little is told", [{ Enabled: true, UserAttributes: [{}] }, tokens]],
    ["a list of nobody", [unknown, {}]],
  ])("lets nobody in after %s", async (_what, answers) => {
    expect(await invoke(...answers)).toEqual({ ...event, response: {} });
  });
});
