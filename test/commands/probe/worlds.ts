import type { SchemaAttributeType, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { awsError, invalid } from "../../support/cognitoRules";
import type { FakeCognitoOptions } from "../../support/fakeCognito";
import type { Instead } from "./answering";

/** A Cognito that gives a question this answer. */
export interface AnsweringWorld {
  id: string;
  answer: string;
  shown?: FakeCognitoOptions["shown"];
  instead?: Instead;
}

const refuse = () => invalid("The test does not want it.");
const done = () => ({});

/** Once the one, and then what the service says. */
function once(first: () => unknown): () => unknown {
  let isFirst = true;
  return () => {
    const isNow = isFirst;
    isFirst = false;
    return isNow ? first() : undefined;
  };
}

/** Leaves members of a request out, so that the fake has nothing to refuse. */
const without =
  (...names: string[]) =>
  (input: Record<string, unknown>) => {
    for (const name of names) delete input[name];
    return undefined;
  };

const showing =
  (name: string, change: Partial<SchemaAttributeType>) =>
  (pool: UserPoolType): UserPoolType => ({
    ...pool,
    SchemaAttributes: pool.SchemaAttributes?.map((attribute) =>
      attribute.Name === name ? { ...attribute, ...change } : attribute,
    ),
  });

const withTriggers =
  (change: (config: NonNullable<UserPoolType["LambdaConfig"]>) => UserPoolType["LambdaConfig"]) =>
  (pool: UserPoolType): UserPoolType => ({ ...pool, LambdaConfig: change(pool.LambdaConfig ?? {}) });

/** Questions after what Cognito lets pass, with the command in which it may refuse it, and what the fake must not see. */
const passing: [id: string, command: string, dropped: string[]][] = [
  ["schema.sub", "CreateUserPoolCommand", ["Schema"]],
  ["schema.typeOfStandard", "CreateUserPoolCommand", ["Schema"]],
  ["schema.minimumAboveMaximum", "CreateUserPoolCommand", ["Schema"]],
  ["schema.withoutType", "CreateUserPoolCommand", ["Schema"]],
  ["schema.requiredCustom", "CreateUserPoolCommand", ["Schema"]],
  ["mfa.firstFactorsWithoutPassword", "CreateUserPoolCommand", ["Policies"]],
  ["mfa.smsOtpWithoutSms", "CreateUserPoolCommand", ["Policies"]],
  ["mfa.atCreateWithoutSms", "CreateUserPoolCommand", ["MfaConfiguration"]],
  ["create.legacyDays", "CreateUserPoolCommand", ["AdminCreateUserConfig"]],
  ["email.fromWithoutDeveloper", "CreateUserPoolCommand", ["EmailConfiguration"]],
  ["tier.liteWithHistory", "CreateUserPoolCommand", ["Policies"]],
  ["trigger.absentFunction", "UpdateUserPoolCommand", []],
  ["mfa.offWithFactor", "SetUserPoolMfaConfigCommand", ["SoftwareTokenMfaConfiguration"]],
  ["mfa.onWithoutFactor", "SetUserPoolMfaConfigCommand", ["MfaConfiguration"]],
  ["mfa.optionalWithEmailOtp", "SetUserPoolMfaConfigCommand", []],
  ["mfa.emailWithoutDeveloper", "SetUserPoolMfaConfigCommand", ["MfaConfiguration", "EmailMfaConfiguration"]],
  ["mfa.passkeysWhileOff", "SetUserPoolMfaConfigCommand", []],
];

const shownOtherwise: AnsweringWorld[] = [
  ...["custom", "standard"].flatMap((kind) => {
    const name = kind === "custom" ? "custom:plan" : "nickname";
    const id = `schema.mutable.${kind}`;
    return [
      { id, answer: "true" },
      { id, answer: "false", shown: showing(name, { Mutable: false }) },
      { id, answer: "absent", shown: showing(name, { Mutable: undefined }) },
    ];
  }),
  { id: "schema.constraints.otherType", answer: "kept" },
  {
    id: "schema.constraints.otherType",
    answer: "dropped",
    shown: showing("custom:plan", { NumberAttributeConstraints: undefined }),
  },
  { id: "schema.constraints.otherType", answer: "refused", instead: { CreateUserPoolCommand: refuse } },
  { id: "schema.constraints.spelling", answer: "asWritten" },
  {
    id: "schema.constraints.spelling",
    answer: "asNumber",
    shown: showing("custom:plan", { StringAttributeConstraints: { MaxLength: "64" } }),
  },
  { id: "schema.constraints.undeclared", answer: "absent" },
  {
    id: "schema.constraints.undeclared",
    answer: "shown",
    shown: showing("custom:plan", { StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" } }),
  },
  { id: "schema.emailVerified", answer: "custom" },
  {
    id: "schema.emailVerified",
    answer: "standard",
    shown: showing("custom:email_verified", { Name: "email_verified" }),
  },
  { id: "names.preToken.legacy", answer: "alone" },
  {
    id: "names.preToken.legacy",
    answer: "mirrored",
    shown: withTriggers((config) => ({
      ...config,
      PreTokenGenerationConfig: { LambdaVersion: "V1_0", LambdaArn: config.PreTokenGeneration },
    })),
  },
  { id: "names.preToken.config", answer: "alone" },
  {
    id: "names.preToken.config",
    answer: "mirrored",
    shown: withTriggers((config) => ({
      ...config,
      PreTokenGeneration: config.PreTokenGenerationConfig?.LambdaArn,
    })),
  },
  { id: "names.preToken.removed", answer: "gone" },
  {
    id: "names.preToken.removed",
    answer: "kept",
    shown: withTriggers((config) => ({
      ...config,
      PreTokenGeneration: config.PreTokenGenerationConfig?.LambdaArn,
    })),
  },
  { id: "names.texts.template", answer: "mirrored" },
  {
    id: "names.texts.template",
    answer: "alone",
    shown: (pool) => ({ ...pool, EmailVerificationMessage: undefined }),
  },
  { id: "names.texts.legacy", answer: "refused", instead: { CreateUserPoolCommand: refuse } },
  {
    id: "names.texts.legacy",
    answer: "alone",
    instead: { CreateUserPoolCommand: without("EmailVerificationMessage") },
  },
  {
    id: "names.texts.legacy",
    answer: "mirrored",
    instead: { CreateUserPoolCommand: without("EmailVerificationMessage") },
    shown: (pool) => ({ ...pool, VerificationMessageTemplate: { EmailMessage: "Your code is {####}." } }),
  },
  { id: "names.days", answer: "mirrored" },
  {
    id: "names.days",
    answer: "alone",
    shown: (pool) => ({ ...pool, AdminCreateUserConfig: { UnusedAccountValidityDays: 7 } }),
  },
  { id: "create.caseSensitive", answer: "absent" },
  ...[true, false].map((CaseSensitive) => ({
    id: "create.caseSensitive",
    answer: String(CaseSensitive),
    shown: (pool: UserPoolType) => ({ ...pool, UsernameConfiguration: { CaseSensitive } }),
  })),
  { id: "tags.update", answer: "replaced" },
  {
    id: "tags.update",
    answer: "merged",
    shown: (pool) => ({ ...pool, UserPoolTags: { ...pool.UserPoolTags, "custom-user-pool:probed": "yes" } }),
  },
  { id: "tags.describedAtOnce", answer: "shown" },
  { id: "tags.describedAtOnce", answer: "later", shown: (pool) => ({ ...pool, UserPoolTags: {} }) },
  { id: "update.usernameAttributesShown", answer: "shown" },
  {
    id: "update.usernameAttributesShown",
    answer: "gone",
    shown: (pool) => ({ ...pool, UsernameAttributes: undefined }),
  },
];

const bareMfaCall = (answer: () => unknown) => ({
  SetUserPoolMfaConfigCommand: (input: Record<string, unknown>) =>
    input["MfaConfiguration"] === undefined ? answer() : undefined,
});

const domains = (second: () => unknown): Instead => {
  const first = once(done);
  return {
    CreateUserPoolDomainCommand: () => first() ?? second(),
    DeleteUserPoolDomainCommand: done,
  };
};

const logStreams = (others: () => unknown): Instead => {
  const first = once(done);
  return {
    CreateLogGroupCommand: done,
    DeleteLogGroupCommand: done,
    CreateLogStreamCommand: () => first() ?? others(),
  };
};

/** A CloudFormation whose stacks are in this state, with these outputs, each time that it is asked. */
const stacks = (StackStatus: string, ...outputs: Record<string, string>[]): Instead => ({
  CreateFunctionCommand: () => ({ FunctionArn: "arn:aws:lambda:eu-west-1:123456789012:function:recorder" }),
  CreateStackCommand: done,
  UpdateStackCommand: done,
  DescribeStacksCommand: () => {
    const [now = {}] = outputs.length > 1 ? outputs.splice(0, 1) : outputs;
    const Outputs = Object.entries(now).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
    return { Stacks: [{ StackStatus, Outputs }] };
  },
});

const rolledBack = (PhysicalResourceId: string): Instead => {
  const states = ["CREATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"];
  return {
    ...stacks(""),
    DescribeStacksCommand: () => ({
      Stacks: [{ StackStatus: states.length > 1 ? states.shift() : states[0] }],
    }),
    DescribeStackResourceCommand: () => ({ StackResourceDetail: { PhysicalResourceId } }),
  };
};

const noUpdate = () => awsError("ValidationError", "No updates are to be performed.");

const onCloudFormation: AnsweringWorld[] = [
  {
    id: "cloudFormation.scalars",
    answer: "strings",
    instead: stacks("CREATE_COMPLETE", { Kinds: "string,string" }),
  },
  {
    id: "cloudFormation.scalars",
    answer: "typed",
    instead: stacks("CREATE_COMPLETE", { Kinds: "number,boolean" }),
  },
  {
    id: "cloudFormation.responseUrlDate",
    answer: "dated",
    instead: stacks("CREATE_COMPLETE", { Dated: "true" }),
  },
  {
    id: "cloudFormation.responseUrlDate",
    answer: "undated",
    instead: stacks("CREATE_COMPLETE", { Dated: "false" }),
  },
  {
    id: "cloudFormation.policyOnly",
    answer: "silent",
    instead: stacks("UPDATE_COMPLETE", { RequestId: "1" }),
  },
  {
    id: "cloudFormation.policyOnly",
    answer: "sent",
    // Asked for its state and its outputs, after the one deployment and after the other.
    instead: stacks("UPDATE_COMPLETE", {}, { RequestId: "1" }, {}, { RequestId: "2" }),
  },
  {
    id: "cloudFormation.policyOnly",
    answer: "nothing",
    instead: { ...stacks("CREATE_COMPLETE"), UpdateStackCommand: noUpdate },
  },
  { id: "cloudFormation.rollbackId", answer: "old", instead: rolledBack("first-Recorded") },
  { id: "cloudFormation.rollbackId", answer: "new", instead: rolledBack("second-Recorded") },
];

const answeredOtherwise: AnsweringWorld[] = [
  { id: "schema.addAgain", answer: "refused" },
  { id: "schema.addAgain", answer: "accepted", instead: { AddCustomAttributesCommand: done } },
  { id: "mfa.bareCall", answer: "off" },
  { id: "mfa.bareCall", answer: "kept", instead: bareMfaCall(done) },
  { id: "mfa.bareCall", answer: "refused", instead: bareMfaCall(refuse) },
  { id: "mfa.onWithEmailOtp", answer: "refused" },
  {
    id: "mfa.onWithEmailOtp",
    answer: "accepted",
    instead: { CreateUserPoolCommand: without("Policies") },
  },
  { id: "mfa.updateTakesMode", answer: "kept" },
  {
    id: "mfa.updateTakesMode",
    answer: "changed",
    instead: { GetUserPoolMfaConfigCommand: () => ({ MfaConfiguration: "OFF" }) },
  },
  { id: "mfa.updateTakesMode", answer: "refused", instead: { UpdateUserPoolCommand: refuse } },
  { id: "tags.listedAtOnce", answer: "later", instead: { ListTagsForResourceCommand: done } },
  {
    id: "tags.listedAtOnce",
    answer: "shown",
    instead: { ListTagsForResourceCommand: () => ({ Tags: { any: "tag" } }) },
  },
  { id: "deletion.protected", answer: "refused" },
  { id: "deletion.protected", answer: "accepted", instead: { DeleteUserPoolCommand: once(done) } },
  { id: "deletion.withDomain", answer: "accepted", instead: domains(done) },
  {
    id: "deletion.withDomain",
    answer: "refused",
    instead: { ...domains(done), DeleteUserPoolCommand: once(refuse) },
  },
  { id: "domain.second", answer: "accepted", instead: domains(done) },
  { id: "domain.second", answer: "refused", instead: domains(refuse) },
  { id: "update.rename", answer: "renamed" },
  { id: "update.rename", answer: "ignored", instead: { UpdateUserPoolCommand: done } },
  { id: "update.rename", answer: "refused", instead: { UpdateUserPoolCommand: refuse } },
  { id: "update.emptyList", answer: "off" },
  { id: "update.emptyList", answer: "kept", instead: { UpdateUserPoolCommand: done } },
  { id: "update.emptyList", answer: "refused", instead: { UpdateUserPoolCommand: refuse } },
  { id: "create.listedAtOnce", answer: "listed" },
  {
    id: "create.listedAtOnce",
    answer: "later",
    instead: { ListUserPoolsCommand: once(() => ({ UserPools: [] })) },
  },
  {
    id: "logs.streamIsUnique",
    answer: "one",
    instead: logStreams(() => awsError("ResourceAlreadyExistsException", "It exists.")),
  },
  { id: "logs.streamIsUnique", answer: "several", instead: logStreams(done) },
];

/** For each answer of each question, apart from those after omitted members, a Cognito that gives it. */
export const answeringWorlds: AnsweringWorld[] = [
  ...passing.flatMap(([id, command, dropped]) => [
    { id, answer: "refused", instead: { [command]: refuse } },
    { id, answer: "accepted", instead: { [command]: without(...dropped) } },
  ]),
  ...shownOtherwise,
  ...answeredOtherwise,
  ...onCloudFormation,
];
