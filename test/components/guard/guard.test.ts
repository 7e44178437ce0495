import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs } from "../../../components/customUserPool";
import { resolved } from "../../../components/engine/resolved";
import { describeChanges, valueChanges } from "../../../components/guard/poolChanges";
import { readTemplate } from "../../../components/stack/readTemplate";
import { registerResourceHook } from "../../support/fakeHooks";
import { record, userPoolId, valueOf } from "../../support/mocks";

jest.mock("@pulumi/pulumi/runtime/resource", () => ({
  ...jest.requireActual<object>("@pulumi/pulumi/runtime/resource"),
  ...jest.requireActual<object>("../../support/fakeHooks"),
}));
jest.mock("../../../components/lambda/bundle", () => jest.requireActual<object>("../../support/fakeBundle"));

const oldOutputs = { outputs: { UserPoolId: userPoolId } };
const settings = { PoolName: "users", UsernameAttributes: ["email" as const] };

interface Update {
  before?: Partial<CustomUserPoolArgs>;
  after: Partial<CustomUserPoolArgs>;
  preview?: boolean;
}

function deploy(args: Partial<CustomUserPoolArgs>) {
  return record(() => new CustomUserPool("users", { settings, ...args }), { hooks: true });
}

/** Runs the update's hook as the engine does: while the stack is registered, before it is touched. */
async function update({ before = {}, after, preview = true }: Update) {
  const earlier = await deploy(before);
  const { inputs, secretInputs } = earlier.find("aws:cloudformation/stack:Stack");
  const oldInputs = Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      secretInputs.includes(key) ? pulumi.secret(value) : value,
    ]),
  );
  registerResourceHook.mockClear();
  let refusal: string | undefined;
  const run = await record(() => new CustomUserPool("users", { settings, ...after }), {
    hooks: true,
    preview,
    beforeResource: async (type, newInputs) => {
      const hook = registerResourceHook.mock.calls[0]?.[0];
      if (type !== "aws:cloudformation/stack:Stack" || hook === undefined) {
        return;
      }
      const args = { urn: "urn", id: "id", name: "users-stack", type, oldInputs, newInputs, oldOutputs };
      await Promise.resolve(hook.callback(args)).catch((error: unknown) => {
        refusal = String(error);
      });
    },
  });
  return { run, refusal };
}

test("is called in previews too", async () => {
  await deploy({});

  const hook = registerResourceHook.mock.calls[0]?.[0];
  expect(hook).toMatchObject({ name: "users-guard", opts: { onDryRun: true } });
});

test("refuses to make a pool whose clients name what nothing declares", async () => {
  await deploy({ clients: { web: { supportedIdentityProviders: ["Google"] } } });

  const hook = registerResourceHook.mock.calls.find(([{ name }]) => name === "users-guard-creation")?.[0];
  const creation = Promise.resolve(
    hook?.callback({ urn: "urn", id: "", name: "users-stack", type: "stack" }),
  );
  await expect(creation).rejects.toThrow(
    'CustomUserPool "users" cannot be made as it is declared:\n  - `clients.web.supportedIdentityProviders[0]` names "Google"',
  );
});

test("is left out where no engine could call it", async () => {
  const run = await record(() => new CustomUserPool("users", { settings }));

  expect(run.find("aws:cloudformation/stack:Stack")).toBeDefined();
  expect(registerResourceHook).not.toHaveBeenCalled();
});

test("refuses a change that would lose users", async () => {
  const { refusal } = await update({
    after: { settings: { ...settings, UsernameAttributes: ["phone_number"] } },
  });

  expect(refusal).toContain("The update of the user pool `users` is refused");
  expect(refusal).toContain('`settings.UsernameAttributes`: ["email"] → ["phone_number"]');
});

test("lets other changes pass", async () => {
  const { refusal } = await update({ after: { settings: { ...settings, PoolName: "customers" } } });

  expect(refusal).toBeUndefined();
});

test("refuses what is known when something else is not", async () => {
  const unknown = pulumi.output(pulumi.unknown) as pulumi.Output<string>;

  const { refusal } = await update({
    after: { settings: { PoolName: unknown, UsernameAttributes: ["phone_number"] } },
  });

  expect(refusal).toContain("UsernameAttributes");
});

test("does not take what is unknown for a change", async () => {
  const unknown = pulumi.output(pulumi.unknown) as pulumi.Output<"email"[]>;

  const { refusal } = await update({
    after: { settings: { PoolName: "users", UsernameAttributes: unknown } },
  });

  expect(refusal).toBeUndefined();
});

test("hides a secret in a refusal, and nothing else", async () => {
  const schema = (Mutable: boolean) => [{ Name: "plan", AttributeDataType: "String" as const, Mutable }];
  const { refusal } = await update({
    before: {
      settings: { ...settings, Schema: schema(true), UsernameAttributes: pulumi.secret(["email" as const]) },
    },
    after: {
      settings: { ...settings, Schema: schema(false), UsernameAttributes: ["phone_number" as const] },
    },
  });

  expect(refusal).toContain("`settings.Schema[plan].Mutable`: true → false");
  expect(refusal).toContain('`settings.UsernameAttributes`: "[secret]" → "[secret]"');
});

test.each([
  { what: "a secret template becomes unknown", first: pulumi.secret("{####} is yours") },
  { what: "an open template becomes unknown", first: "{####} is yours" },
])("ends when $what", async ({ first }) => {
  const later = resolved<string>(pulumi.unknown);
  const before = { settings: { ...settings, SmsAuthenticationMessage: first } };

  const { refusal } = await update({
    before,
    after: {
      settings: { ...before.settings, UsernameAttributes: ["phone_number"] },
      triggers: { PreSignUp: later },
    },
  });

  expect(refusal).toContain("UsernameAttributes");
});

test("says in one line what an update changes, without the secrets", async () => {
  const log = jest.spyOn(pulumi.log, "info").mockResolvedValue();
  const policy = (MinimumLength: number) => ({ Policies: { PasswordPolicy: { MinimumLength } } });
  const arn = "arn:aws:lambda:eu-west-1:123456789012:function:hook";

  await update({
    before: {
      settings: { ...settings, ...policy(8), SmsAuthenticationMessage: pulumi.secret("A: {####}") },
      tags: { team: "a", key: pulumi.secret("hunter2") },
    },
    after: {
      settings: { ...settings, ...policy(12), SmsAuthenticationMessage: pulumi.secret("B: {####}") },
      tags: { team: "b", key: pulumi.secret("hunter3") },
      triggers: { PreTokenGenerationConfig: { LambdaVersion: "V2_0", function: arn } },
      forceDestroy: true,
    },
  });

  const line = String(log.mock.calls[0]?.[0]);
  expect(log).toHaveBeenCalledTimes(1);
  expect(line).toContain("`settings.Policies.PasswordPolicy.MinimumLength`: 8 → 12");
  expect(line).toContain('`settings.SmsAuthenticationMessage`: "[secret]" → "[secret]"');
  expect(line).toContain('`settings.UserPoolTags.team`: "a" → "b"');
  expect(line).toContain(`\`triggers.PreTokenGenerationConfig.function\`: not set → "${arn}"`);
  expect(line).toContain("`forceDestroy`: false → true");
  expect(line).not.toMatch(/hunter|A: |\n/);
});

test("says nothing of a change that is none to Cognito", async () => {
  const log = jest.spyOn(pulumi.log, "info").mockResolvedValue();

  await update({
    before: {
      settings: {
        ...settings,
        AutoVerifiedAttributes: ["email", "phone_number"],
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
      },
    },
    after: { settings: { ...settings, AutoVerifiedAttributes: ["phone_number", "email"] } },
  });

  expect(log).not.toHaveBeenCalled();
});

test("shows nothing of a secret template that does not tell where its secrets are", async () => {
  const log = jest.spyOn(pulumi.log, "info").mockResolvedValue();
  const { pool, secrets } = await readTemplate(
    pulumi.secret(
      JSON.stringify({ Resources: { UserPool: { Properties: { Settings: { PoolName: "hunter2" } } } } }),
    ),
  );

  expect(describeChanges(valueChanges(pool ?? { Settings: {} }, { Settings: {} }), secrets)).not.toContain(
    "hunter2",
  );
  expect(log).not.toHaveBeenCalled();
});

test("keeps the pool's id known in the preview of an update that keeps the pool", async () => {
  const { run } = await update({
    after: { settings: { ...settings, PoolName: "customers" }, clients: { web: {} } },
  });

  expect(await valueOf(run.result.userPoolId)).toBe(userPoolId);
  expect(run.find("aws:cognito/userPoolClient:UserPoolClient").inputs["userPoolId"]).toBe(userPoolId);
});
