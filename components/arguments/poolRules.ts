import { settingsFaults } from "../../handlers/userPool/rules/decode";
import { isPoolId } from "../../handlers/userPool/settings/poolId";
import { type Fault, unknownValue } from "../../handlers/userPool/settings/values";
import { mapped } from "../engine/mapped";
import { isArn } from "../engine/place";
import { certainExcess, shortestArn } from "../stack/template";
import {
  asMembers,
  fault,
  faultSaying,
  flag,
  listOf,
  type Members,
  mapOf,
  memberFaults,
  must,
  objectOf,
  oneOf,
  plainly,
  type Rule,
  required,
  unknownNames,
} from "./argumentRules";
import { client, domain } from "./clientRules";
import { handlerMembers, tags } from "./functionRules";
import { isUserPoolHandler } from "./handlerType";
import { branding, logDelivery } from "./looksAndLogs";
import { migrateFrom, migrationFaults } from "./migrationRules";
import { clientMemberFaults } from "./oauthRules";
import { relationFaults } from "./partRelations";
import { group, identityProvider, resourceServer, webAclArn } from "./partRules";
import { contradiction } from "./protection";
import { tierFaults } from "./tierRelations";
import { judgedLambdaConfig, triggerFaults } from "./triggerRules";

/** Nothing but an existing pool's id may reach the policy of the handler's role: a "*" there would be every pool. */
export const poolId = must(
  'the id of a user pool, such as "eu-west-1_AbCdEfGhI"',
  (value) => typeof value === "string" && (value === "" || isPoolId(value)),
);

const arn = must("an ARN", isArn);

const members: Members = {
  settings: required(
    must('an object such as { PoolName: "customers" }', (value) => asMembers(value) !== undefined),
    'Give at least { PoolName: "customers" }.',
  ),
  triggers: plainly(triggerFaults),
  clients: plainly(mapOf(requiredEntry(plainly(client)), "{ web: {} }")),
  identityProviders: plainly(
    mapOf(requiredEntry(plainly(identityProvider)), '{ Google: { providerType: "Google" } }'),
  ),
  resourceServers: plainly(
    mapOf(requiredEntry(plainly(resourceServer)), '{ orders: { identifier: "orders" } }'),
  ),
  groups: plainly(mapOf(requiredEntry(plainly(group)), "{ admins: {} }")),
  domain: plainly(domain),
  branding: plainly(mapOf(requiredEntry(plainly(branding)), "{ web: { useCognitoProvidedValues: true } }")),
  logDelivery: plainly(logDelivery),
  webAclArn,
  deletionProtection: flag,
  onDelete: oneOf(["delete", "retain"]),
  onImmutableChange: oneOf(["refuse", "replace"]),
  replaceNonEmpty: flag,
  forceDestroy: flag,
  repairDrift: flag,
  adoptUserPoolId: poolId,
  migrateFrom: plainly(migrateFrom),
  monitoring: plainly(
    objectOf(
      { alarmActions: listOf(arn), dashboard: plainly(flag) },
      { wanted: "an object such as { alarmActions: [topic.arn] }" },
    ),
  ),
  handler: plainly(must("a `UserPoolHandler`", isUserPoolHandler)),
  tags,
};

/** All that is wrong with the known part of a `CustomUserPool`'s arguments. */
export function poolFaults(args: unknown): Fault[] {
  const given = asMembers(args);
  if (!given) {
    return fault("args", 'must be an object such as { settings: { PoolName: "customers" } }', args);
  }
  return [
    ...unknownNames(given, members, ""),
    ...memberFaults(given, members, ""),
    ...settingsAndTriggerFaults(given),
    ...lengthFaults(given),
    ...protectionFaults(given),
    ...migrationFaults(given),
    ...relationFaults(given),
    ...tierFaults(given),
    ...clientMemberFaults(given),
  ];
}

/** All that is wrong with the known part of a `UserPoolHandler`'s arguments. */
export function handlerFaults(args: unknown): Fault[] {
  const given = asMembers(args);
  if (!given) {
    return fault("args", "must be an object such as { memorySize: 512 }", args);
  }
  return [...unknownNames(given, handlerMembers, ""), ...memberFaults(given, handlerMembers, "")];
}

/** What Cognito's API says to both together: some triggers need settings, and the other way round. */
function settingsAndTriggerFaults(args: Record<string, unknown>): Fault[] {
  const { triggers, adoptUserPoolId } = args;
  const given = withTags(args);
  const lambdaConfig = judgedLambdaConfig(triggers);
  const faults = settingsFaults(
    { ...given, ...(triggers === unknownValue ? {} : { LambdaConfig: lambdaConfig }) },
    {
      root: "settings",
      isAdopted: adoptUserPoolId !== undefined && adoptUserPoolId !== "",
    },
  );
  const relevant = given ? faults : faults.filter(({ path }) => path.startsWith("settings.LambdaConfig"));
  return [...lambdaConfigFaults(given), ...relevant.map(asTriggers)];
}

function lengthFaults(args: Record<string, unknown>): Fault[] {
  const lambdaConfig = withoutUnknown(judgedLambdaConfig(args["triggers"]));
  const excess = certainExcess({ settings: withTags(args) ?? {}, lambdaConfig });
  return excess === undefined ? [] : [{ path: "settings", message: excess }];
}

/** Each function that is not known yet will have an ARN that is at least as long as this one. */
function withoutUnknown(lambdaConfig: Record<string, unknown>): Record<string, unknown> {
  return mapped(lambdaConfig, (value) => {
    const given = asMembers(value);
    if (given) return withoutUnknown(given);
    return value === unknownValue ? shortestArn : value;
  });
}

/** The settings with the component's tags, which become the pool's; the nearest tag wins. */
function withTags({ settings, tags: given }: Record<string, unknown>): Record<string, unknown> | undefined {
  const own = asMembers(settings);
  const [outer, inner] = [asMembers(given), own?.["UserPoolTags"]];
  const isJudged = own && outer && (inner === undefined || asMembers(inner));
  if (!isJudged) return own;
  // What is no text is told by the rule of the tags themselves.
  const texts = Object.fromEntries<unknown>(
    Object.entries(outer).filter(([, value]) => typeof value === "string"),
  );
  return { ...own, UserPoolTags: { ...texts, ...asMembers(inner) } };
}

function protectionFaults({ deletionProtection, settings }: Record<string, unknown>): Fault[] {
  const message = contradiction(deletionProtection, asMembers(settings)?.["DeletionProtection"]);
  return message === undefined ? [] : [{ path: "deletionProtection", message }];
}

function lambdaConfigFaults(settings: Record<string, unknown> | undefined): Fault[] {
  return settings && "LambdaConfig" in settings
    ? faultSaying("settings.LambdaConfig", "is not allowed here: give the pool's triggers in `triggers`.")
    : [];
}

/** The component calls by the name `triggers` what the API calls `LambdaConfig`, and its `LambdaArn` `function`. */
function asTriggers({ path, message }: Fault): Fault {
  return { path: renameTriggers(path), message: renameTriggers(message) };
}

function renameTriggers(text: string): string {
  return text
    .replaceAll("settings.LambdaConfig", "triggers")
    .replaceAll(/(triggers\.\w+\.)LambdaArn/g, "$1function");
}

/** An entry that is `undefined` is a slip of the pen: nothing would come of it. */
function requiredEntry(rule: Rule): Rule {
  return required(rule, "Set it, or leave its name out.");
}
