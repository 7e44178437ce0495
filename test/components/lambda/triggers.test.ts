import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type Triggers } from "../../../components/customUserPool";
import { functionArn, parsed, type Recording, record, userPoolArn } from "../../support/mocks";

jest.mock("../../../components/lambda/bundle", () => jest.requireActual<object>("../../support/fakeBundle"));

const functionType = "aws:lambda/function:Function";
const foreignArn = functionArn("foreign");

function deploy(triggers: Triggers | (() => Triggers)) {
  return record(
    () =>
      new CustomUserPool("users", {
        settings: { PoolName: "users" },
        triggers: typeof triggers === "function" ? triggers() : triggers,
        tags: { team: "accounts" },
      }),
  );
}

interface Resource {
  Type: string;
  DependsOn?: string[];
  Properties: { FunctionName?: string; LambdaConfig?: object };
}

function resourcesOf({ find }: Recording<unknown>): Record<string, Resource> {
  const body = find("aws:cloudformation/stack:Stack").inputs["templateBody"];
  return (parsed(body) as { Resources: Record<string, Resource> }).Resources;
}

function permittedBy(run: Recording<unknown>): string[] {
  const permissions = Object.values(resourcesOf(run)).filter(
    ({ Type }) => Type === "AWS::Lambda::Permission",
  );
  return permissions.map(({ Properties }) => String(Properties.FunctionName)).toSorted();
}

function lambdaConfigOf(run: Recording<unknown>): unknown {
  return resourcesOf(run)["UserPoolTriggers"]?.Properties.LambdaConfig;
}

test("bundles a source file into a function with a role and a log group of its own", async () => {
  const run = await deploy({ PostConfirmation: "handlers/postConfirmation.ts" });

  const arn = functionArn("users-post-confirmation-function-1a2b3c4");
  expect(run.find(functionType, "users-post-confirmation-function").inputs).toMatchObject({
    architectures: ["arm64"],
    handler: "index.handler",
    loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/users-post-confirmation-1a2b3c4" },
    memorySize: 256,
    runtime: "nodejs24.x",
    tags: { team: "accounts" },
    timeout: 5,
  });
  expect(run.find("aws:cloudwatch/logGroup:LogGroup", "users-post-confirmation-logs").inputs).toMatchObject({
    namePrefix: "/aws/lambda/users-post-confirmation-",
    retentionInDays: 14,
  });
  expect(lambdaConfigOf(run)).toEqual({ PostConfirmation: arn });
  expect(permittedBy(run)).toEqual([arn]);
});

test("takes a function or an ARN as it is, and makes nothing for it", async () => {
  const run = await deploy(() => ({
    PreSignUp: new lambda.Function("mine", { name: "mine", role: "role" }),
    PostAuthentication: foreignArn,
    UserMigration: pulumi.output(functionArn("later")),
  }));

  expect(lambdaConfigOf(run)).toEqual({
    PreSignUp: functionArn("mine"),
    PostAuthentication: foreignArn,
    UserMigration: functionArn("later"),
  });
  expect(permittedBy(run)).toEqual([foreignArn, functionArn("later"), functionArn("mine")]);
  expect(
    run
      .all(functionType)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(["mine", "user-pool-handler-function"]);
});

test("puts the function of a versioned trigger where the API wants its ARN", async () => {
  const run = await deploy({
    PreTokenGenerationConfig: { LambdaVersion: "V2_0", function: foreignArn },
    CustomEmailSender: { LambdaVersion: "V1_0", function: "sender.ts" },
    InboundFederation: { LambdaVersion: "V1_0", function: foreignArn },
    KMSKeyID: "arn:aws:kms:eu-west-1:123456789012:key/1",
  });

  const sender = functionArn("users-custom-email-sender-function-1a2b3c4");
  expect(lambdaConfigOf(run)).toEqual({
    PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: foreignArn },
    CustomEmailSender: { LambdaVersion: "V1_0", LambdaArn: sender },
    InboundFederation: { LambdaVersion: "V1_0", LambdaArn: foreignArn },
    KMSKeyID: "arn:aws:kms:eu-west-1:123456789012:key/1",
  });
  expect(permittedBy(run)).toEqual([foreignArn, sender]);
});

test("attaches a trigger only after all functions are permitted", async () => {
  const run = await deploy({ PreSignUp: "a.ts", PostConfirmation: foreignArn });

  const resources = resourcesOf(run);
  const permissions = Object.keys(resources).filter((name) => name.startsWith("Permission"));
  expect(permissions).toHaveLength(2);
  expect(resources["UserPoolTriggers"]?.DependsOn).toEqual(permissions);
});

test("swaps a function by another permission beside the old one", async () => {
  const [before, after] = [
    await deploy({ PreSignUp: functionArn("old") }),
    await deploy({ PreSignUp: foreignArn }),
  ];

  const names = [before, after].map((run) => Object.keys(resourcesOf(run))[1]);
  expect(names[0]).toMatch(/^Permissionold[0-9a-f]{8}$/);
  expect(names[1]).toMatch(/^Permissionforeign[0-9a-f]{8}$/);
});

test("gives a function what it asks for", async () => {
  const run = await deploy({
    PreSignUp: {
      entry: "a.ts",
      environment: { TABLE: pulumi.output("users") },
      logRetentionDays: 3,
      memorySize: 512,
      policyStatements: [
        { Effect: "Allow", Action: "dynamodb:PutItem", Resource: pulumi.output("arn:table") },
      ],
    },
  });

  expect(run.find(functionType, "users-pre-sign-up-function").inputs).toMatchObject({
    environment: { variables: { TABLE: "users" } },
    memorySize: 512,
  });
  expect(
    run.find("aws:cloudwatch/logGroup:LogGroup", "users-pre-sign-up-logs").inputs["retentionInDays"],
  ).toBe(3);
  expect(
    parsed(run.find("aws:iam/rolePolicy:RolePolicy", "users-pre-sign-up-policy").inputs["policy"]),
  ).toMatchObject({
    Statement: [{ Sid: "WriteOwnLogs" }, { Action: "dynamodb:PutItem", Resource: "arn:table" }],
  });
});

test("lets a trigger's role name the pool itself, without a cycle", async () => {
  const run = await deploy({
    PostConfirmation: {
      entry: "a.ts",
      policyStatements: (pool) => [
        { Effect: "Allow", Action: "cognito-idp:AdminAddUserToGroup", Resource: pool.userPoolArn },
      ],
    },
  });

  const policy = run.find("aws:iam/rolePolicy:RolePolicy", "users-post-confirmation-pool-policy");
  expect(parsed(policy.inputs["policy"])).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "cognito-idp:AdminAddUserToGroup", Resource: userPoolArn }],
  });
  expect(run.find("aws:cloudformation/stack:Stack").dependencies).not.toContainEqual(
    expect.stringContaining("users-post-confirmation-pool-policy"),
  );
});

test("takes the ARN of a function that a promise tells", async () => {
  const arn = functionArn("checks");
  const run = await deploy({
    PreSignUp: Promise.resolve(arn),
    PreTokenGenerationConfig: { LambdaVersion: "V2_0", function: Promise.resolve(arn) },
  });

  expect(run.all("aws:lambda/function:Function")).toHaveLength(1);
  expect(lambdaConfigOf(run)).toEqual({
    PreSignUp: arn,
    PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: "V2_0" },
  });
});

const checks = (policyStatements: unknown) =>
  ({ PreSignUp: { entry: "handlers/checks.ts", policyStatements } }) as Triggers;

test.each([
  [
    () => {
      throw new Error("no such table");
    },
    "`triggers.PreSignUp.policyStatements` could not be computed: no such table",
  ],
  [() => undefined, "`triggers.PreSignUp.policyStatements` must return a list, got undefined."],
  [() => ({ Effect: "Allow" }), "`triggers.PreSignUp.policyStatements` must be a list, got an object."],
  [
    () => [{ Effect: "Allow", Acton: "a:b", Resource: "*" }],
    "`triggers.PreSignUp.policyStatements[0].Acton` is not an argument. Did you mean `Action`?",
  ],
])(
  "refuses statements that a function of the program's own cannot give: %p",
  async (policyStatements, says) => {
    const { result } = await record(() => {
      try {
        return new CustomUserPool("users", {
          settings: { PoolName: "users" },
          triggers: checks(policyStatements),
        });
      } catch (error: unknown) {
        return error;
      }
    });

    expect(pulumi.RunError.isInstance(result)).toBe(true);
    expect(String(result)).toContain('CustomUserPool "users" cannot be made as it is declared:');
    expect(String(result)).toContain(says);
  },
);
