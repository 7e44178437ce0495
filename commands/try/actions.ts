import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
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
import { CommandError, describeError, isNamed } from "../support/errors";
import { isRecord, text } from "../support/records";
import type { Target } from "../support/target";
import { triggerLogGroup } from "../support/triggerLog";

type Given = Readonly<Record<string, unknown>>;

/** What the page may ask for, by name. Tokens and the client's secrets stay here. */
export type Actions = Readonly<Record<string, (given: Given) => Promise<unknown>>>;

/** @throws CommandError when nobody could sign in with this client from here. */
export async function actionsOn(aws: Aws, { userPoolId, userPoolClientId }: Target): Promise<Actions> {
  const pool = { UserPoolId: userPoolId };
  const flow = await passwordFlow(aws, { ...pool, ClientId: userPoolClientId });
  const made = new Set<string>();
  return {
    pool: () => describePool(aws, userPoolId),
    signUp: async ({ username, password, attributes }) => {
      const UserAttributes = Object.entries(isRecord(attributes) ? attributes : {}).map(([Name, value]) => ({
        Name,
        Value: String(value),
      }));
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

async function passwordFlow(
  { cognito }: Aws,
  client: { UserPoolId: string; ClientId: string },
): Promise<AuthFlowType> {
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand(client));
  if (UserPoolClient?.ClientSecret !== undefined) {
    throw new CommandError("The app client has a secret: name one without by `--client-id`.");
  }
  const flows = UserPoolClient?.ExplicitAuthFlows?.map((name) => name.replace(/^ALLOW_/, "")) ?? [];
  const found = (["USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH"] as const).find((one) =>
    flows.includes(one),
  );
  if (found !== undefined) return found;
  throw new CommandError(
    "The app client allows no sign-in with a password from here: it needs `ALLOW_USER_PASSWORD_AUTH` or " +
      `\`ALLOW_ADMIN_USER_PASSWORD_AUTH\`, and has ${flows.join(", ") || "none"}.`,
  );
}

async function describePool(aws: Aws, UserPoolId: string): Promise<unknown> {
  const { UserPool = {} } = await aws.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const { SchemaAttributes = [], UserPoolTags = {}, ...settings } = UserPool;
  const required = SchemaAttributes.flatMap(({ Name, Required }) =>
    Required && Name !== "sub" ? [Name] : [],
  );
  return {
    id: UserPoolId,
    signsInWith: UserPool.UsernameAttributes?.join(" or ") ?? "username",
    required,
    settings: rowsOf(settings, ""),
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

/** Each value with its path, so that it can be read from above to below. */
function rowsOf(value: unknown, path: string): [string, string][] {
  if (value instanceof Date) return [[path, value.toISOString()]];
  if (!isRecord(value)) return value === undefined ? [] : [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, item]) =>
    rowsOf(item, path === "" ? name : `${path}.${name}`),
  );
}

/** The payload of a token. Cognito has just made it, so that nothing has to be verified. */
function claimsOf(token = ""): unknown {
  const [, payload = ""] = token.split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8") || "{}");
}

async function triggerLines(aws: Aws, userPoolId: string, startTime: number): Promise<string[]> {
  try {
    const logGroupName = await triggerLogGroup(aws, userPoolId);
    const { events = [] } = await aws.logs.send(new FilterLogEventsCommand({ logGroupName, startTime }));
    return events.map(({ message = "" }) => ownLine(message));
  } catch (error) {
    // There is none before the first line.
    if (isNamed(error, "ResourceNotFoundException") || error instanceof CommandError) return [];
    throw error;
  }
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
