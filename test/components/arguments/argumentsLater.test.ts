import * as pulumi from "@pulumi/pulumi";
import { poolFaults } from "../../../components/arguments/poolRules";
import { CustomUserPool, type CustomUserPoolArgs, UserPoolHandler } from "../../../components/customUserPool";
import { judgeArguments } from "../../../components/engine/judge";
import { parsed, record, valueOf } from "../../support/mocks";

jest.mock("../../../components/lambda/bundle", () => jest.requireActual<object>("../../support/fakeBundle"));

const title = 'CustomUserPool "members"';

/** What a preview says to arguments of which something is known later. */
async function verdictOn(args: object): Promise<string[]> {
  return await verdictOnThose(() => args);
}

/** The same for arguments that the program makes while it runs, such as a promise that fails. */
async function verdictOnThose(make: () => object): Promise<string[]> {
  let verdict: Promise<void> | undefined;
  await record(
    () => {
      verdict = judgeArguments(title, make(), poolFaults);
      verdict?.catch(() => undefined);
    },
    { preview: true },
  );
  const message = await verdict?.then(
    () => "",
    (error: Error) => error.message,
  );
  return (message ?? "").split("\n").map((line) => line.replace(/^ {2}- /, ""));
}

const head = `${title} cannot be made as it is declared:`;
const unknown = pulumi.unknown as string;
const members = { PoolName: "members" };

test("judges settings that are known as a whole only later", async () => {
  const settings = pulumi.output("members").apply((PoolName) => ({ PoolName, Policys: {} }));

  expect(await verdictOn({ settings })).toEqual([
    head,
    "`settings.Policys` is not a setting of Cognito's API. Did you mean `Policies`?",
  ]);
});

test("judges what is known of settings of which something is not known", async () => {
  const settings = pulumi.output({
    PoolName: unknown,
    Policies: { PasswordPolicy: { MinimumLength: 5, PasswordHistorySize: unknown } },
  });

  expect(await verdictOn({ settings })).toEqual([
    head,
    "`settings.Policies.PasswordPolicy.MinimumLength` must be 6 to 99, got 5.",
  ]);
});

test("tells together what becomes known together, whatever else never does", async () => {
  const faults = await verdictOn({
    settings: { PoolName: pulumi.output(unknown), MfaConfiguration: Promise.resolve("Maybe") },
    onDelete: pulumi.output("keep"),
    adoptUserPoolId: pulumi.output("*"),
    clients: { web: { generateSecret: pulumi.output("yes") } },
    triggers: { PreSignUp: { entry: "a.ts", memorySize: pulumi.output(64) } },
  });

  expect(faults).toEqual([
    head,
    "`triggers.PreSignUp.memorySize` must be a whole number from 128 to 10240, got 64.",
    '`clients.web.generateSecret` must be true or false, got "yes".',
    '`onDelete` must be one of "delete", "retain", got "keep".',
    '`adoptUserPoolId` must be the id of a user pool, such as "eu-west-1_AbCdEfGhI", got "*".',
    expect.stringMatching(/^`settings.MfaConfiguration` must be one of OFF, ON, OPTIONAL, got "Maybe"\./),
  ]);
});

test("does not show a secret that is wrong, and nothing else is hidden", async () => {
  const faults = await verdictOn({
    settings: { PoolName: "members", UserPoolTier: pulumi.output("PLUSS") },
    onDelete: pulumi.secret("hunter2"),
    adoptUserPoolId: pulumi.secret("hunter3"),
  });

  expect(faults).toEqual([
    head,
    '`onDelete` must be one of "delete", "retain", got a secret.',
    '`adoptUserPoolId` must be the id of a user pool, such as "eu-west-1_AbCdEfGhI", got a secret.',
    expect.stringMatching(/^`settings.UserPoolTier` must be one of .* got "PLUSS"\. Did you mean PLUS\?$/),
  ]);
});

test("accepts what is right or not known", async () => {
  expect(await verdictOn({ settings: { PoolName: pulumi.output(unknown) } })).toEqual([""]);
  expect(await verdictOn({ settings: Promise.resolve({ PoolName: "members" }) })).toEqual([""]);
  expect(judgeArguments(title, { settings: { PoolName: "members" } }, poolFaults)).toBeUndefined();
});

test.each([
  [
    "an output",
    () =>
      pulumi.output("a").apply((): string => {
        throw new Error("no such table");
      }),
  ],
  ["a promise", () => Promise.reject(new Error("no such table"))],
  // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- as JavaScript lets it be written
  ["a promise without an error", () => Promise.reject("no such table")],
])("says where %s stands that fails, with its error and without a trace", async (_what, failing) => {
  const make = () => ({ settings: { ...members, Policies: { PasswordPolicy: failing() } } });

  expect(await verdictOnThose(make)).toEqual([
    head,
    expect.stringMatching(
      /^`settings\.Policies\.PasswordPolicy` could not be computed: no such table( \(\/.*argumentsLater\.test\.ts:\d+:\d+\))?$/,
    ),
  ]);
});

test("passes on what another component has told already", async () => {
  const refusal = new pulumi.RunError('CustomUserPool "former" cannot be made as it is declared: …');

  const faults = await verdictOnThose(() => ({
    settings: members,
    migrateFrom: { userPoolId: Promise.reject(refusal) },
  }));

  expect(faults).toEqual([refusal.message]);
});

test("tells all values that fail, with what is wrong beside them", async () => {
  const faults = await verdictOnThose(() => ({
    settings: { ...members, MfaConfiguration: pulumi.output("MAYBE") },
    tags: { team: Promise.reject(new Error("no such team")) },
    onDelete: Promise.reject(new TypeError("no such word")),
  }));

  expect(faults).toEqual([
    head,
    expect.stringContaining("`tags.team` could not be computed: no such team"),
    expect.stringContaining("`onDelete` could not be computed: no such word"),
    expect.stringContaining("`settings.MfaConfiguration` must be one of"),
  ]);
});

function deploy(args: Partial<CustomUserPoolArgs> = {}) {
  return record(() => new CustomUserPool("members", { settings: { PoolName: "members" }, ...args }));
}

test("has its arguments as inputs, for policy packs and people", async () => {
  const { find } = await record(
    () =>
      new CustomUserPool("members", {
        settings: pulumi.output({ PoolName: "members", EmailVerificationSubject: pulumi.secret("Hello") }),
        clients: { web: { readAttributes: ["email"] } },
        deletionProtection: pulumi.output(true),
        triggers: {
          PreSignUp: "a.ts",
          PostConfirmation: { entry: "b.ts", environment: { TABLE: "t" }, policyStatements: () => [] },
        },
        handler: new UserPoolHandler("pools", { memorySize: 512 }),
      }),
  );

  expect(find("custom-user-pool:index:CustomUserPool")).toMatchObject({
    inputs: {
      settings: { PoolName: "members", EmailVerificationSubject: "Hello" },
      clients: { web: { readAttributes: ["email"] } },
      deletionProtection: true,
      triggers: { PreSignUp: "a.ts", PostConfirmation: { entry: "b.ts", environment: { TABLE: "t" } } },
    },
    secretInputs: ["settings"],
  });
  expect(find("custom-user-pool:index:CustomUserPool").inputs).not.toHaveProperty("handler");
  expect(find("custom-user-pool:index:UserPoolHandler").inputs).toEqual({ memorySize: 512 });
});

test("deploys settings that are known as a whole only later, and grants what they need", async () => {
  const role = "arn:aws:iam::123456789012:role/sms";
  const settings = pulumi.output({
    PoolName: "members",
    SmsConfiguration: { SnsCallerArn: role, ExternalId: "id" },
  });

  const run = await deploy({ settings });

  const { UserPool } = (
    parsed(run.find("aws:cloudformation/stack:Stack").inputs["templateBody"]) as {
      Resources: { UserPool: { Properties: { Settings: object } } };
    }
  ).Resources;
  expect(UserPool.Properties.Settings).toMatchObject({
    PoolName: "members",
    SmsConfiguration: { SnsCallerArn: role },
  });
  expect(
    parsed(run.find("aws:iam/rolePolicy:RolePolicy", "user-pool-handler-sms").inputs["policy"]),
  ).toMatchObject({ Statement: [{ Resource: [role] }] });
  expect(await valueOf(run.result.userPoolId)).toBe("eu-west-1_AbCdEfGhI");
});
