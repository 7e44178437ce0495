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
   * The pool's settings, by the names of Cognito's own API.
   *
   * Alias, user-name and schema attributes are fixed once the pool exists; attributes can only be added. See
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
   * The Lambda functions that Cognito calls, by the API's names for them.
   *
   * Each is the path of a source file, an existing function or its ARN, or a source file with what it needs. The
   * pool gets permission to call them before they are attached.
   *
   * @default none
   * @example
   * {
   *   PreSignUp: "handlers/preSignUp.ts",
   *   PostConfirmation: { entry: "handlers/postConfirmation.ts", environment: { TABLE: table.name } },
   *   PreTokenGenerationConfig: { LambdaVersion: "V2_0", function: existingFunction },
   * }
   */
  triggers?: Triggers;

  /**
   * Whether Cognito and Pulumi refuse to delete the pool.
   *
   * A preview then refuses what would delete it: another name of the component, a move under another parent, its removal,
   * and `pulumi destroy`. With `--exclude-protected` the app clients and the domain are kept too; in a program each can
   * still be changed or removed.
   *
   * A pool is deleted after `false` was deployed. `settings.DeletionProtection: "INACTIVE"` says the same; an output may
   * say it too, but Pulumi has to know it when it registers the stack and stays protective: `pulumi state unprotect` then
   * lifts what the program cannot.
   *
   * @default true
   */
  deletionProtection?: pulumi.Input<boolean>;

  /**
   * What becomes of the pool when it is removed from the program: "delete" or "retain".
   *
   * "delete" deletes it with all its users. "retain" leaves it in the account, unmanaged and without its triggers;
   * `adoptUserPoolId` takes it back.
   *
   * @default "delete"
   */
  onDelete?: pulumi.Input<"delete" | "retain">;

  /**
   * What to do about a change that Cognito cannot make to a live pool: "refuse" or "replace".
   *
   * Another user-name attribute is such a change. "refuse" fails the preview and names every such change. "replace" makes a new pool and deletes the old one, if
   * that has no users; see `replaceNonEmpty`.
   *
   * @default "refuse"
   */
  onImmutableChange?: pulumi.Input<"refuse" | "replace">;

  /**
   * Whether a replacement may delete a pool that has users. They are lost.
   *
   * @default false
   */
  replaceNonEmpty?: pulumi.Input<boolean>;

  /**
   * Whether a deletion first removes what stands in its way.
   *
   * That is deletion protection, and a domain that was added outside of this program. An adopted pool is only deleted
   * with it. It has to be deployed before the deletion.
   *
   * @default false
   */
  forceDestroy?: pulumi.Input<boolean>;

  /**
   * Whether a deployment repairs what was changed outside of the program.
   *
   * It repairs settings, MFA and triggers. A pool that was deleted is made anew, without its users. What the program does
   * not mention stays as it is.
   *
   * Each preview then reads the live pool: DescribeUserPool, and GetUserPoolMfaConfig where `settings` manage MFA. It uses
   * the keys or the profile of the AWS provider, or else the credentials of the environment; it does not follow a role
   * that the provider assumes.
   *
   * @default false
   */
  repairDrift?: pulumi.Input<boolean>;

  /**
   * The id of an existing pool to manage, instead of making a new one.
   *
   * Its users stay, and deleting the component leaves it in the account; only `forceDestroy: true`, deployed before, deletes an adopted pool.
   *
   * Keep it set for as long as the component exists. An id given to a component that has a pool already is a change to
   * another pool, see `onImmutableChange`.
   *
   * @default a new pool
   * @example "eu-west-1_AbCdEfGhI"
   */
  adoptUserPoolId?: pulumi.Input<string>;

  /**
   * Another pool whose users move to this one at their first sign-in, with their passwords.
   *
   * Its settings may be others: this is the way to change what Cognito fixes when it makes a pool.
   *
   * A Lambda function becomes the pool's UserMigration trigger, and signs users whom this pool does not know in at the
   * old one. Cognito calls it only for `USER_PASSWORD_AUTH` and `ADMIN_USER_PASSWORD_AUTH`, and for forgotten passwords.
   * See docs/migrating-users.md.
   *
   * @default none
   * @example { userPoolId: former.userPoolId, attributes: { sub: "custom:formerSub" } }
   */
  migrateFrom?: MigrateFromArgs;

  /**
   * CloudWatch alarms for the handler and the triggers, and a dashboard if you ask for one.
   *
   * They watch for failures of the handler, and for each trigger's errors, throttles and runs that come near Cognito's
   * five seconds. `{}` is the alarms alone. They cost what CloudWatch's alarms do.
   *
   * @default none
   * @example
   * { alarmActions: [topic.arn], dashboard: true }
   */
  monitoring?: MonitoringArgs;

  /**
   * The function that creates and changes the pool.
   *
   * CloudFormation never lets a pool change to another one.
   *
   * @default one handler for all pools of the program
   */
  handler?: UserPoolHandler;

  /**
   * Tags for the pool and every resource that the component makes.
   *
   * The provider's default tags reach the pool too; `settings.UserPoolTags` win over both.
   *
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The arguments as the component's inputs, so that policy packs and people see them. The handler is a component of its
 * own, with inputs of its own.
 */
export function inputsOf(args: CustomUserPoolArgs): Record<string, unknown> {
  return {
    ...args,
    triggers: args.triggers && triggerInputs(args.triggers),
    identityProviders: args.identityProviders && withSecrets(args.identityProviders),
    handler: undefined,
  };
}
