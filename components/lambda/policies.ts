import { ownTags } from "../../handlers/userPool/settings/ownTags";
import { regionOf } from "../../handlers/userPool/settings/poolId";
import type { Place } from "../engine/place";

/** One statement of an IAM policy, as IAM spells it. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An IAM policy, ready for `pulumi.jsonStringify`. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly (PolicyStatement | TrustStatement)[];
}

interface TrustStatement {
  readonly Effect: "Allow";
  readonly Action: "sts:AssumeRole";
  readonly Principal: { readonly Service: string };
}

/** The tag that the handler puts on every pool it makes; its role may touch only pools that carry it. */
const ownerTag = ownTags.handler;

export function policyDocument(statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** Who may take the role on: the Lambda service. */
export function lambdaTrustPolicy(): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
    ],
  };
}

/**
 * Writing to the function's own log group, and not making it: a destroyed group could otherwise come back, without
 * retention, with the last lines of a function that is being deleted.
 */
export function logStatement(logGroupArn: string): PolicyStatement {
  return {
    Sid: "WriteOwnLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    // A log group's ARN ends in ":*" in some answers of AWS and not in others.
    Resource: `${logGroupArn.replace(/:\*$/, "")}:*`,
  };
}

/** What the custom resource's handler may always do: work on the pools that it made, and on no others. */
export function handlerStatements(place: Place, functionName: string): PolicyStatement[] {
  return [
    {
      Sid: "CreateTaggedUserPools",
      Effect: "Allow",
      Action: "cognito-idp:CreateUserPool",
      // CreateUserPool and ListUserPools know no narrower resource.
      Resource: "*",
      Condition: { StringEquals: { [`aws:RequestTag/${ownerTag}`]: functionName } },
    },
    { Sid: "FindUserPools", Effect: "Allow", Action: "cognito-idp:ListUserPools", Resource: "*" },
    {
      Sid: "ManageOwnUserPools",
      Effect: "Allow",
      Action: [
        "cognito-idp:AddCustomAttributes",
        "cognito-idp:DeleteUserPool",
        "cognito-idp:DescribeUserPool",
        "cognito-idp:GetUserPoolMfaConfig",
        // Nothing with users is deleted unasked, so the handler has to look.
        "cognito-idp:ListUsers",
        "cognito-idp:SetUserPoolMfaConfig",
        "cognito-idp:UpdateUserPool",
      ],
      Resource: userPools(place),
      Condition: ownedBy(functionName),
    },
    {
      // Whether a request is still wanted, and whether the stack that a pool's tags name still exists.
      Sid: "AskForStacks",
      Effect: "Allow",
      Action: ["cloudformation:DescribeStackResource", "cloudformation:DescribeStacks"],
      Resource: stacks(place),
    },
    ...keepOwnerTagStatements(place, functionName),
  ];
}

/** A domain keeps its pool from being deleted, so a forced deletion removes it first. */
export function forceDestroyStatement(place: Place, functionName: string): PolicyStatement {
  return {
    Sid: "DeleteDomainsOfOwnUserPools",
    Effect: "Allow",
    Action: "cognito-idp:DeleteUserPoolDomain",
    Resource: userPools(place),
    Condition: ownedBy(functionName),
  };
}

/**
 * An adopted pool does not carry the handler's tag yet; once it does, the general statement holds for it too. No other
 * statement allows `TagResource`: what may be taken over is decided by the program that owns the handler.
 */
export function adoptStatement(place: Place, userPoolIds: readonly string[]): PolicyStatement {
  return {
    Sid: "AdoptUserPools",
    Effect: "Allow",
    Action: [
      "cognito-idp:AddCustomAttributes",
      "cognito-idp:DescribeUserPool",
      "cognito-idp:GetUserPoolMfaConfig",
      "cognito-idp:SetUserPoolMfaConfig",
      "cognito-idp:TagResource",
      "cognito-idp:UpdateUserPool",
    ],
    Resource: userPoolIds.map((id) => userPools(place, id)),
  };
}

/** Signing users in at the pool that they come from, and reading them; wherever its Region is, it is of this account. */
export function migrationStatement({ partition, account }: Place, userPoolId: string): PolicyStatement {
  return {
    Sid: "BringUsersAlong",
    Effect: "Allow",
    Action: ["cognito-idp:AdminGetUser", "cognito-idp:AdminInitiateAuth", "cognito-idp:ListUsers"],
    Resource: userPools({ partition, account, region: regionOf(userPoolId) }, userPoolId),
  };
}

/** Cognito sends SMS with a role that the caller of Create- or UpdateUserPool must be allowed to hand over. */
export function passRoleStatement(roleArns: readonly string[]): PolicyStatement {
  return {
    Sid: "PassSmsRole",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: roleArns,
    Condition: { StringEquals: { "iam:PassedToService": "cognito-idp.amazonaws.com" } },
  };
}

/** Cognito encrypts with the customer's key through a grant that it makes in the name of the caller. */
export function createGrantStatement(keyArns: readonly string[]): PolicyStatement {
  return { Sid: "GrantKeyToCognito", Effect: "Allow", Action: "kms:CreateGrant", Resource: keyArns };
}

/**
 * Whatever else is ever attached to the role: it cannot take another handler's pool over by changing its tag, nor
 * lose its own.
 */
function keepOwnerTagStatements(place: Place, functionName: string): PolicyStatement[] {
  return [
    {
      Sid: "KeepOwnerTagValue",
      Effect: "Deny",
      Action: "cognito-idp:TagResource",
      Resource: userPools(place),
      Condition: {
        "ForAnyValue:StringEquals": { "aws:TagKeys": ownerTag },
        StringNotEquals: { [`aws:RequestTag/${ownerTag}`]: functionName },
      },
    },
    {
      Sid: "KeepOwnerTag",
      Effect: "Deny",
      Action: "cognito-idp:UntagResource",
      Resource: userPools(place),
      Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": ownerTag } },
    },
  ];
}

function userPools({ partition, region, account }: Place, userPoolId = "*"): string {
  return `arn:${partition}:cognito-idp:${region}:${account}:userpool/${userPoolId}`;
}

function stacks({ partition, region, account }: Place): string {
  return `arn:${partition}:cloudformation:${region}:${account}:stack/*`;
}

function ownedBy(functionName: string): NonNullable<PolicyStatement["Condition"]> {
  return { StringEquals: { [`aws:ResourceTag/${ownerTag}`]: functionName } };
}
