import { localPolicy } from "../../local/provider/localPolicy";
import { mayInvoke } from "../../local/proxy/invokePermission";

const POOL = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Pool";

function permission(overrides: Record<string, unknown> = {}) {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "cognito-idp.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Condition: { ArnLike: { "AWS:SourceArn": POOL }, StringEquals: { "AWS:SourceAccount": "123456789012" } },
    ...overrides,
  };
  return { Version: "2012-10-17", Statement: [statement] };
}

describe("a function's policy", () => {
  it.each([
    { what: "the permission of the pool", policy: permission() },
    { what: "a permission without a source", policy: permission({ Condition: undefined }) },
    {
      what: "a permission of all pools",
      policy: permission({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cognito-idp:*" } } }),
    },
  ])("lets Cognito in by $what", ({ policy }) => {
    expect(mayInvoke(policy, POOL)).toBe(true);
  });

  it.each([
    { what: "no statement", policy: { Statement: [] } },
    { what: "another service", policy: permission({ Principal: { Service: "s3.amazonaws.com" } }) },
    { what: "another action", policy: permission({ Action: "lambda:GetFunction" }) },
    { what: "another pool", policy: permission({ Condition: { ArnLike: { "AWS:SourceArn": `${POOL}2` } } }) },
    {
      what: "another account",
      policy: permission({ Condition: { StringEquals: { "AWS:SourceAccount": "999999999999" } } }),
    },
    {
      what: "a condition that it does not know",
      policy: permission({ Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    },
    { what: "a denial", policy: permission({ Effect: "Deny" }) },
  ])("keeps Cognito out with $what", ({ policy }) => {
    expect(mayInvoke(policy, POOL)).toBe(false);
  });
});

describe("the policy that is registered with MiniStack", () => {
  const logs = { Effect: "Allow", Action: ["logs:PutLogEvents"], Resource: "*" };
  const create = {
    Effect: "Allow",
    Action: ["cognito-idp:CreateUserPool", "cognito-idp:ListUserPools"],
    Resource: "*",
    Condition: {
      StringEquals: { "aws:RequestTag/marker": "ours", "aws:PrincipalAccount": "1" },
      Bool: { "aws:ResourceTag/a": "b" },
    },
  };

  it("is the program's own where it has no condition on tags", () => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [logs] }, undefined, 2);

    expect(localPolicy(policy)).toEqual({ document: policy, leftOut: [] });
  });

  it("lacks the conditions on tags and nothing else", () => {
    const { document, leftOut } = localPolicy(
      JSON.stringify({ Version: "2012-10-17", Statement: [create, logs] }),
    );

    expect(JSON.parse(document)).toEqual({
      Version: "2012-10-17",
      Statement: [{ ...create, Condition: { StringEquals: { "aws:PrincipalAccount": "1" } } }, logs],
    });
    expect(leftOut).toEqual(["the condition on aws:RequestTag/marker", "the condition on aws:ResourceTag/a"]);
  });

  it("keeps the conditions of a denial, which would deny more without them", () => {
    const policy = JSON.stringify({ Statement: [{ ...create, Effect: "Deny" }] });

    expect(localPolicy(policy)).toEqual({ document: policy, leftOut: [] });
  });

  it("lacks an action on request, and the statement that has no other", () => {
    const policy = JSON.stringify({ Statement: [{ ...create, Condition: undefined }, logs] });

    const withoutCreate = localPolicy(policy, "cognito-idp:CreateUserPool");
    const withoutLogs = localPolicy(policy, "logs:PutLogEvents");

    expect(JSON.parse(withoutCreate.document)).toEqual({
      Statement: [{ Effect: "Allow", Action: ["cognito-idp:ListUserPools"], Resource: "*" }, logs],
    });
    expect(JSON.parse(withoutLogs.document)).toEqual({ Statement: [{ ...create, Condition: undefined }] });
    expect(withoutLogs.leftOut).toEqual(["the action logs:PutLogEvents"]);
  });

  it("allows what it allows on the tags of one pool on those of all, since MiniStack does not see which pool it is", () => {
    const adopt = {
      Sid: "Adopt",
      Effect: "Allow",
      Action: ["cognito-idp:UpdateUserPool", "cognito-idp:TagResource"],
      Resource: [POOL],
    };

    const { document, leftOut } = localPolicy(JSON.stringify({ Statement: [adopt] }));

    const tags = { Effect: "Allow", Action: ["cognito-idp:TagResource"], Resource: "*" };
    expect(JSON.parse(document)).toEqual({ Statement: [adopt, tags] });
    expect(leftOut).toEqual(["the resource of cognito-idp:TagResource"]);
  });

  it("names log groups for what it allows on their streams, as MiniStack asks for them", () => {
    const group = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/a";
    const streams = { Effect: "Allow", Action: "logs:CreateLogStream", Resource: `${group}:*` };

    const { document, leftOut } = localPolicy(JSON.stringify({ Statement: [streams] }));

    expect(JSON.parse(document)).toEqual({ Statement: [{ ...streams, Resource: [`${group}:*`, group] }] });
    expect(leftOut).toEqual([]);
  });

  it.each([
    { what: "a denial", statement: { Effect: "Deny", Action: "cognito-idp:TagResource", Resource: POOL } },
    { what: "all pools", statement: { Effect: "Allow", Action: "cognito-idp:TagResource", Resource: "*" } },
    {
      what: "a denial of log streams",
      statement: { Effect: "Deny", Action: "logs:*", Resource: "arn:aws:logs:eu-west-1:1:log-group:a:*" },
    },
    { what: "no tags", statement: { Effect: "Allow", Action: "cognito-idp:UpdateUserPool", Resource: POOL } },
  ])("keeps the resources of $what", ({ statement }) => {
    const policy = JSON.stringify({ Statement: [statement] });

    expect(localPolicy(policy)).toEqual({ document: policy, leftOut: [] });
  });
});
