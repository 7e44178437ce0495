import * as pulumi from "@pulumi/pulumi";
import { type Fault, settingsFaults, type UserPoolSettings } from "../handlers/userPool/settings";
import { runError } from "./runError";
import { isSecretAt } from "./secretValues";
import { mapTriggers, type Triggers } from "./triggers";

/** `T`, with `pulumi.Input` at every depth: any value, list or object in it may be known only later. */
type DeepInput<T> = [T] extends [string | number | boolean | undefined]
  ? pulumi.Input<T>
  : T extends readonly (infer Element)[]
    ? pulumi.Input<DeepInput<Element>[]>
    : pulumi.Input<{ [Key in keyof T]: DeepInput<T[Key]> }>;

/**
 * The settings of a pool, in the names of Cognito's own API: everything that `CreateUserPool` and
 * `SetUserPoolMfaConfig` take, apart from the triggers.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
 */
export type SettingsArgs = {
  [Key in keyof Omit<UserPoolSettings, "LambdaConfig">]: DeepInput<UserPoolSettings[Key]>;
};

/** Stands for the ARN of a function that does not exist yet. */
const laterKnown = Symbol("known later");

/** Settings with all values known. */
export type ResolvedSettings = Omit<UserPoolSettings, "LambdaConfig">;

/**
 * Refuses wrong settings before the first resource is registered. Values that are known only later are skipped here;
 * {@link checkResolved} looks at them.
 */
export function checkKnown(settings: SettingsArgs, triggers: Triggers): void {
  const LambdaConfig = mapTriggers(triggers, () => laterKnown);
  const faults = settingsFaults({ ...settings, LambdaConfig }, { root: "settings", isUnknown });
  throwFaults([...lambdaConfigFaults(settings), ...faults.map(asTriggers)]);
}

/**
 * Refuses wrong settings when all values are known, before the pool is touched.
 *
 * A secret's value never gets into a message, which would end in the engine's log.
 */
export function checkResolved(settings: object, secrets: readonly string[]): void {
  const faults = settingsFaults(settings, { root: "settings" });
  throwFaults(faults.map((fault) => (tellsSecret(fault, secrets) ? withoutValue(fault) : fault)));
}

/** A rule between two settings names both, and may show the value of either. */
function tellsSecret({ path, message }: Fault, secrets: readonly string[]): boolean {
  return secrets.some(
    (secret) => isSecretAt(path, [secret]) || isSecretAt(secret, [path]) || message.includes(`\`${secret}`),
  );
}

function isUnknown(value: unknown): boolean {
  return (
    value === laterKnown ||
    pulumi.Output.isInstance(value) ||
    value instanceof Promise ||
    pulumi.isUnknown(value)
  );
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

function lambdaConfigFaults(settings: object): Fault[] {
  if (!("LambdaConfig" in settings)) {
    return [];
  }
  const path = "settings.LambdaConfig";
  return [{ path, message: `\`${path}\` is not allowed here: give the pool's triggers in \`triggers\`.` }];
}

function withoutValue({ path }: Fault): Fault {
  return { path, message: `\`${path}\` is wrong; its value is not shown, since it is a secret.` };
}

function throwFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) {
    const list = faults.map(({ message }) => `  - ${message}`).join("\n");
    throw runError(`The user pool's settings are wrong:\n${list}`);
  }
}
