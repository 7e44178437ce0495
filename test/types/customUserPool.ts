/**
 * What must compile, and, below each `@ts-expect-error`, what must not: `npm run typecheck` fails when such a line is no
 * error any more. Nothing here is run.
 */
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type Triggers, UserPoolHandler } from "../../components/customUserPool";

const settings = { PoolName: "users" };
const later = pulumi.output("later");
const existing = new lambda.Function("existing", { role: later });

/** Everything that the installed SDK takes can be set, down to the newest members, and any of it may be known later. */
export const settingsThatCompile = [
  new CustomUserPool("smallest", { settings: { PoolName: "users" } }),
  new CustomUserPool("later", {
    settings: {
      PoolName: later,
      UsernameAttributes: pulumi.output(["email" as const]),
      Schema: [{ Name: later, AttributeDataType: "String", Mutable: pulumi.output(true) }],
      Policies: pulumi.output({ PasswordPolicy: { MinimumLength: 8 } }),
      MfaConfiguration: pulumi.output<"ON" | "OFF">("ON"),
      SoftwareTokenMfaConfiguration: { Enabled: true },
      UserPoolTags: { team: later },
    },
  }),
  new CustomUserPool("newest", {
    settings: {
      PoolName: "users",
      DcrConfiguration: { EnableStatus: "Enabled" },
      WebAuthnConfiguration: { FactorConfiguration: "SINGLE_FACTOR" },
      KeyConfiguration: { KeyType: "AWS_OWNED_KEY" },
      SmsConfiguration: { EumsSms: { CallerArn: later } },
    },
  }),
];

export const settingsThatDoNot = [
  // @ts-expect-error -- a pool needs a name
  new CustomUserPool("no-name", { settings: {} }),
  // @ts-expect-error -- no setting of the API
  new CustomUserPool("unknown", { settings: { PoolName: "users", PasswordPolicy: {} } }),
  // @ts-expect-error -- the API's names start with capitals
  new CustomUserPool("camel", { settings: { PoolName: "users", usernameAttributes: ["email"] } }),
  // @ts-expect-error -- not a value that the API knows
  new CustomUserPool("value", { settings: { PoolName: "users", UsernameAttributes: ["name"] } }),
  // @ts-expect-error -- a number, also within an output
  new CustomUserPool("output", { settings: { PoolName: pulumi.output(1) } }),
  // @ts-expect-error -- triggers have an argument of their own
  new CustomUserPool("triggers", { settings: { PoolName: "users", LambdaConfig: {} } }),
];

export const partsThatCompile = [
  new CustomUserPool("parts", {
    settings,
    identityProviders: { Google: { providerType: "Google", providerDetails: { client_secret: later } } },
    resourceServers: {
      orders: { identifier: later, scopes: [{ scopeName: later, scopeDescription: "Read" }] },
    },
    groups: { admins: { precedence: 1 } },
    clients: { web: { supportedIdentityProviders: ["Google"] } },
    branding: { web: { useCognitoProvidedValues: true } },
    domain: { domain: "login.example.com", hostedZoneId: later },
    webAclArn: later,
  }),
];

export const partsThatDoNot = [
  // @ts-expect-error -- the pool is the component's
  new CustomUserPool("pool", { settings, groups: { admins: { userPoolId: later } } }),
  // @ts-expect-error -- a provider has a type
  new CustomUserPool("type", { settings, identityProviders: { Google: { providerDetails: {} } } }),
  // @ts-expect-error -- the client is the one of this name
  new CustomUserPool("client", { settings, branding: { web: { clientId: later } } }),
];

export const triggersThatCompile = [
  new CustomUserPool("each-form", {
    settings,
    triggers: {
      PreSignUp: "handlers/preSignUp.ts",
      PostConfirmation: existing,
      PostAuthentication: existing.arn,
      CustomMessage: { entry: "handlers/customMessage.ts", environment: { TABLE: later }, memorySize: 512 },
      UserMigration: {
        entry: "handlers/userMigration.ts",
        policyStatements: (pool) => [
          { Effect: "Allow", Action: ["cognito-idp:*"], Resource: [pool.userPoolArn] },
        ],
      },
      PreTokenGenerationConfig: { LambdaVersion: "V3_0", function: "handlers/preTokenGeneration.ts" },
      CustomSMSSender: { LambdaVersion: "V1_0", function: existing },
      InboundFederation: { LambdaVersion: "V1_0", function: existing.arn },
      KMSKeyID: later,
    },
  }),
];

export const triggersThatDoNot: Triggers[] = [
  // @ts-expect-error -- no trigger of Cognito
  { PreSignup: "handlers/preSignUp.ts" },
  // @ts-expect-error -- the version belongs to it
  { CustomSMSSender: "handlers/customSmsSender.ts" },
  // @ts-expect-error -- no version of this trigger
  { PreTokenGenerationConfig: { LambdaVersion: "V9_0", function: existing } },
  // @ts-expect-error -- a function needs a file
  { PreSignUp: { memorySize: 512 } },
  // @ts-expect-error -- IAM knows Allow and Deny
  { PreSignUp: { entry: "a.ts", policyStatements: [{ Effect: "Maybe", Action: "*", Resource: "*" }] } },
];

export const otherArgsThatCompile = [
  new CustomUserPool("all", {
    settings,
    clients: { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] } },
    domain: { domain: "customers" },
    deletionProtection: pulumi.output(true),
    onDelete: "retain",
    onImmutableChange: "replace",
    replaceNonEmpty: true,
    forceDestroy: true,
    adoptUserPoolId: later,
    handler: new UserPoolHandler("pools", { memorySize: 512, timeout: 60 }),
    tags: { team: later },
  }),
];

export const otherArgsThatDoNot = [
  // @ts-expect-error -- the pool's own client knows its pool
  new CustomUserPool("pool", { settings, clients: { web: { userPoolId: later } } }),
  // @ts-expect-error -- not a way to delete
  new CustomUserPool("delete", { settings, onDelete: "keep" }),
  // @ts-expect-error -- not a way to change
  new CustomUserPool("change", { settings, onImmutableChange: "ignore" }),
  // @ts-expect-error -- the stack's time-out is made of it, so it has to be known
  new UserPoolHandler("pools", { timeout: pulumi.output(60) }),
];
