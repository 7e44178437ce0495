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
   * The pool's settings, in the names of Cognito's own API.
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
   * The Lambda functions that Cognito calls, by the API's names.
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
   * Whether Cognito refuses to delete the pool, and Pulumi its stack: then a preview already refuses what would delete the
   * pool, such as another name of the component, its move under another parent, its removal, or `pulumi destroy`. With
   * `--exclude-protected` its app clients and its domain are kept too; in a program each can still be changed or removed.
   *
   * A pool is deleted after `false` was deployed. `settings.DeletionProtection: "INACTIVE"` says the same; an output may
   * say it too, but Pulumi has to know it when it registers the stack and stays protective: `pulumi state unprotect` then
   * lifts what the program cannot.
   *
   * @default true
   */
  deletionProtection?: pulumi.Input<boolean>;

  /**
   * What happens to the pool when it is removed from the program: deleted with all its users, or left in the account,
   * without its triggers and unmanaged. `adoptUserPoolId` takes it back.
   *
   * @default "delete"
   */
  onDelete?: pulumi.Input<"delete" | "retain">;

  /**
   * What to do about a change that Cognito cannot make to a live pool, such as another user-name attribute.
   *
   * "refuse" fails the preview and names every such change. "replace" makes a new pool and deletes the old one, if
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
   * Whether deleting the pool also removes what stands in the way: deletion protection and a domain that was added
   * outside of this program. An adopted pool is only deleted with it.
   *
   * It has to be deployed before the deletion.
   *
   * @default false
   */
  forceDestroy?: pulumi.Input<boolean>;

  /**
   * Whether a deployment repairs what was changed outside of the program: settings, MFA and triggers, and a pool that was
   * deleted, which is made anew, without its users. What the program does not mention stays as it is.
   *
   * Each preview then reads the live pool: DescribeUserPool, and GetUserPoolMfaConfig where `settings` manage MFA. It uses
   * the keys or the profile of the AWS provider, or else the credentials of the environment; it does not follow a role
   * that the provider assumes.
   *
   * @default false
   */
  repairDrift?: pulumi.Input<boolean>;

  /**
   * The id of an existing pool to manage instead of making a new one. Its users stay, and deleting the component leaves
   * it in the account; only `forceDestroy: true`, deployed before, deletes an adopted pool.
   *
   * Keep it set for as long as the component exists. An id given to a component that has a pool already is a change to
   * another pool, see `onImmutableChange`.
   *
   * @default a new pool
   * @example "eu-west-1_AbCdEfGhI"
   */
  adoptUserPoolId?: pulumi.Input<string>;

  /**
   * Another pool whose users come to this one, each at the first sign-in, with the password that they have there. Its
   * settings may be others: this is the way to change what Cognito fixes when it makes a pool.
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
   * Alarms in CloudWatch: failures of the handler, and of each trigger errors, throttles and runs that come near Cognito's five
   * seconds; and a dashboard, if it is asked for. `{}` is the alarms alone. They cost what CloudWatch's alarms do.
   *
   * @default none
   * @example
   * { alarmActions: [topic.arn], dashboard: true }
   */
  monitoring?: MonitoringArgs;

  /**
   * The function that makes and changes the pool.
   *
   * CloudFormation never lets a pool change to another one.
   *
   * @default one handler for all pools of the program
   */
  handler?: UserPoolHandler;

  /**
   * Tags of the pool and of all resources that the component makes.
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
