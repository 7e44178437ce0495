import type * as pulumi from "@pulumi/pulumi";
import type { SettingsArgs } from "./arguments/settingsArgs";
import { type Triggers, triggerInputs } from "./lambda/triggers";
import type { MigrateFromArgs } from "./migration/userMigration";
import type { MonitoringArgs } from "./monitoring";
import type { PartArgs } from "./parts/partArgs";
import { withSecrets } from "./parts/providerSecrets";
import type { UserPoolHandler } from "./userPoolHandler";

/** The arguments of a `CustomUserPool`. */
export interface CustomUserPoolArgs extends PartArgs {
  /**
   * The pool's settings, with the names of Cognito's own API.
   *
   * Alias, user-name and schema attributes are fixed once the pool exists; you can only add attributes. See
   * `onImmutableChange`.
   *
   * @example
   * {
   *   PoolName: "customers",
   *   UsernameAttributes: ["email"],
   *   AutoVerifiedAttributes: ["email"],
   *   Policies: { PasswordPolicy: { MinimumLength: 12 } },
   *   Schema: [{ Name: "plan", AttributeDataType: "String", Mutable: true }],
   * }
   */
  settings: SettingsArgs;

  /**
   * The Lambda functions that Cognito calls, with the API's names as keys.
   *
   * Each is the path of a source file, an existing function or its ARN, or an object with `entry` and the function's
   * settings. The pool gets permission to call them before they are attached.
   *
   * @default none
   * @example
   * {
   *   PreSignUp: "handlers/preSignUp.ts",
   *   PostConfirmation: { entry: "handlers/postConfirmation.ts", environment: { TABLE: table.name } },
   *   PreTokenGenerationConfig: { LambdaVersion: "V2_0", function: existingFunction },
   * }
   */
  triggers?: Triggers | undefined;

  /**
   * Whether Cognito and Pulumi refuse to delete the pool.
   *
   * The preview then refuses what would delete it: renaming, moving or removing the component, and `pulumi destroy`.
   * `--exclude-protected` also keeps its app clients and its domain, which the program can still change or remove.
   *
   * To delete a pool, first deploy `false`. Pass a plain value, which Pulumi knows when it registers the stack: it treats an
   * output as true, and only `pulumi state unprotect` then removes Pulumi's protection.
   * `settings.DeletionProtection: "INACTIVE"` means the same as `false`.
   *
   * @default true
   */
  deletionProtection?: pulumi.Input<boolean> | undefined;

  /**
   * What happens to the pool when you remove it from the program: "delete" or "retain".
   *
   * "delete" deletes it with all its users. "retain" leaves it in the account, unmanaged and without its triggers;
   * `adoptUserPoolId` takes it back. The same holds for a pool that is replaced, see `onImmutableChange`; deploy a
   * change of `onDelete` beforehand.
   *
   * @default "delete"
   */
  onDelete?: pulumi.Input<"delete" | "retain"> | undefined;

  /**
   * What to do if Cognito cannot make a change to a live pool: "refuse" or "replace".
   *
   * Changing the user-name attributes is one example. "refuse" fails the preview and lists every such change. "replace"
   * creates a new pool and deletes the old one, or retains it as `onDelete` says, if the old one has no users; see
   * `replaceNonEmpty`.
   *
   * @default "refuse"
   */
  onImmutableChange?: pulumi.Input<"refuse" | "replace"> | undefined;

  /**
   * Whether a replacement may delete a pool that has users. The users are lost.
   *
   * With `onDelete: "retain"` it leaves them behind in the old pool: the new pool has none of them.
   *
   * @default false
   */
  replaceNonEmpty?: pulumi.Input<boolean> | undefined;

  /**
   * Whether a deletion first removes what prevents it.
   *
   * That is deletion protection, and a domain that was added outside the program. Without it, an adopted pool is never
   * deleted. Deploy it before the deletion.
   *
   * @default false
   */
  forceDestroy?: pulumi.Input<boolean> | undefined;

  /**
   * Whether a deployment repairs changes made outside the program.
   *
   * It repairs settings, MFA and triggers, and creates a deleted pool again, without its users. Settings that the program
   * does not mention stay as they are.
   *
   * Each preview then reads the live pool: DescribeUserPool, and GetUserPoolMfaConfig if `settings` manage MFA. It uses the
   * keys or the profile of the AWS provider, or else the credentials of the environment; it does not assume the provider's
   * role.
   *
   * @default false
   */
  repairDrift?: pulumi.Input<boolean> | undefined;

  /**
   * The id of an existing pool to manage instead of creating a new one.
   *
   * Its users stay, and deleting the component leaves it in the account; only `forceDestroy: true`, deployed
   * beforehand, deletes an adopted pool.
   *
   * Keep it set for as long as the component exists. Setting an id on a component that already has a pool is a change to
   * another pool; see `onImmutableChange`.
   *
   * @default a new pool
   * @example "eu-west-1_AbCdEfGhI"
   */
  adoptUserPoolId?: pulumi.Input<string> | undefined;

  /**
   * Another pool whose users migrate to this one at their first sign-in, with their passwords.
   *
   * This lets you change settings that Cognito fixes when it creates a pool.
   *
   * A Lambda function becomes the pool's UserMigration trigger, and signs users whom this pool does not know in to the old
   * pool. Cognito calls it only for `USER_PASSWORD_AUTH` and `ADMIN_USER_PASSWORD_AUTH`, and for forgotten passwords.
   * See docs/migrating-users.md.
   *
   * @default none
   * @example { userPoolId: former.userPoolId, attributes: { sub: "custom:formerSub" } }
   */
  migrateFrom?: MigrateFromArgs | undefined;

  /**
   * CloudWatch alarms for the handler and the triggers, and an optional dashboard.
   *
   * The alarms watch for failures of the handler, and for each trigger's errors, throttles and runs that come near
   * Cognito's limit of five seconds. `{}` creates the alarms only. CloudWatch charges for them.
   *
   * @default none
   * @example
   * { alarmActions: [topic.arn], dashboard: true }
   */
  monitoring?: MonitoringArgs | undefined;

  /**
   * The function that creates and changes the pool.
   *
   * CloudFormation never lets a pool change its handler.
   *
   * @default one handler for all pools of the program
   */
  handler?: UserPoolHandler | undefined;

  /**
   * Tags for the pool and for all resources that the component creates.
   *
   * The provider's default tags also apply to the pool; `settings.UserPoolTags` take precedence over both.
   *
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/**
 * The arguments as the component's inputs, so that policy packs and people see them. The handler is a separate component
 * with its own inputs.
 */
export function inputsOf(args: CustomUserPoolArgs): Record<string, unknown> {
  return {
    ...args,
    triggers: args.triggers && triggerInputs(args.triggers),
    identityProviders: args.identityProviders && withSecrets(args.identityProviders),
    handler: undefined,
  };
}
