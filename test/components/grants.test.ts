import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs, UserPoolHandler } from "../../components/customUserPool";
import { parsed, type Recording, record } from "../support/mocks";

jest.mock("../../components/lambda/bundle", () => jest.requireActual<object>("../support/fakeBundle"));

const settings = { PoolName: "members" };
const policyType = "aws:iam/rolePolicy:RolePolicy";
const poolArn = (id: string) => `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${id}`;

interface Statement {
  Effect: string;
  Action: string[];
  Resource: string[];
}

function statementsOf({ inputs }: { inputs: Record<string, unknown> }): Statement[] {
  return (parsed(inputs["policy"]) as { Statement: Statement[] }).Statement;
}

/** All inline policies of the handler's role, as IAM counts them. */
function lengthOf(run: Recording<unknown>): number {
  const all = run.all(policyType).map(({ inputs }) => String(inputs["policy"]).replaceAll(/\s/g, ""));
  return all.join("").length;
}

function pools(count: number, argsOf: (index: number) => Partial<CustomUserPoolArgs>) {
  return Array.from(
    { length: count },
    (_, index) => new CustomUserPool(`pool${index}`, { settings, ...argsOf(index) }),
  );
}

test("serves 30 adopted pools and 30 roles for SMS by one handler, within what IAM allows", async () => {
  const run = await record(() => {
    pools(30, (index) => ({
      adoptUserPoolId: index % 2 === 0 ? `eu-west-1_Pool${index}` : pulumi.output(`eu-west-1_Pool${index}`),
      settings: {
        ...settings,
        SmsConfiguration: {
          SnsCallerArn: new iam.Role(`sms-of-members-${index}`, { assumeRolePolicy: "{}" }).arn,
        },
      },
    }));
  });

  expect(
    run
      .all(policyType)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(["user-pool-handler-adopt", "user-pool-handler-policy", "user-pool-handler-sms"]);
  const [adopt] = statementsOf(run.find(policyType, "user-pool-handler-adopt"));
  expect(adopt?.Resource).toHaveLength(30);
  expect(adopt?.Resource).toContain(poolArn("eu-west-1_Pool7"));
  const [sms] = statementsOf(run.find(policyType, "user-pool-handler-sms"));
  expect(sms?.Resource).toHaveLength(30);
  expect(lengthOf(run)).toBeLessThan(10_240);
});

test("lets each pool wait for the grant that it needs, and for no other", async () => {
  const run = await record(() => [
    new CustomUserPool("plain", { settings }),
    new CustomUserPool("adopted", { settings, adoptUserPoolId: "eu-west-1_Members" }),
  ]);

  const grantsOf = (name: string) =>
    run
      .find("aws:cloudformation/stack:Stack", name)
      .dependencies.map((urn) => urn.split("::").at(-1))
      .filter((dependency) => dependency === "user-pool-handler-adopt");
  expect(grantsOf("plain-stack")).toEqual([]);
  expect(grantsOf("adopted-stack")).toEqual(["user-pool-handler-adopt"]);
});

test("keeps apart what two pools of one name need", async () => {
  const run = await record(() => {
    const parents = ["first", "second"].map(
      (name) => new pulumi.ComponentResource(`test:index:${name}`, name),
    );
    parents.map((parent, index) => {
      const adoptUserPoolId = `eu-west-1_Pool${index}`;
      return new CustomUserPool("members", { settings, adoptUserPoolId }, { parent });
    });
  });

  expect(statementsOf(run.find(policyType, "user-pool-handler-adopt"))[0]?.Resource).toEqual([
    poolArn("eu-west-1_Pool0"),
    poolArn("eu-west-1_Pool1"),
  ]);
});

test("gives pools that are made later a list of their own", async () => {
  const run = await record(async () => {
    const early = new CustomUserPool("early", { settings, adoptUserPoolId: "eu-west-1_Early" });
    await new Promise(setImmediate);
    return [early, new CustomUserPool("late", { settings, adoptUserPoolId: "eu-west-1_Late" })];
  });
  await run.result;
  await pulumi.runtime.disconnect();

  const resourcesOf = (name: string) => statementsOf(run.find(policyType, name))[0]?.Resource;
  expect(resourcesOf("user-pool-handler-adopt")).toEqual([poolArn("eu-west-1_Early")]);
  expect(resourcesOf("user-pool-handler-adopt-2")).toEqual([poolArn("eu-west-1_Late")]);
});

test("gives a pool whose roles or keys come from another pool a list of its own, for which that one does not wait", async () => {
  const role = (name: string) => ({ SnsCallerArn: `arn:aws:iam::123456789012:role/${name}` });
  const run = await record(() => {
    const first = new CustomUserPool("first", { settings: { ...settings, SmsConfiguration: role("first") } });
    const SmsConfiguration = { SnsCallerArn: first.userPoolId.apply((id) => role(id).SnsCallerArn) };
    return [
      new CustomUserPool("second", { settings: { ...settings, SmsConfiguration } }),
      new CustomUserPool("whole", { settings: first.stack.id.apply(() => settings) as never }),
    ].map(({ userPoolId }) => userPoolId);
  });

  expect(
    run
      .all(policyType)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual([
    "user-pool-handler-keys-whole",
    "user-pool-handler-policy",
    "user-pool-handler-sms",
    "user-pool-handler-sms-second",
    "user-pool-handler-sms-whole",
  ]);
  expect(run.all("aws:cloudformation/stack:Stack")).toHaveLength(3);
});

test("allows TagResource for adopted pools only", async () => {
  const run = await record(() =>
    pools(2, (index) => (index === 0 ? { adoptUserPoolId: "eu-west-1_One" } : {})),
  );

  const taggers = run.all(policyType).flatMap((policy) =>
    statementsOf(policy)
      .filter(({ Effect, Action }) => Effect === "Allow" && Action.includes("cognito-idp:TagResource"))
      .map(({ Resource }) => Resource),
  );
  expect(taggers).toEqual([[poolArn("eu-west-1_One")]]);
});

test("lets an event of CloudFormation wait no longer than CloudFormation does", async () => {
  const { find } = await record(() => new UserPoolHandler("pools", { timeout: 60 }));

  expect(find("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig").inputs).toEqual({
    functionName: "shop-dev-pools",
    maximumEventAgeInSeconds: 420,
    maximumRetryAttempts: 2,
  });
});

test("leaves the names of triggers' functions to Pulumi, so that two pools of one name have both", async () => {
  const run = await record(() =>
    ["first", "second"].map((name) => {
      const parent = new pulumi.ComponentResource(`test:index:${name}`, name);
      return new CustomUserPool("members", { settings, triggers: { PreSignUp: "a.ts" } }, { parent });
    }),
  );

  const functions = run.all("aws:lambda/function:Function").map(({ name, inputs }) => [name, inputs["name"]]);
  expect(functions).toHaveLength(3);
  expect(functions).toEqual(
    expect.arrayContaining([
      ["user-pool-handler-function", "shop-dev-user-pool-handler"],
      ["members-pre-sign-up-function", undefined],
    ]),
  );
});

test("tells that two handlers cannot have one name", async () => {
  const run = await record(() => {
    const parent = new UserPoolHandler("pools");
    expect(() => new UserPoolHandler("pools", {}, { parent })).toThrow(
      /^UserPoolHandler "pools" .*\n.*that of another `UserPoolHandler`.*`shop-dev-pools`/,
    );
  });

  expect(run.all("aws:lambda/function:Function")).toHaveLength(1);
});

test("replaces a domain by removing the old one first", async () => {
  const { find } = await record(
    () => new CustomUserPool("members", { settings, domain: { domain: "members" } }),
  );

  expect(find("aws:cognito/userPoolDomain:UserPoolDomain").deleteBeforeReplace).toBe(true);
});
