import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs } from "../../components/customUserPool";
import { record, userPoolId, valueOf } from "../support/mocks";

// The hooks' registration is the one part of the SDK that Pulumi's mocks do not stand in for.
jest.mock("@pulumi/pulumi/runtime/resource", () => ({
  ...jest.requireActual<object>("@pulumi/pulumi/runtime/resource"),
  registerResourceHook: jest.fn(() => Promise.resolve()),
  registerErrorHook: jest.fn(() => Promise.resolve()),
}));
jest.mock("../../components/bundle", () => jest.requireActual<object>("../support/fakeBundle"));

const { registerResourceHook } = jest.requireMock<{
  registerResourceHook: jest.Mock<Promise<void>, [pulumi.ResourceHook]>;
}>("@pulumi/pulumi/runtime/resource");

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
  const oldInputs = earlier.find("aws:cloudformation/stack:Stack").inputs;
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

test("shows no value of a pool with secret settings", async () => {
  const { refusal } = await update({
    after: {
      settings: {
        ...settings,
        UsernameAttributes: ["phone_number"],
        SmsVerificationMessage: pulumi.secret("{####}"),
      },
    },
  });

  expect(refusal).toContain("UsernameAttributes");
  expect(refusal).not.toContain("phone_number");
});

test("keeps the pool's id known in the preview of an update that keeps the pool", async () => {
  const { run } = await update({
    after: { settings: { ...settings, PoolName: "customers" }, clients: { web: {} } },
  });

  expect(await valueOf(run.result.userPoolId)).toBe(userPoolId);
  expect(run.find("aws:cognito/userPoolClient:UserPoolClient").inputs["userPoolId"]).toBe(userPoolId);
});
