import {
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  type AuthFlowType,
  ConfirmSignUpCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describeDifference, detectDrift } from "../../components/drift/detect";
import { ownTags } from "../../handlers/userPool/settings/ownTags";
import type { Aws } from "../support/aws";
import { CommandError, describeError } from "../support/errors";
import { isRecord, text } from "../support/records";
import type { Target } from "../support/target";
import { linesSince, triggerLogGroup } from "../support/triggerLog";

type Given = Readonly<Record<string, unknown>>;

/** What the page may ask for, by name. Tokens and the client's secrets stay here. */
export type Actions = Readonly<Record<string, (given: Given) => Promise<unknown>>>;

/** @throws CommandError when nobody could sign in with this client from here. */
export async function actionsOn(aws: Aws, { userPoolId, userPoolClientId }: Target): Promise<Actions> {
  const pool = { UserPoolId: userPoolId };
  const flow = await passwordFlow(aws, userPoolId, userPoolClientId);
  const made = new Set<string>();
  return {
    pool: () => describePool(aws, userPoolId),
    signUp: async ({ username, password, attributes }) => {
      const given = Object.entries(isRecord(attributes) ? attributes : {});
      const UserAttributes = given.map(([Name, value]) => ({ Name, Value: String(value) }));
      const user = { Username: String(username), Password: String(password), UserAttributes };
      const answer = await aws.cognito.send(new SignUpCommand({ ClientId: userPoolClientId, ...user }));
      made.add(user.Username);
      return { confirmed: answer.UserConfirmed, sentTo: answer.CodeDeliveryDetails?.Destination };
    },
    confirm: async ({ username, code }) => {
      const answer = { Username: String(username), ConfirmationCode: String(code) };
      await aws.cognito.send(new ConfirmSignUpCommand({ ClientId: userPoolClientId, ...answer }));
      return { confirmed: true };
    },
    signIn: async ({ username, password }) => {
      const AuthParameters = { USERNAME: String(username), PASSWORD: String(password) };
      const input = { AuthFlow: flow, ClientId: userPoolClientId, AuthParameters };
      const { AuthenticationResult, ChallengeName } =
        flow === "USER_PASSWORD_AUTH"
          ? await aws.cognito.send(new InitiateAuthCommand(input))
          : await aws.cognito.send(new AdminInitiateAuthCommand({ ...input, ...pool }));
      return ChallengeName === undefined
        ? { claims: claimsOf(AuthenticationResult?.IdToken) }
        : { challenge: ChallengeName };
    },
    logs: async ({ since }) => ({ lines: await triggerLines(aws, userPoolId, Number(since)) }),
    /** Only who was signed up here: the page is no way to delete anybody else. */
    remove: async ({ username }) => {
      const Username = String(username);
      if (!made.has(Username)) throw new CommandError("This user was not signed up here, and stays.");
      await aws.cognito.send(new AdminDeleteUserCommand({ ...pool, Username }));
      made.delete(Username);
      return { removed: true };
    },
  };
}

const passwordFlows = ["USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH"] as const;

async function passwordFlow(aws: Aws, UserPoolId: string, ClientId: string): Promise<AuthFlowType> {
  const client = new DescribeUserPoolClientCommand({ UserPoolId, ClientId });
  const { UserPoolClient = {} } = await aws.cognito.send(client);
  const { ClientSecret, ExplicitAuthFlows = [] } = UserPoolClient;
  if (ClientSecret !== undefined)
    throw new CommandError("The app client has a secret: name one without by `--client-id`.");
  const flows = ExplicitAuthFlows.map((name) => name.replace(/^ALLOW_/, ""));
  const found = passwordFlows.find((flow) => flows.includes(flow));
  if (found !== undefined) return found;
  throw new CommandError(
    "The app client allows no sign-in with a password from here: it needs `ALLOW_USER_PASSWORD_AUTH` or " +
      `\`ALLOW_ADMIN_USER_PASSWORD_AUTH\`, and has ${flows.join(", ") || "none"}.`,
  );
}

async function describePool(aws: Aws, UserPoolId: string): Promise<unknown> {
  const { UserPool = {} } = await aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const { SchemaAttributes = [], UserPoolTags = {}, ...settings } = UserPool;
  const required = SchemaAttributes.filter(({ Name, Required }) => Required && Name !== "sub");
  return {
    id: UserPoolId,
    signsInWith: UserPool.UsernameAttributes?.join(" or ") ?? "username",
    required: required.map(({ Name }) => Name),
    settings,
    differences: await differencesOf(aws, UserPoolTags[ownTags.stackId]),
  };
}

/** What differs from the program, as far as this can be read. */
async function differencesOf(aws: Aws, stackName: string | undefined): Promise<string[]> {
  if (stackName === undefined) return ["The pool does not say which stack it belongs to."];
  try {
    const clients = { cloudFormation: aws.cloudFormation, cognito: aws.cognito };
    const found = await detectDrift({ stackName, region: aws.region, clients });
    return found.flatMap(({ differences }) => differences.map(describeDifference));
  } catch (error) {
    return [`The program's settings could not be read: ${describeError(error)}`];
  }
}

/** The payload of a token. Cognito has just made it, so that nothing has to be verified. */
function claimsOf(token = ""): unknown {
  const [, payload = ""] = token.split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8") || "{}");
}

async function triggerLines(aws: Aws, userPoolId: string, since: number): Promise<string[]> {
  return (await linesSince(aws, await triggerLogGroup(aws, userPoolId), since)).map(ownLine);
}

/** Lambda writes what a function logs as the member `message` of JSON, or as it is. */
function ownLine(line: string): string {
  try {
    const record: unknown = JSON.parse(line);
    return (isRecord(record) && text(record, "message")) || line;
  } catch {
    return line;
  }
}
