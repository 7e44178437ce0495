import { placeOf } from "../../../components/engine/place";
import {
  adoptStatement,
  createGrantStatement,
  forceDestroyStatement,
  handlerStatements,
  lambdaTrustPolicy,
  logStatement,
  passRoleStatement,
} from "../../../components/lambda/policies";

const place = { partition: "aws", region: "eu-west-1", account: "123456789012" };

test("lets the handler work on pools with its own tag only", () => {
  expect(handlerStatements(place, "shop-dev-handler")).toMatchInlineSnapshot(`
[
  {
    "Action": "cognito-idp:CreateUserPool",
    "Condition": {
      "StringEquals": {
        "aws:RequestTag/custom-user-pool:handler": "shop-dev-handler",
      },
    },
    "Effect": "Allow",
    "Resource": "*",
    "Sid": "CreateTaggedUserPools",
  },
  {
    "Action": "cognito-idp:ListUserPools",
    "Effect": "Allow",
    "Resource": "*",
    "Sid": "FindUserPools",
  },
  {
    "Action": [
      "cognito-idp:AddCustomAttributes",
      "cognito-idp:DeleteUserPool",
      "cognito-idp:DescribeUserPool",
      "cognito-idp:GetUserPoolMfaConfig",
      "cognito-idp:ListUsers",
      "cognito-idp:SetUserPoolMfaConfig",
      "cognito-idp:UpdateUserPool",
    ],
    "Condition": {
      "StringEquals": {
        "aws:ResourceTag/custom-user-pool:handler": "shop-dev-handler",
      },
    },
    "Effect": "Allow",
    "Resource": "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/*",
    "Sid": "ManageOwnUserPools",
  },
  {
    "Action": [
      "cloudformation:DescribeStackResource",
      "cloudformation:DescribeStacks",
    ],
    "Effect": "Allow",
    "Resource": "arn:aws:cloudformation:eu-west-1:123456789012:stack/*",
    "Sid": "AskForStacks",
  },
  {
    "Action": "cognito-idp:TagResource",
    "Condition": {
      "ForAnyValue:StringEquals": {
        "aws:TagKeys": "custom-user-pool:handler",
      },
      "StringNotEquals": {
        "aws:RequestTag/custom-user-pool:handler": "shop-dev-handler",
      },
    },
    "Effect": "Deny",
    "Resource": "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/*",
    "Sid": "KeepOwnerTagValue",
  },
  {
    "Action": "cognito-idp:UntagResource",
    "Condition": {
      "ForAnyValue:StringEquals": {
        "aws:TagKeys": "custom-user-pool:handler",
      },
    },
    "Effect": "Deny",
    "Resource": "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/*",
    "Sid": "KeepOwnerTag",
  },
]
`);
});

test("lets a function write into its own log group, and not make one", () => {
  const arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/users";

  const statements = [logStatement(arn), logStatement(`${arn}:*`)];

  expect(statements[0]).toEqual(statements[1]);
  expect(statements[0]).toMatchInlineSnapshot(`
{
  "Action": [
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ],
  "Effect": "Allow",
  "Resource": "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/users:*",
  "Sid": "WriteOwnLogs",
}
`);
});

test("lets only Lambda take a role on", () => {
  expect(lambdaTrustPolicy()).toMatchInlineSnapshot(`
{
  "Statement": [
    {
      "Action": "sts:AssumeRole",
      "Effect": "Allow",
      "Principal": {
        "Service": "lambda.amazonaws.com",
      },
    },
  ],
  "Version": "2012-10-17",
}
`);
});

test("has a statement for each thing that a pool may opt in to", () => {
  expect([
    forceDestroyStatement(place, "shop-dev-handler"),
    adoptStatement(place, ["eu-west-1_AbCdEfGhI"]),
    passRoleStatement(["arn:aws:iam::123456789012:role/sms"]),
    createGrantStatement(["arn:aws:kms:eu-west-1:123456789012:key/1"]),
  ]).toMatchInlineSnapshot(`
[
  {
    "Action": "cognito-idp:DeleteUserPoolDomain",
    "Condition": {
      "StringEquals": {
        "aws:ResourceTag/custom-user-pool:handler": "shop-dev-handler",
      },
    },
    "Effect": "Allow",
    "Resource": "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/*",
    "Sid": "DeleteDomainsOfOwnUserPools",
  },
  {
    "Action": [
      "cognito-idp:AddCustomAttributes",
      "cognito-idp:DescribeUserPool",
      "cognito-idp:GetUserPoolMfaConfig",
      "cognito-idp:SetUserPoolMfaConfig",
      "cognito-idp:TagResource",
      "cognito-idp:UpdateUserPool",
    ],
    "Effect": "Allow",
    "Resource": [
      "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI",
    ],
    "Sid": "AdoptUserPools",
  },
  {
    "Action": "iam:PassRole",
    "Condition": {
      "StringEquals": {
        "iam:PassedToService": "cognito-idp.amazonaws.com",
      },
    },
    "Effect": "Allow",
    "Resource": [
      "arn:aws:iam::123456789012:role/sms",
    ],
    "Sid": "PassSmsRole",
  },
  {
    "Action": "kms:CreateGrant",
    "Effect": "Allow",
    "Resource": [
      "arn:aws:kms:eu-west-1:123456789012:key/1",
    ],
    "Sid": "GrantKeyToCognito",
  },
]
`);
});

test("names resources in the partition that the program is deployed to", () => {
  const china = placeOf("arn:aws-cn:logs:cn-north-1:123456789012:log-group:users");

  const resources = handlerStatements(china, "handler").map(({ Resource }) => Resource);

  expect(resources).toContain("arn:aws-cn:cognito-idp:cn-north-1:123456789012:userpool/*");
});

test("refuses what is no ARN", () => {
  expect(() => placeOf("log-group")).toThrow(
    "Expected an ARN with partition, region and account, got `log-group`.",
  );
});

test("says in a unit test what the mock of the log group lacks", () => {
  expect(() => placeOf(undefined)).toThrow("let the mock of the log group answer its `arn`");
});
