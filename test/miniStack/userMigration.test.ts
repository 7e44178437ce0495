import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { describeWithMiniStack } from "./support/miniStack";
import { makeFunction } from "./support/triggerFunction";

jest.setTimeout(60_000);

const email = "ada@example.com";

/** A function that lets everybody in whose password is not "Wrong-Passw0rd!". */
const WELCOME = `async (event) => event.request.password === "Wrong-Passw0rd!" ? { ...event, response: {} } : ({ ...event, response: {
  userAttributes: { email: event.userName, email_verified: "true" }, finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS" } })`;

describeWithMiniStack("UserMigration in front of MiniStack", (stack) => {
  let functions = 0;

  interface Made {
    handler?: string;
    isPermitted?: boolean;
    flows?: ("ALLOW_USER_PASSWORD_AUTH" | "ALLOW_USER_SRP_AUTH")[];
  }

  async function makePool({
    handler = WELCOME,
    isPermitted = true,
    flows = ["ALLOW_USER_PASSWORD_AUTH"],
  }: Made) {
    const { cognito, lambda } = stack().aws;
    const name = `migration-${++functions}`;
    const arn = await makeFunction(stack().aws, { name, handler, timeout: 5 });
    const { UserPool } = await cognito.send(
      new CreateUserPoolCommand({
        PoolName: "pool",
        UsernameAttributes: ["email"],
        LambdaConfig: { UserMigration: arn },
      }),
    );
    const UserPoolId = UserPool?.Id ?? "";
    const client = { UserPoolId, ClientName: "c", ExplicitAuthFlows: flows };
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({ ...client, PreventUserExistenceErrors: "ENABLED" }),
    );
    if (isPermitted) {
      await lambda.send(
        new AddPermissionCommand({
          FunctionName: name,
          StatementId: "s",
          Action: "lambda:InvokeFunction",
          Principal: "cognito-idp.amazonaws.com",
          SourceArn: UserPool?.Arn,
        }),
      );
    }
    return { UserPoolId, ClientId: UserPoolClient?.ClientId ?? "" };
  }

  function signIn(ClientId: string, PASSWORD = "Right-Passw0rd!") {
    const AuthParameters = { USERNAME: email, PASSWORD };
    return stack().aws.cognito.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }),
    );
  }

  const find = (UserPoolId: string) =>
    stack().aws.cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));

  it("makes the user whom the function describes, with the password", async () => {
    const { UserPoolId, ClientId } = await makePool({});

    expect((await signIn(ClientId)).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await find(UserPoolId)).toMatchObject({ UserStatus: "CONFIRMED", Enabled: true });
    await expect(signIn(ClientId, "Other-Passw0rd!")).rejects.toThrow("Incorrect username or password.");
  });

  it("makes the user when a password was forgotten", async () => {
    const { UserPoolId, ClientId } = await makePool({});

    await stack().aws.cognito.send(new ForgotPasswordCommand({ ClientId, Username: email }));

    expect(await find(UserPoolId)).toMatchObject({ Enabled: true });
  });

  it.each([
    ["answers with nothing", {}, "Wrong-Passw0rd!", "Incorrect username or password."],
    ["fails", { handler: "async () => { throw new Error('no') }" }, undefined, "Exception migrating user"],
    ["may not be called", { isPermitted: false }, undefined, "Exception migrating user"],
    [
      "describes an attribute that the pool has not",
      {
        handler:
          'async (event) => ({ ...event, response: { userAttributes: { email: event.userName, "custom:plan": "x" } } })',
      },
      undefined,
      "Exception migrating user",
    ],
    [
      "is not asked, since the client does not allow the flow",
      { flows: ["ALLOW_USER_SRP_AUTH" as const] },
      undefined,
      "USER_PASSWORD_AUTH flow not enabled for this client",
    ],
  ])("makes nobody where the function %s", async (_what, made, password, message) => {
    const { UserPoolId, ClientId } = await makePool(made);

    await expect(signIn(ClientId, password)).rejects.toThrow(message);
    await expect(find(UserPoolId)).rejects.toThrow("User does not exist");
  });

  it("does not ask for a user whom the pool knows", async () => {
    const { UserPoolId, ClientId } = await makePool({});
    await stack().aws.cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username: email, TemporaryPassword: "Right-Passw0rd!" }),
    );

    expect((await signIn(ClientId)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });
});
