import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs } from "../../../components/customUserPool";
import { knownOf } from "../../../components/engine/known";
import { resolved } from "../../../components/engine/resolved";
import { adoptedOutputs } from "../../../components/stack/poolOutputs";
import { unknownValue } from "../../../handlers/userPool/settings/values";
import { deployed as deployedState } from "../../support/fakeDeployedState";
import { registerResourceHook } from "../../support/fakeHooks";
import { record } from "../../support/mocks";

jest.mock("../../../components/lambda/bundle", () => jest.requireActual<object>("../../support/fakeBundle"));

jest.mock("../../../components/stack/deployedState", () => ({
  ...jest.requireActual<object>("../../../components/stack/deployedState"),
  ...jest.requireActual<object>("../../support/fakeDeployedState"),
}));

jest.mock("@pulumi/pulumi/runtime/resource", () => ({
  ...jest.requireActual<object>("@pulumi/pulumi/runtime/resource"),
  ...jest.requireActual<object>("../../support/fakeHooks"),
}));

const id = "eu-west-1_Live12345";
const urn = "urn:pulumi:dev::shop::aws:cognito/userPool:UserPool::users";
const arn = `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${id}`;
const endpoint = `cognito-idp.eu-west-1.amazonaws.com/${id}`;
const deployedPool = { [urn]: { outputs: { arn, endpoint } } };

interface World {
  readonly args?: Partial<CustomUserPoolArgs>;
  readonly preview?: boolean;
  readonly deployed?: Record<string, { outputs: object }> | Error;
  /** What happens to the stack. */
  readonly hook?: "creation" | "update";
}

/** What becomes of an adoption: what is refused, warned of, and known of the pool. */
async function adopt({ args = {}, preview = true, deployed = deployedPool, hook = "creation" }: World = {}) {
  const warnings: string[] = [];
  const warn = jest.spyOn(pulumi.log, "warn").mockImplementation((message) => {
    warnings.push(message);
    return Promise.resolve();
  });
  deployedState.mockImplementation(() =>
    deployed instanceof Error ? Promise.reject(deployed) : Promise.resolve(deployed),
  );
  registerResourceHook.mockClear();
  let refusal: string | undefined;
  await record(
    () => new CustomUserPool("users", { settings: { PoolName: "users" }, adoptUserPoolId: id, ...args }),
    {
      hooks: true,
      preview,
      beforeResource: async (type, newInputs) => {
        const called = registerResourceHook.mock.calls
          .map(([one]) => one)
          .find(({ name }) => name.endsWith("creation") === (hook === "creation"));
        if (type !== "aws:cloudformation/stack:Stack" || called === undefined) return;
        const event = { urn: "urn", id: "id", name: "users-stack", type, newInputs };
        await Promise.resolve(called.callback(event)).catch((error: unknown) => {
          refusal = String(error);
        });
      },
    },
  );
  warn.mockRestore();
  return { refusal, warnings: warnings.filter((text) => text.includes("also the resource")) };
}

interface Shown {
  readonly deployed: Record<string, { outputs: object }>;
  readonly stackId?: string;
  readonly adopted?: string;
}

/** What a preview knows of the outputs; those of a stack that is still to come are told later. */
async function shown({ deployed, stackId, adopted = id }: Shown): Promise<unknown[]> {
  deployedState.mockResolvedValue(deployed);
  const told = resolved<string>(stackId === undefined ? pulumi.unknown : "told");
  const { result } = await record(
    () =>
      adoptedOutputs(() => told, {
        stackId: resolved<string>(stackId ?? pulumi.unknown),
        adoptUserPoolId: adopted,
      }),
    { preview: true, hooks: true },
  );
  const keys = ["UserPoolId", "UserPoolArn", "UserPoolProviderName", "UserPoolProviderUrl"];
  const known = await Promise.all(keys.map((key) => knownOf(result(key))));
  return known.map((value) => (value === unknownValue ? "later" : value));
}

const unprotected = [
  { deletionProtection: false },
  { settings: { PoolName: "users", DeletionProtection: "INACTIVE" as const } },
  { deletionProtection: pulumi.output(false) },
];

describe("the adoption of a pool that the last deployment has as aws.cognito.UserPool", () => {
  it.each(unprotected.flatMap((args) => [true, false].map((preview) => ({ args, preview }))))(
    "is refused where the component says that the pool may be deleted: $args, preview $preview",
    async ({ args, preview }) => {
      const { refusal } = await adopt({ args, preview });

      expect(refusal).toBe(
        `Error: The user pool ${id} may not be without deletion protection as long as it is also the resource ${urn} in Pulumi's state: a deployment that deletes that resource would delete the pool with its users. Omit \`deletionProtection: false\` until the resource has left the state: docs/from-aws-cognito-userpool.md.`,
      );
    },
  );

  it("is refused as well when the protection is lifted later, while the old resource is still there", async () => {
    const { refusal } = await adopt({ args: { deletionProtection: false }, hook: "update" });

    expect(refusal).toContain("may not be without deletion protection");
  });

  it("goes ahead where the pool is protected, and the preview says by what one sees that it will stay", async () => {
    const { refusal, warnings } = await adopt();

    expect(refusal).toBeUndefined();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`The user pool ${id} is also the resource ${urn} in Pulumi's state`);
    expect(warnings[0]).toContain("`delete[retain]`");
  });

  it("says so in the preview only", async () => {
    expect((await adopt({ preview: false })).warnings).toEqual([]);
  });

  it("is shown with the outputs that the old resource has, so that nothing that reads them seems to change", async () => {
    expect(await shown({ deployed: deployedPool })).toEqual([id, arn, endpoint, `https://${endpoint}`]);
  });
});

describe("the adoption of any other pool", () => {
  it.each<{ what: string; deployed: World["deployed"] }>([
    { what: "that no resource of the last deployment is", deployed: {} },
    {
      what: "while another one is there",
      deployed: { [urn]: { outputs: { arn: `${arn}6`, endpoint: `${endpoint}6` } } },
    },
    { what: "of a resource that has no ARN", deployed: { [urn]: { outputs: {} } } },
    { what: "where the last deployment cannot be read", deployed: new Error("canary") },
  ])("is neither refused nor warned of: one $what", async ({ deployed = {} }) => {
    const { refusal, warnings } = await adopt({ deployed, args: { deletionProtection: false } });

    expect({ refusal, warnings }).toEqual({ refusal: undefined, warnings: [] });
  });

  it("is shown with nothing but its id", async () => {
    expect(await shown({ deployed: {} })).toEqual([id, "later", "later", "later"]);
  });

  it("is shown with what the stack tells, once there is one, or where no pool is named", async () => {
    expect(await shown({ deployed: deployedPool, stackId: "a-stack" })).toEqual(Array(4).fill("told"));
    expect(await shown({ deployed: deployedPool, adopted: "" })).toEqual(Array(4).fill("later"));
  });
});
