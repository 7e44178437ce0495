import type { SchemaAttributeType, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import * as fc from "fast-check";
import { isStandardAttribute } from "../../handlers/userPool/settings/attributes";
import { asRecord } from "../../handlers/userPool/settings/values";
import { awsError } from "./cognitoRules";

type Values = Record<string, unknown>;

/**
 * What Cognito shows and does beyond what it was told. Reports and guides disagree about each of these, or say nothing, so
 * a client has to be right under all of them.
 */
export interface Nature {
  /** What `Mutable` is of an attribute whose declaration does not say. */
  mutable?: boolean;
  /** What `Required` is of a standard attribute whose declaration does not say. */
  required?: boolean;
  /** What becomes of constraints that an attribute's type does not have. */
  otherConstraints?: "kept" | "dropped";
  /** Whether an attribute without constraints shows some. */
  missingConstraints?: "none" | "filled in";
  /** Whether the two names of the pre-token trigger are shown, whichever was sent. */
  tokenTriggers?: "as sent" | "mirrored";
  /** Whether the texts of the message template also stand in their former places. */
  formerTexts?: "mirrored" | "absent";
  /** Whether what only CreateUserPool takes is shown after an update. */
  createOnly?: "shown" | "hidden after an update";
  /** What becomes of tags that UpdateUserPool leaves out of its list. */
  tags?: "replaced" | "merged";
  /** What becomes of the SMS role and the key that UpdateUserPool omits. */
  handedOver?: "kept" | "reset";
  /** The only roles and keys that the caller may hand over. */
  mayHandOver?: readonly string[];
}

/** Every combination; what the caller may hand over is for a test to say. */
export const natures: fc.Arbitrary<Nature> = fc.record<Nature>({
  mutable: fc.boolean(),
  required: fc.boolean(),
  otherConstraints: fc.constantFrom("kept", "dropped"),
  missingConstraints: fc.constantFrom("none", "filled in"),
  tokenTriggers: fc.constantFrom("as sent", "mirrored"),
  formerTexts: fc.constantFrom("mirrored", "absent"),
  createOnly: fc.constantFrom("shown", "hidden after an update"),
  tags: fc.constantFrom("replaced", "merged"),
  handedOver: fc.constantFrom("kept", "reset"),
});

/** One end of every dimension. */
export const terse: Nature = {
  mutable: false,
  required: false,
  otherConstraints: "dropped",
  missingConstraints: "none",
  tokenTriggers: "as sent",
  formerTexts: "absent",
  createOnly: "hidden after an update",
  tags: "replaced",
  handedOver: "reset",
};

/** The other end. */
export const talkative: Nature = {
  mutable: true,
  required: true,
  otherConstraints: "kept",
  missingConstraints: "filled in",
  tokenTriggers: "mirrored",
  formerTexts: "mirrored",
  createOnly: "shown",
  tags: "merged",
  handedOver: "kept",
};

/** A declared attribute with what Cognito makes of the rest. */
export function completed(attribute: SchemaAttributeType, nature: Nature): SchemaAttributeType {
  const { mutable, required } = nature;
  const { StringAttributeConstraints: text, NumberAttributeConstraints: number, ...rest } = attribute;
  const { AttributeDataType: type = "String", Name = "" } = attribute;
  const isDropped = nature.otherConstraints === "dropped";
  const filled =
    nature.missingConstraints === "filled in" ? { MinLength: "0", MaxLength: "2048" } : undefined;
  const texts = type === "String" ? (text ?? filled) : isDropped ? undefined : text;
  const numbers = type === "Number" || !isDropped ? number : undefined;
  return {
    ...(mutable !== undefined && { Mutable: mutable }),
    ...(required !== undefined && isStandardAttribute(Name) && { Required: required }),
    ...rest,
    ...(texts && { StringAttributeConstraints: texts }),
    ...(numbers && { NumberAttributeConstraints: numbers }),
  };
}

/** A described pool as this nature shows it. */
export function shownBy(nature: Nature, pool: UserPoolType, isUpdated: boolean): UserPoolType {
  const lambda = asRecord(pool.LambdaConfig) ?? {};
  const hidden = nature.createOnly === "hidden after an update" && isUpdated;
  return {
    ...pool,
    ...(nature.tokenTriggers === "mirrored" && { LambdaConfig: mirrored(lambda) }),
    ...(nature.formerTexts === "absent" && {
      SmsVerificationMessage: undefined,
      EmailVerificationMessage: undefined,
      EmailVerificationSubject: undefined,
    }),
    ...(hidden && {
      UsernameAttributes: undefined,
      AliasAttributes: undefined,
      UsernameConfiguration: undefined,
    }),
  };
}

function mirrored({
  PreTokenGeneration: plain,
  PreTokenGenerationConfig: versioned,
  ...rest
}: Values): Values {
  const arn = asRecord(versioned)?.["LambdaArn"] ?? plain;
  if (arn === undefined) return rest;
  return {
    ...rest,
    PreTokenGeneration: arn,
    PreTokenGenerationConfig: versioned ?? { LambdaVersion: "V1_0", LambdaArn: arn },
  };
}

/** The members that stay as they are although an update that resets others omits them. */
export function keptMembers(nature: Nature, settings: Values): Values {
  if (nature.handedOver === "reset") return {};
  const { SmsConfiguration, KeyConfiguration } = settings;
  return {
    ...(SmsConfiguration !== undefined && { SmsConfiguration }),
    ...(KeyConfiguration !== undefined && { KeyConfiguration }),
  };
}

/** The tags after an update that lists some. */
export function tagsAfter(nature: Nature, before: unknown, listed: unknown): unknown {
  return nature.tags === "merged" ? { ...asRecord(before), ...asRecord(listed) } : listed;
}

/** IAM's word on a request that hands roles and keys over. */
export function checkHandedOver(nature: Nature, request: Values): void {
  const { mayHandOver } = nature;
  if (!mayHandOver) return;
  const sms = [
    request["SmsConfiguration"],
    asRecord(request["SmsMfaConfiguration"])?.["SmsConfiguration"],
  ].map(asRecord);
  const roles = sms.flatMap((one) => [one?.["SnsCallerArn"], asRecord(one?.["EumsSms"])?.["CallerArn"]]);
  const keys = [
    asRecord(request["KeyConfiguration"])?.["KmsKeyArn"],
    asRecord(request["LambdaConfig"])?.["KMSKeyID"],
  ];
  for (const [action, arns] of [
    ["iam:PassRole", roles],
    ["kms:CreateGrant", keys],
  ] as const) {
    const denied = arns.find((arn) => arn !== undefined && !mayHandOver.some((one) => one === arn));
    if (denied === undefined) continue;
    throw awsError(
      "AccessDeniedException",
      `The caller is not authorized to perform: ${action} on resource: ${JSON.stringify(denied)}`,
    );
  }
}
