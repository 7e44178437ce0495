import {
  certainExcess,
  shortestArn,
  type TemplateInputs,
  templateBody,
  userPoolTemplate,
} from "../../../components/stack/template";

const preSignUp = "arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-pre-sign-up";
const aliased = "arn:aws:lambda:eu-west-1:123456789012:function:other:live";

function inputs(some: Partial<TemplateInputs> = {}): TemplateInputs {
  return {
    serviceToken: "arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-handler",
    serviceTimeout: 600,
    settings: { PoolName: "users" },
    lambdaConfig: {},
    ...some,
  };
}

test("describes a pool with a trigger: the pool, the permission, then the attachment", () => {
  const template = userPoolTemplate(
    inputs({
      settings: {
        PoolName: "users",
        Policies: { PasswordPolicy: { RequireNumbers: true, MinimumLength: 8 } },
      },
      lambdaConfig: { PreSignUp: preSignUp },
    }),
  );

  expect(template).toMatchInlineSnapshot(`
{
  "AWSTemplateFormatVersion": "2010-09-09",
  "Description": "An Amazon Cognito user pool, made by a custom resource",
  "Outputs": {
    "UserPoolArn": {
      "Value": {
        "Fn::GetAtt": [
          "UserPool",
          "Arn",
        ],
      },
    },
    "UserPoolId": {
      "Value": {
        "Ref": "UserPool",
      },
    },
    "UserPoolProviderName": {
      "Value": {
        "Fn::GetAtt": [
          "UserPool",
          "ProviderName",
        ],
      },
    },
    "UserPoolProviderUrl": {
      "Value": {
        "Fn::GetAtt": [
          "UserPool",
          "ProviderUrl",
        ],
      },
    },
  },
  "Resources": {
    "Permissionshopdevpresignupb51584c4": {
      "Properties": {
        "Action": "lambda:InvokeFunction",
        "FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-pre-sign-up",
        "Principal": "cognito-idp.amazonaws.com",
        "SourceAccount": {
          "Ref": "AWS::AccountId",
        },
        "SourceArn": {
          "Fn::GetAtt": [
            "UserPool",
            "Arn",
          ],
        },
      },
      "Type": "AWS::Lambda::Permission",
    },
    "UserPool": {
      "Properties": {
        "ServiceTimeout": 600,
        "ServiceToken": "arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-handler",
        "Settings": {
          "Policies": {
            "PasswordPolicy": {
              "MinimumLength": 8,
              "RequireNumbers": true,
            },
          },
          "PoolName": "users",
        },
      },
      "Type": "Custom::UserPool",
    },
    "UserPoolTriggers": {
      "DependsOn": [
        "Permissionshopdevpresignupb51584c4",
      ],
      "Properties": {
        "LambdaConfig": {
          "PreSignUp": "arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-pre-sign-up",
        },
        "ServiceTimeout": 600,
        "ServiceToken": "arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-handler",
        "UserPoolId": {
          "Ref": "UserPool",
        },
      },
      "Type": "Custom::UserPoolTriggers",
    },
  },
}
`);
});

test("has an attachment without any trigger too, so that removing the last one is an update", () => {
  const { Resources } = userPoolTemplate(inputs());

  expect(Object.keys(Resources)).toEqual(["UserPool", "UserPoolTriggers"]);
  expect(Resources["UserPoolTriggers"]).toMatchObject({ Properties: { LambdaConfig: {} } });
  expect(Resources["UserPoolTriggers"]).not.toHaveProperty("DependsOn");
});

test("gives each function one permission, whose name comes from the function", () => {
  const both = userPoolTemplate(
    inputs({
      lambdaConfig: {
        PreSignUp: preSignUp,
        PostConfirmation: preSignUp,
        PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: aliased },
        KMSKeyID: "arn:aws:kms:eu-west-1:123456789012:key/codes",
      },
    }),
  );
  const one = userPoolTemplate(inputs({ lambdaConfig: { PreSignUp: aliased } }));

  const names = Object.keys(both.Resources);
  expect(names).toHaveLength(4);
  expect(names).toEqual(expect.arrayContaining(Object.keys(one.Resources)));
  expect(both.Resources["UserPoolTriggers"]?.DependsOn).toEqual(names.slice(1, 3));
});

test("is the same text for the same settings in another order", () => {
  const one = inputs({
    settings: { PoolName: "users", Schema: [{ Name: "a", Mutable: true }] },
    lambdaConfig: { PreSignUp: preSignUp, PostConfirmation: aliased },
  });
  const reordered = inputs({
    settings: { Schema: [{ Mutable: true, Name: "a" }], PoolName: "users" },
    lambdaConfig: { PostConfirmation: aliased, PreSignUp: preSignUp },
  });

  expect(templateBody(reordered)).toBe(templateBody(one));
});

test("keeps the order of lists, which may matter", () => {
  const one = inputs({ settings: { PoolName: "users", Schema: [{ Name: "a" }, { Name: "b" }] } });
  const other = inputs({ settings: { PoolName: "users", Schema: [{ Name: "b" }, { Name: "a" }] } });

  expect(templateBody(other)).not.toBe(templateBody(one));
});

test("says only what differs from the defaults", () => {
  const plain = userPoolTemplate(
    inputs({
      onImmutableChange: "refuse",
      replaceNonEmpty: false,
      forceDestroy: false,
      adoptUserPoolId: "",
      onDelete: "delete",
    }),
  );

  expect(plain).toEqual(userPoolTemplate(inputs()));
});

test("hands on what the user asks for", () => {
  const { Resources } = userPoolTemplate(
    inputs({
      onImmutableChange: "replace",
      replaceNonEmpty: true,
      forceDestroy: true,
      adoptUserPoolId: "eu-west-1_1",
    }),
  );

  expect(Resources["UserPool"]?.Properties).toMatchObject({
    OnImmutableChange: "replace",
    ReplaceNonEmpty: true,
    ForceDestroy: true,
    AdoptUserPoolId: "eu-west-1_1",
  });
});

test("retains the pool and still detaches its triggers, whose functions go", () => {
  const { Resources } = userPoolTemplate(inputs({ onDelete: "retain" }));

  expect(Resources["UserPool"]).toMatchObject({
    DeletionPolicy: "RetainExceptOnCreate",
    UpdateReplacePolicy: "Retain",
    Properties: { OnDelete: "retain" },
  });
  expect(Resources["UserPoolTriggers"]).not.toHaveProperty("DeletionPolicy");
});

test("leaves out the indentation where CloudFormation would refuse the template for its size", () => {
  const Schema = Array.from({ length: 50 }, (_, index) => ({
    Name: `attribute-${index}`,
    AttributeDataType: "String",
    StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
  }));
  const settings = { PoolName: "users", Schema, EmailVerificationMessage: "x".repeat(42_000) };

  const body = templateBody(inputs({ settings }));

  expect(body).not.toContain("\n");
  expect(Buffer.byteLength(JSON.stringify(JSON.parse(body), undefined, 2))).toBeGreaterThan(51_200);
  expect(JSON.parse(body)).toEqual(userPoolTemplate(inputs({ settings })));
});

test("finds too long what will be too long whatever is not known yet", () => {
  const excess = (length: number, lambdaConfig = {}) =>
    certainExcess({ settings: { PoolName: "x".repeat(length) }, lambdaConfig });
  const lambdaConfig = { PreSignUp: shortestArn, PostConfirmation: shortestArn };
  const wholeLength = templateBody({
    serviceToken: shortestArn,
    serviceTimeout: 0,
    settings: {},
    lambdaConfig,
  }).length;

  expect(excess(51_200 - wholeLength, lambdaConfig)).toBeUndefined();
  expect(excess(51_200, lambdaConfig)).toContain("must have at most 51200 bytes");
  expect(excess(50_700)).toContain("must have at most 51200 bytes");
});

test("refuses a template that CloudFormation would refuse for its size", () => {
  const settings = { PoolName: "users", AdminCreateUserConfig: { text: "é".repeat(26_000) } };

  expect(() => templateBody(inputs({ settings }))).toThrow(
    /must have at most 51200 bytes, got 5\d{4}: shorten the longest `settings`/,
  );
});

test("puts a digest of drift into the resource that it is about, and into no other", () => {
  const { UserPool, UserPoolTriggers } = userPoolTemplate(
    inputs({ driftDigests: { pool: "0a1b" } }),
  ).Resources;

  expect(UserPool?.Properties).toHaveProperty("DriftDigest", "0a1b");
  expect(UserPoolTriggers?.Properties).not.toHaveProperty("DriftDigest");
});
