import * as pulumi from "@pulumi/pulumi";
import { notePool } from "../../../components/guard/formerPools";
import { tellLostMigration } from "../../../components/guard/lostMigration";
import { deployed as deployedState } from "../../support/fakeDeployedState";
import { functionArn, record } from "../../support/mocks";

jest.mock("../../../components/stack/deployedState", () => ({
  ...jest.requireActual<object>("../../../components/stack/deployedState"),
  ...jest.requireActual<object>("../../support/fakeDeployedState"),
}));

const oldId = "eu-central-1_OldPool12";
const arn = functionArn("users-user-migration");
const pool = "custom-user-pool:index:CustomUserPool";
const former = `urn:pulumi:dev::shop::${pool}::former`;
const formerStack = `urn:pulumi:dev::shop::${pool}$aws:cloudformation/stack:Stack::former-stack`;
const mover = `urn:pulumi:dev::shop::${pool}$aws:lambda/function:Function::users-user-migration-function`;
const builtInType = "aws:cognito/userPool:UserPool";
const builtIn = `urn:pulumi:dev::shop::${builtInType}::old`;
const theirs = "urn:pulumi:dev::shop::aws:lambda/function:Function::theirs";

const template = (Properties: object) =>
  JSON.stringify({ Resources: { UserPool: { Properties: { Settings: {}, ...Properties } } } });
const stackOf = (properties: object) => ({
  templateBody: template(properties),
  outputs: { UserPoolId: oldId },
});
const moverOf = (text: string) => ({ arn, environment: { variables: { USER_MIGRATION: text } } });
const deployed = {
  [former]: { userPoolId: oldId },
  [formerStack]: stackOf({}),
  [theirs]: { arn: functionArn("theirs") },
  [mover]: moverOf(JSON.stringify({ userPoolId: oldId })),
};

class BuiltIn extends pulumi.CustomResource {}

interface World {
  readonly state?: Record<string, object>;
  readonly trigger?: unknown;
  readonly migrateFrom?: unknown;
  /** Whether the old pool's component is in the program under another name, and says so. */
  readonly isRenamed?: boolean;
  /** Pulumi's own pools in the program, by their names, each with its options. */
  readonly builtIns?: Readonly<Record<string, pulumi.ResourceOptions>>;
  /** Whether the program is in another language. */
  readonly isForeign?: boolean;
}

/** What a preview warns of, once the program has run. */
async function warnings({
  state = {},
  trigger = arn,
  migrateFrom,
  isRenamed,
  builtIns = {},
  isForeign,
}: World = {}): Promise<string[]> {
  const resources = Object.entries({ ...deployed, ...state });
  deployedState.mockResolvedValue(Object.fromEntries(resources.map(([urn, outputs]) => [urn, { outputs }])));
  const warned: string[] = [];
  const warn = jest.spyOn(pulumi.log, "warn").mockImplementation((message) => {
    warned.push(message);
    return Promise.resolve();
  });
  await record(
    () => {
      const aliases = [{ name: "former" }];
      if (isRenamed === true) notePool(new pulumi.ComponentResource(pool, "old", {}, { aliases }));
      const parent = new pulumi.ComponentResource(
        isForeign === true ? "test:index:Group" : "pulumi:pulumi:Stack",
        "shop-dev",
      );
      const group = new pulumi.ComponentResource("test:index:Group", "group", {}, { parent });
      for (const [name, options] of Object.entries(builtIns)) {
        void new BuiltIn(builtInType, name, {}, { parent: group, ...options });
      }
      return tellLostMigration({
        name: "users",
        component: new pulumi.ComponentResource("test:index:Users", "users", {}, { parent }),
        before: { Settings: {}, LambdaConfig: { UserMigration: trigger } },
        migrateFrom,
      });
    },
    { preview: true, hooks: true },
  ).then(({ result }) => result);
  warn.mockRestore();
  return warned;
}

test("A preview warns where `migrateFrom` goes together with the pool that users come from", async () => {
  const [warning, ...others] = await warnings();

  expect(others).toEqual([]);
  expect(warning).toContain(`The user pool \`users\` stops taking users over from \`${oldId}\``);
  expect(warning).toContain("whoever has not come yet is lost");
  expect(warning).toContain(`npx custom-user-pool users status --from ${oldId} --to`);
});

test.each<{ what: string; world: World }>([
  {
    what: "another pool takes its place in `migrateFrom`",
    world: { migrateFrom: { userPoolId: "eu-west-1_Third1234" } },
  },
  {
    what: "the old pool was adopted, and deleted all the same",
    world: { state: { [formerStack]: stackOf({ AdoptUserPoolId: oldId, ForceDestroy: "true" }) } },
  },
])("A preview warns also where $what", async ({ world }) => {
  expect(await warnings(world)).toHaveLength(1);
});

describe("where the pool that users come from is Pulumi's own resource", () => {
  const arnOf = (id: string) => `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${id}`;
  const nested = builtIn.replace(builtInType, `test:index:Group$${builtInType}`);
  const others = { [former]: {}, [formerStack]: {} };
  const state = { ...others, [nested]: { arn: arnOf(oldId) } };

  test("a preview warns when both go, and says what keeps the pool", async () => {
    const [warning, ...more] = await warnings({ state, builtIns: { another: {} } });

    expect(more).toEqual([]);
    expect(warning).toContain("that pool leaves the program in the same deployment");
    expect(warning).toContain("unless the preview shows it as `delete[retain]`");
  });

  test.each<{ what: string; world: World }>([
    { what: "the program still has it", world: { builtIns: { old: {} } } },
    {
      what: "the program has it under another name, with an alias",
      world: { builtIns: { customers: { aliases: [nested] } } },
    },
    {
      what: "another pool goes",
      world: { state: { ...others, [nested]: { arn: arnOf("eu-central-1_Another12") } } },
    },
    { what: "nobody knows what a program in another language has", world: { isForeign: true } },
  ])("a preview says nothing where $what", async ({ world }) => {
    expect(await warnings({ state, ...world })).toEqual([]);
  });
});

test.each<{ what: string; world: World }>([
  {
    what: "`migrateFrom` stays: the look at the old pool tells",
    world: { migrateFrom: { userPoolId: pulumi.output(oldId) } },
  },
  { what: "the old pool is retained", world: { state: { [formerStack]: stackOf({ OnDelete: "retain" }) } } },
  {
    what: "the old pool is adopted, and so stays in the account",
    world: { state: { [formerStack]: stackOf({ AdoptUserPoolId: oldId }) } },
  },
  {
    what: "another pool leaves the program",
    world: { state: { [former]: { userPoolId: "eu-west-1_Third1234" } } },
  },
  { what: "users come by a function of the program's own", world: { trigger: functionArn("theirs") } },
  { what: "the old pool's component has another name, and an alias", world: { isRenamed: true } },
  { what: "nobody has come from anywhere", world: { trigger: null } },
  { what: "a function has the variable for something else", world: { state: { [mover]: moverOf("{") } } },
])("A preview says nothing where $what", async ({ world }) => {
  expect(await warnings(world)).toEqual([]);
});
