import type { UserPoolSettings } from "../../../handlers/userPool/settings/schema";

/** A pool as people declare it, in the tool that they use. */
export interface RealSettings {
  /** The tool, and what is particular. */
  name: string;
  settings: UserPoolSettings;
  /** Members that a later version of the program has instead: a change that a live pool can have. */
  change: Partial<UserPoolSettings>;
}

type Schema = NonNullable<UserPoolSettings["Schema"]>;
type Attribute = Schema[number];

export const fn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
export const key = "arn:aws:kms:eu-west-1:123456789012:key/0c6d3f7e-6f5a-4b7c-9f4a-1d2e3f4a5b6c";
export const sms = {
  SnsCallerArn: "arn:aws:iam::123456789012:role/service-role/pool-sms",
  ExternalId: "pool-sms-external",
};
export const ses = (address: string) => ({
  EmailSendingAccount: "DEVELOPER" as const,
  SourceArn: `arn:aws:ses:eu-west-1:123456789012:identity/${address}`,
});
export const recovery = (...names: ("verified_email" | "verified_phone_number" | "admin_only")[]) => ({
  RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })),
});
const classes = (all: boolean) => ({
  RequireLowercase: all,
  RequireNumbers: all,
  RequireSymbols: all,
  RequireUppercase: all,
});
export const password = (MinimumLength: number, all = true) => ({
  PasswordPolicy: { MinimumLength, ...classes(all) },
});
/** Lengths as texts, which is how the API has them. */
export const length = (MinLength: number, MaxLength: number) => ({
  StringAttributeConstraints: { MinLength: String(MinLength), MaxLength: String(MaxLength) },
});
export const text = (Name: string, more: Attribute = {}): Attribute => ({
  Name,
  AttributeDataType: "String",
  ...more,
});
/** All members of an attribute, as Terraform's state and `terraformer` write them. */
export const whole = (Name: string, min: number, max: number, more: Attribute = {}): Attribute => ({
  Name,
  AttributeDataType: "String",
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  ...length(min, max),
  ...more,
});
export const byEmail = { UsernameAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };
export const totp = { SoftwareTokenMfaConfiguration: { Enabled: true } };
