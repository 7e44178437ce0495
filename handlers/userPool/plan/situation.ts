import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import type { Tags } from "../settings/ownTags";
import type { Settings } from "../settings/values";
import type { Owner } from "./ownership";

export interface SettingsCall {
  operation: "UpdateUserPool" | "SetUserPoolMfaConfig";
  input: Settings;
  because: string[];
}

export interface AttributesCall {
  operation: "AddCustomAttributes";
  input: { CustomAttributes: SchemaAttributeType[] };
  because: string[];
}

/** One call to Cognito that changes the pool, without its `UserPoolId`. */
export type Call = SettingsCall | AttributesCall;

/** All that a plan depends on. Settings are decoded and normalized. */
export interface Situation {
  desired: Settings;
  /** The settings before; `{}` where there were none. */
  previous: Settings;
  /** The pool, as DescribeUserPool returns it. */
  live: Settings;
  /** The pool's MFA configuration, as GetUserPoolMfaConfig returns it; needed where `managesMfa` says so. */
  liveMfa?: Settings;
  /** Who wants the triggers in the settings attached; nobody is asked without it. */
  owner?: Owner;
  /** Tags of ours to be put on the pool beside those that it has. */
  ownTags?: Tags;
  /** The pool was just made: its protection is turned on last, so that a rollback can still remove it. */
  isUnfinished?: boolean;
}
