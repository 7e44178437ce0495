import { CustomUserPool } from "../../../components/customUserPool";
import { describeRepair, planRepair } from "../../../components/drift/repairPlan";
import { type TemplateInputs, templateBody } from "../../../components/stack/template";
import { FakeCognito } from "../../support/fakeCognito";
import { record } from "../../support/mocks";
import { exampleSettings, totp } from "../../support/poolSettings";

jest.mock("../../../components/lambda/bundle", () => jest.requireActual<object>("../../support/fakeBundle"));

const account = "123456789012";
const hook = `arn:aws:lambda:eu-west-1:${account}:function:hook`;
const template: TemplateInputs = {
  serviceToken: `arn:aws:lambda:eu-west-1:${account}:function:handler`,
  serviceTimeout: 600,
  settings: exampleSettings,
  lambdaConfig: { PreSignUp: hook },
};

function deploy(deployed: TemplateInputs = template) {
  const cognito = new FakeCognito();
  const pool = cognito.addForeignPool({
    ...deployed.settings,
    LambdaConfig: deployed.lambdaConfig,
    UserPoolTags: { "custom-user-pool:handler": "handler", "custom-user-pool:logical-id": "UserPool" },
  });
  const regions: string[] = [];
  const plan = (wanted: TemplateInputs, last = deployed) =>
    planRepair({
      template: wanted,
      deployed: {
        templateBody: templateBody(last),
        userPoolId: pool.id,
        userPoolArn: `arn:aws:cognito-idp:eu-west-1:${account}:userpool/${pool.id}`,
      },
      cognito: (region) => {
        regions.push(region);
        return cognito.api();
      },
    });
  return { cognito, pool, plan, regions };
}

const digest = expect.stringMatching(/^[0-9a-f]{16}$/) as string;

test("changes nothing in the template of a pool that is as the program wants it", async () => {
  const { plan, cognito, regions } = deploy();

  expect(await plan(template)).toEqual({ digests: {}, isGone: false, differences: [] });
  expect(cognito.operations()).toEqual(["describeUserPool"]);
  expect(regions).toEqual(["eu-west-1"]);
});

test("reads the MFA configuration too where the settings manage it", async () => {
  const withMfa = { ...template, settings: { ...exampleSettings, ...totp } };
  const { plan, cognito } = deploy({ ...template, settings: exampleSettings });

  await plan(withMfa, withMfa);

  expect(cognito.operations()).toEqual(["describeUserPool", "getUserPoolMfaConfig"]);
});

test("puts a digest into the resource that drifted, and into no other", async () => {
  const { plan, pool } = deploy();

  pool.settings["AutoVerifiedAttributes"] = [];
  const changed = await plan(template);
  pool.settings["AutoVerifiedAttributes"] = ["email"];
  pool.settings["LambdaConfig"] = {};
  const detached = await plan(template);

  expect(changed.digests).toEqual({ pool: digest });
  expect(detached.digests).toEqual({ triggers: digest });
  expect(detached.differences).toMatchObject([{ path: "LambdaConfig.PreSignUp", wanted: hook }]);
});

test("keeps the digest after the repair, and makes another one when the same thing drifts again", async () => {
  const { plan, pool } = deploy();
  pool.settings["AutoVerifiedAttributes"] = [];
  const first = (await plan(template)).digests;
  const repaired = { ...template, driftDigests: first };

  pool.settings["AutoVerifiedAttributes"] = ["email"];
  expect((await plan(template, repaired)).digests).toEqual(first);

  pool.settings["AutoVerifiedAttributes"] = [];
  const second = (await plan(template, repaired)).digests;
  expect(second).toEqual({ pool: digest });
  expect(second).not.toEqual(first);
  expect((await plan(template, repaired)).digests).toEqual(second);
});

test("leaves a resource alone whose own change sends an Update already, and reads nothing where both change", async () => {
  const { plan, pool, cognito } = deploy();
  pool.settings["AutoVerifiedAttributes"] = [];
  const settings = { ...exampleSettings, UserPoolTier: "PLUS" };

  expect((await plan({ ...template, settings })).digests).toEqual({});
  cognito.calls.length = 0;
  expect((await plan({ ...template, settings, lambdaConfig: {} })).digests).toEqual({});
  expect(cognito.calls).toEqual([]);
});

test("has a pool that was deleted outside made again", async () => {
  const { plan, pool, cognito } = deploy();
  cognito.pools.delete(pool.id);

  expect(await plan(template)).toEqual({ digests: { pool: digest }, isGone: true, differences: [] });
});

test("sends no update for what none can change", async () => {
  const { plan, pool } = deploy();
  pool.settings["UserPoolTags"] = {};

  const { digests, differences } = await plan(template);

  expect(digests).toEqual({});
  expect(differences.map(({ repairable }) => repairable)).toEqual([false, false]);
});

test("says which pool it could not read, and what it needs", async () => {
  const { plan, pool, cognito } = deploy();
  const denied = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
  cognito.faults.push({ operation: "describeUserPool", when: "before", fail: () => denied });

  await expect(plan(template)).rejects.toThrow(
    new RegExp(`reads the user pool ${pool.id}.*AccessDeniedException: not authorized.*DescribeUserPool`),
  );
});

test("tells what differs, but neither a message's text nor anything of secret settings", async () => {
  const userPoolId = "eu-west-1_AbCdEfGhI";
  const { plan, pool } = deploy({
    ...template,
    settings: { ...exampleSettings, VerificationMessageTemplate: { EmailMessage: "Mine {####}" } },
  });
  pool.settings["VerificationMessageTemplate"] = { EmailMessage: "Theirs {####}" };
  pool.settings["AutoVerifiedAttributes"] = ["phone_number"];
  const repair = await plan({
    ...template,
    settings: { ...exampleSettings, VerificationMessageTemplate: { EmailMessage: "Mine {####}" } },
  });

  expect(describeRepair(repair, { secrets: [], userPoolId })).toBe(
    `The user pool ${userPoolId} is not as the program left it; the update repairs it:\n` +
      '- AutoVerifiedAttributes: wanted ["email"], live ["phone_number"]\n' +
      "- VerificationMessageTemplate.EmailMessage: differs",
  );
  expect(
    describeRepair(repair, { secrets: ["settings.AutoVerifiedAttributes[0]"], userPoolId }),
  ).not.toContain("phone_number");
});

test("reads nothing in a unit test, where no engine has a state", async () => {
  const { find } = await record(
    () => new CustomUserPool("users", { settings: { PoolName: "users" }, repairDrift: true }),
  );

  expect(find("aws:cloudformation/stack:Stack").inputs["templateBody"]).not.toContain("DriftDigest");
});
