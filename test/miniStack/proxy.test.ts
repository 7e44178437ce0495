import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  ForgotPasswordCommand,
  SignUpCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { startProxy } from "../../local/proxy/proxy";
import { describeWithMiniStack } from "./support/miniStack";
import { makeFunction } from "./support/triggerFunction";

jest.setTimeout(60_000);

/** The codes that MiniStack sends to everyone. */
const SIGN_UP_CODE = "123456";
const RESET_CODE = "654321";

describeWithMiniStack("the proxy in front of MiniStack", (stack) => {
  let functions = 0;

  async function makeTrigger(handler: string) {
    const name = `trigger-${++functions}`;
    return { name, arn: await makeFunction(stack().aws, { name, handler, timeout: 10 }) };
  }

  /** A pool with a trigger, and a user who waits for confirmation. */
  async function makePool(handler: string, options: { permission?: "own" | "none" | "other" } = {}) {
    const { cognito, lambda } = stack().aws;
    const trigger = await makeTrigger(handler);
    const { UserPool } = await cognito.send(
      new CreateUserPoolCommand({
        PoolName: "pool",
        UsernameAttributes: ["email"],
        AutoVerifiedAttributes: ["email"],
        LambdaConfig: { PostConfirmation: trigger.arn },
      }),
    );
    const UserPoolId = UserPool?.Id ?? "";
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: "c" }),
    );
    const ClientId = UserPoolClient?.ClientId ?? "";
    const { permission = "own" } = options;
    const SourceArn =
      permission === "own" ? UserPool?.Arn : "arn:aws:cognito-idp:us-east-1:000000000000:userpool/other";
    const statement = {
      StatementId: "s",
      Action: "lambda:InvokeFunction",
      Principal: "cognito-idp.amazonaws.com",
    };
    if (permission !== "none") {
      await lambda.send(
        new AddPermissionCommand({
          FunctionName: trigger.name,
          ...statement,
          SourceArn,
          SourceAccount: "000000000000",
        }),
      );
    }
    const email = "someone@example.com";
    const UserAttributes = [{ Name: "email", Value: email }];
    const { UserSub } = await cognito.send(
      new SignUpCommand({ ClientId, Username: email, Password: "Passw0rd!Passw0rd!", UserAttributes }),
    );
    return { UserPoolId, ClientId, email, userName: UserSub, trigger };
  }

  const ECHO = "async (event) => { console.log(`EVENT ${JSON.stringify(event)}`); return event; }";

  async function eventsOf(functionName: string): Promise<unknown[]> {
    const logGroupName = `/aws/lambda/${functionName}`;
    const events: unknown[] = [];
    for await (const page of paginateFilterLogEvents({ client: stack().aws.logs }, { logGroupName })) {
      for (const { message = "" } of page.events ?? []) {
        const start = message.indexOf("EVENT ");
        if (start >= 0) events.push(JSON.parse(message.slice(start + 6)));
      }
    }
    return events;
  }

  it("calls the trigger with Cognito's event when an administrator confirms a user", async () => {
    const { UserPoolId, email, userName, trigger } = await makePool(ECHO);

    const ClientMetadata = { from: "test" };
    await stack().aws.cognito.send(
      new AdminConfirmSignUpCommand({ UserPoolId, Username: email, ClientMetadata }),
    );

    expect(await eventsOf(trigger.name)).toEqual([
      {
        version: "1",
        region: "us-east-1",
        userPoolId: UserPoolId,
        userName,
        callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "CLIENT_ID_NOT_APPLICABLE" },
        triggerSource: "PostConfirmation_ConfirmSignUp",
        request: {
          userAttributes: {
            sub: userName,
            email,
            email_verified: "false",
            "cognito:user_status": "CONFIRMED",
          },
          clientMetadata: { from: "test" },
        },
        response: {},
      },
    ]);
  });

  it("finds the pool of a user who confirms with a code, and who has shown that the address is theirs", async () => {
    const { ClientId, UserPoolId, email, trigger } = await makePool(ECHO);

    await stack().aws.cognito.send(
      new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode: SIGN_UP_CODE }),
    );

    expect(await eventsOf(trigger.name)).toEqual([
      expect.objectContaining({
        userPoolId: UserPoolId,
        callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: ClientId },
        triggerSource: "PostConfirmation_ConfirmSignUp",
        request: { userAttributes: expect.objectContaining({ email_verified: "true" }) as object },
      }),
    ]);
  });

  it("calls the trigger with its other source when a password is reset", async () => {
    const { ClientId, email, trigger } = await makePool(ECHO);
    const user = { ClientId, Username: email };
    await stack().aws.cognito.send(new ConfirmSignUpCommand({ ...user, ConfirmationCode: SIGN_UP_CODE }));
    await stack().aws.cognito.send(new ForgotPasswordCommand(user));

    const reset = { ...user, ConfirmationCode: RESET_CODE, Password: "An0ther!Password" };
    await stack().aws.cognito.send(new ConfirmForgotPasswordCommand(reset));

    expect((await eventsOf(trigger.name)).at(-1)).toMatchObject({
      triggerSource: "PostConfirmation_ConfirmForgotPassword",
    });
  });

  it("does not call the trigger when the confirmation fails", async () => {
    const { ClientId, email, trigger } = await makePool(ECHO);

    const confirming = stack().aws.cognito.send(
      new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode: "000000" }),
    );

    await expect(confirming).rejects.toMatchObject({ name: "CodeMismatchException" });
    await expect(eventsOf(trigger.name)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it.each([{ permission: "none" as const }, { permission: "other" as const }])(
    "fails as Cognito does where the function does not let the pool in (permission: $permission)",
    async ({ permission }) => {
      const { UserPoolId, email } = await makePool(ECHO, { permission });

      const confirming = stack().aws.cognito.send(
        new AdminConfirmSignUpCommand({ UserPoolId, Username: email }),
      );

      await expect(confirming).rejects.toMatchObject({
        name: "UnexpectedLambdaException",
        message: "PostConfirmation invocation failed due to error AccessDeniedException.",
      });
    },
  );

  it("turns an error of the function into the caller's, and leaves the user confirmed", async () => {
    const { UserPoolId, email } = await makePool("async () => { throw new Error('no room'); }");

    const confirming = stack().aws.cognito.send(
      new AdminConfirmSignUpCommand({ UserPoolId, Username: email }),
    );

    await expect(confirming).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "PostConfirmation failed with error no room.",
    });
    const user = await stack().aws.cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
    expect(user.UserStatus).toBe("CONFIRMED");
  });

  it("refuses a function that does not return the event", async () => {
    const { UserPoolId, email } = await makePool("async () => 'done'");

    const confirming = stack().aws.cognito.send(
      new AdminConfirmSignUpCommand({ UserPoolId, Username: email }),
    );

    await expect(confirming).rejects.toMatchObject({
      name: "InvalidLambdaResponseException",
      message: "Unrecognizable lambda output",
    });
  });

  it("does not let a protected pool be deleted, until somebody lifts that", async () => {
    const { cognito } = stack().aws;
    const { UserPool } = await cognito.send(
      new CreateUserPoolCommand({ PoolName: "kept", DeletionProtection: "ACTIVE" }),
    );
    const UserPoolId = UserPool?.Id;

    await expect(cognito.send(new DeleteUserPoolCommand({ UserPoolId }))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message:
        "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
    });
    await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    await cognito.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: "INACTIVE" }));
    await cognito.send(new DeleteUserPoolCommand({ UserPoolId }));
    await expect(cognito.send(new DeleteUserPoolCommand({ UserPoolId }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

describe("the proxy by itself", () => {
  const closing: { close(): unknown }[] = [];
  afterEach(() => closing.splice(0).forEach((one) => one.close()));

  it("says in one message that its port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    closing.push(taken);
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as AddressInfo;

    const starting = startProxy({ upstream: () => "http://127.0.0.1:1", port });

    await expect(starting).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is in use. Choose another \`--port\`, or none: then a free one is taken.`,
    );
  });

  it("answers that the emulator is gone", async () => {
    const proxy = await startProxy({ upstream: () => "http://127.0.0.1:1" });
    closing.push(proxy);

    const response = await fetch(proxy.endpoint);

    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      message: expect.stringContaining("The local AWS does not answer") as string,
    });
    await proxy.close();
  });
});
