import { dropped } from "../../handlers/userMigration/options";
import { isStandardAttribute } from "../../handlers/userPool/settings/attributes";
import { isPoolId } from "../../handlers/userPool/settings/poolId";
import { type Fault, unknownValue } from "../../handlers/userPool/settings/values";
import {
  asMembers,
  fault,
  faultSaying,
  mapOf,
  must,
  objectOf,
  type Rule,
  required,
  someText,
  text,
} from "./argumentRules";

const isMap = (value: unknown) => asMembers(value) !== undefined;

/** `migrateFrom` by itself. */
export const migrateFrom: Rule = objectOf(
  {
    userPoolId: required(
      must(
        'the id of the user pool that the users come from, such as "eu-west-1_AbCdEfGhI"',
        (value) => typeof value === "string" && isPoolId(value),
      ),
    ),
    clientId: someText,
    attributes: mapOf(required(text), '{ sub: "custom:formerSub" }'),
    onMissingAttribute: (value, path) =>
      isMap(value)
        ? mapOf(required(text), '{ name: "-" }')(value, path)
        : must('"refuse", or values such as { name: "-" }', (other) => other === "refuse")(value, path),
  },
  { wanted: 'an object such as { userPoolId: "eu-west-1_AbCdEfGhI" }' },
);

/** What `migrateFrom` says to the other arguments. */
export function migrationFaults(args: Readonly<Record<string, unknown>>): Fault[] {
  const from = asMembers(args["migrateFrom"]);
  if (!from) return [];
  return [
    ...triggerFaults(args),
    ...sameFaults(from, args),
    ...flowFaults(args),
    ...placeFaults(from["attributes"], args),
    ...samePlaceFaults(asMembers(from["attributes"]) ?? {}),
  ];
}

function triggerFaults({ triggers }: Readonly<Record<string, unknown>>): Fault[] {
  return asMembers(triggers)?.["UserMigration"] === undefined
    ? []
    : faultSaying(
        "triggers.UserMigration",
        "is there already, and `migrateFrom` brings a function of its own: a pool calls one. Take one of them out.",
      );
}

function sameFaults(
  from: Record<string, unknown>,
  { adoptUserPoolId }: Readonly<Record<string, unknown>>,
): Fault[] {
  const { userPoolId } = from;
  return typeof userPoolId === "string" && userPoolId === adoptUserPoolId
    ? fault("migrateFrom.userPoolId", "must be another pool than `adoptUserPoolId`", userPoolId)
    : [];
}

/** Cognito hands a password to the trigger only where the app sends it one. */
const callingFlows: readonly unknown[] = [
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "USER_PASSWORD_AUTH",
  // What is not known yet may be one.
  unknownValue,
];

function flowFaults({ clients, domain }: Readonly<Record<string, unknown>>): Fault[] {
  const known = Object.values(asMembers(clients) ?? {});
  // Other clients may be made elsewhere, and managed login has pages of its own.
  if (known.length === 0 || domain !== undefined) return [];
  const flows = known.flatMap((client): unknown[] => {
    const own = asMembers(client)?.["explicitAuthFlows"];
    return Array.isArray(own) ? own : [own];
  });
  return flows.some((flow) => callingFlows.includes(flow))
    ? []
    : faultSaying(
        "clients",
        "let nobody come along: Cognito asks for users of another pool only in the flows ALLOW_USER_PASSWORD_AUTH and " +
          "ALLOW_ADMIN_USER_PASSWORD_AUTH, not in SRP and not without a password. Add one of them to the " +
          "`explicitAuthFlows` of a client, at least until the users have come.",
      );
}

/** Cognito refuses a user for one attribute that the schema lacks. An adopted pool may have more than its declaration. */
function placeFaults(attributes: unknown, args: Readonly<Record<string, unknown>>): Fault[] {
  const custom = customAttributes(args);
  if (custom === undefined) return [];
  return Object.entries(asMembers(attributes) ?? {}).flatMap(([name, target]) => {
    const hasPlace =
      typeof target !== "string" ||
      target === dropped ||
      custom.includes(target) ||
      (isStandardAttribute(target) && target !== "sub");
    return hasPlace
      ? []
      : fault(
          `migrateFrom.attributes[${JSON.stringify(name)}]`,
          'must be "drop" or an attribute of this pool: a standard one but `sub`, or one of `settings.Schema` with its ' +
            'prefix "custom:"',
          target,
        );
  });
}

/** Of two attributes in one place a user keeps one. */
function samePlaceFaults(attributes: Record<string, unknown>): Fault[] {
  const first = new Map<unknown, string>();
  return Object.entries(attributes).flatMap(([name, target]) => {
    const other = first.get(target);
    first.set(target, other ?? name);
    return typeof target !== "string" || target === dropped || other === undefined
      ? []
      : faultSaying(
          `migrateFrom.attributes[${JSON.stringify(name)}]`,
          `is ${JSON.stringify(target)}, as that of ${JSON.stringify(other)} is: one of the two would be lost. Give them places of their own, or "${dropped}" one.`,
        );
  });
}

function customAttributes({
  settings,
  adoptUserPoolId,
}: Readonly<Record<string, unknown>>): string[] | undefined {
  const schema = asMembers(settings)?.["Schema"] ?? [];
  if (adoptUserPoolId !== undefined || !Array.isArray(schema)) return undefined;
  const names = schema.map((attribute: unknown) => asMembers(attribute)?.["Name"]);
  return names.every((name) => typeof name === "string") ? names.map((name) => `custom:${name}`) : undefined;
}
