import * as pulumi from "@pulumi/pulumi";
import { type Fault, settingsFaults } from "../../handlers/userPool/rules/decode";
import type { RuleContext } from "../../handlers/userPool/rules/rule";
import { settingsShape, type UserPoolSettings } from "../../handlers/userPool/settings/schema";
import { hiddenMessage, throwFaults } from "../engine/judge";
import { withoutUnanswered } from "../engine/knownParts";
import { resolved } from "../engine/resolved";
import { isSecretAt } from "../engine/secretValues";

/** `T`, with `pulumi.Input` at every depth: any value, list or object in it may be an output. */
type DeepInput<T> = [T] extends [string | number | boolean | undefined]
  ? pulumi.Input<T>
  : T extends readonly (infer Element)[]
    ? pulumi.Input<DeepInput<Element>[]>
    : pulumi.Input<{ [Key in keyof T]: DeepInput<T[Key]> }>;

/**
 * The settings of a pool, with the names of Cognito's own API: everything that `CreateUserPool` and
 * `SetUserPoolMfaConfig` accept, except the triggers.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
 */
export type SettingsArgs = {
  [Key in keyof Omit<UserPoolSettings, "LambdaConfig">]: DeepInput<UserPoolSettings[Key]>;
};

/** Settings with all values known. */
export type ResolvedSettings = Omit<UserPoolSettings, "LambdaConfig">;

/**
 * The settings member by member, even if they are one output as a whole: TypeScript accepts an output that has the right
 * members.
 */
export function memberwise(settings: SettingsArgs): SettingsArgs {
  if (!pulumi.Output.isInstance(settings) && !(settings instanceof Promise)) {
    return settings;
  }
  const whole = resolved<Record<string, unknown>>(settings);
  // An output lifts its members, so each is known as soon as it can be, even if others are not.
  const names = [...settingsShape.members.keys()].filter((name) => name !== "LambdaConfig");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the members of these settings, each as an output
  return Object.fromEntries(
    names.map((name): [string, unknown] => [name, Reflect.get(whole, name)]),
  ) as SettingsArgs;
}

/**
 * Refuses wrong settings once all values are known, before the pool is touched. Most of them have been checked before;
 * here they include the component's tags and deletion protection.
 */
export function checkResolved(
  title: string,
  settings: object,
  { secrets, ...context }: RuleContext & { secrets: readonly string[] },
): void {
  const faults = settingsFaults(withoutUnanswered(settings), {
    root: "settings",
    ...context,
  });
  throwFaults(
    title,
    faults.map((fault) => (tellsSecret(fault, secrets) ? withoutValue(fault) : fault)),
  );
}

/** A rule between two settings names both, and its message may show either value. */
function tellsSecret({ path, message }: Fault, secrets: readonly string[]): boolean {
  return secrets.some(
    (secret) => isSecretAt(path, [secret]) || isSecretAt(secret, [path]) || message.includes(`\`${secret}`),
  );
}

function withoutValue({ path }: Fault): Fault {
  return { path, message: hiddenMessage(path) };
}
