import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { NotAuthorizedException, ResourceNotFoundException } from "@aws-sdk/client-cognito-identity-provider";
import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs } from "../../../components/customUserPool";
import type { ReadOnlyCognito } from "../../../components/drift/livePool";
import { lookAtPools } from "../../../components/migration/preview";
import { deployed as deployedState } from "../../support/fakeDeployedState";
import { record } from "../../support/mocks";

jest.mock("../../../components/lambda/bundle", () => jest.requireActual<object>("../../support/fakeBundle"));

type Reader = (credentials: object, region: string, ms?: number) => Pick<ReadOnlyCognito, "describeUserPool">;

const mockReader = jest.fn<ReturnType<Reader>, Parameters<Reader>>();
jest.mock("../../../components/drift/repairClient", () => ({
  ...jest.requireActual<object>("../../../components/drift/repairClient"),
  readerFor: (...args: Parameters<Reader>) => mockReader(...args),
}));

jest.mock("../../../components/stack/deployedState", () => ({
  ...jest.requireActual<object>("../../../components/stack/deployedState"),
  ...jest.requireActual<object>("../../support/fakeDeployedState"),
}));

jest.mock("@pulumi/pulumi/runtime/resource", () => ({
  ...jest.requireActual<object>("@pulumi/pulumi/runtime/resource"),
  ...jest.requireActual<object>("../../support/fakeHooks"),
}));

const oldId = "eu-central-1_OldPool12";
const old: UserPoolType = { Id: oldId, DeletionProtection: "ACTIVE", UsernameAttributes: ["email"] };
const plan = { Name: "custom:plan", AttributeDataType: "String", Mutable: true } as const;

type Answer = (id: string) => Promise<UserPoolType>;

interface World {
  readonly answer?: Answer;
  readonly args?: Partial<CustomUserPoolArgs>;
  readonly preview?: boolean;
  readonly deployed?: Record<string, { outputs: object }> | Error;
}

/** Previews a pool whose users come from the old one; tells what was read and warned of. */
async function preview(given: World = {}) {
  const { answer = () => Promise.resolve(old), args = {}, deployed = {} } = given;
  const read: string[] = [];
  const warnings: string[] = [];
  const warn = jest.spyOn(pulumi.log, "warn").mockImplementation((message) => {
    warnings.push(message);
    return Promise.resolve();
  });
  deployedState.mockImplementation(() =>
    deployed instanceof Error ? Promise.reject(deployed) : Promise.resolve(deployed),
  );
  mockReader.mockImplementation((_credentials, region) => ({
    describeUserPool: ({ UserPoolId }) => {
      read.push(`${UserPoolId} in ${region}`);
      return answer(UserPoolId);
    },
  }));
  await record(
    () =>
      new CustomUserPool("users", {
        settings: { PoolName: "users", UsernameAttributes: ["email"] },
        clients: { web: { explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] } },
        migrateFrom: { userPoolId: oldId },
        ...args,
      }),
    { preview: given.preview ?? true, hooks: true },
  );
  warn.mockRestore();
  return { read, warnings };
}

const goneError = new ResourceNotFoundException({ message: "It does not exist.", $metadata: {} });
const gone = () => Promise.reject(goneError);

/** What ends the preview; with mocks it would end the test, too. */
async function refusalOf(answer: Answer): Promise<string> {
  const { result } = await record(
    () =>
      lookAtPools(
        { userPoolId: oldId },
        {
          known: { UsernameAttributes: ["email"] },
          look: answer,
          title: 'CustomUserPool "users"',
          component: new pulumi.ComponentResource("test:index:Users", "users"),
          adoptUserPoolId: undefined,
        },
      ).then(
        () => "",
        (error: unknown) =>
          pulumi.RunError.isInstance(error) ? error.message : `no RunError: ${String(error)}`,
      ),
    { preview: true },
  );
  return result;
}

describe("A preview with `migrateFrom`", () => {
  it("looks at the old pool in its own Region, and says nothing where everything has its place", async () => {
    expect(await preview()).toEqual({ read: [`${oldId} in eu-central-1`], warnings: [] });
  });

  it("looks no longer than it waits", async () => {
    await preview();

    expect(mockReader).toHaveBeenLastCalledWith(expect.anything(), "eu-central-1", 20_000);
  });

  it("refuses what would lose an attribute", async () => {
    const refusal = await refusalOf(() => Promise.resolve({ ...old, SchemaAttributes: [plan] }));

    expect(refusal).toContain('CustomUserPool "users" cannot be made as it is declared:');
    expect(refusal).toContain("the attribute `custom:plan` of the old pool has no place");
  });

  it("warns of what is good to know", async () => {
    const answer = () => Promise.resolve({ ...old, DeletionProtection: "INACTIVE" as const });

    expect(await preview({ answer })).toMatchObject({
      warnings: [expect.stringContaining(`\`${oldId}\` is not protected from deletion`)],
    });
  });

  it("reads nothing where the old pool is yet to be made", async () => {
    const userPoolId = pulumi.output(Promise.resolve(pulumi.unknown as string));

    expect(await preview({ args: { migrateFrom: { userPoolId } } })).toEqual({
      read: [],
      warnings: [],
    });
  });

  it("reads an id that becomes known while the program runs", async () => {
    const userPoolId = pulumi.output(Promise.resolve(oldId));

    expect((await preview({ args: { migrateFrom: { userPoolId } } })).read).toEqual([
      `${oldId} in eu-central-1`,
    ]);
  });

  it("refuses an old pool that is gone", async () => {
    expect(await refusalOf(gone)).toContain(
      `\`migrateFrom.userPoolId\`: there is no user pool \`${oldId}\` any more.`,
    );
  });

  it.each([
    [
      "without credentials",
      Object.assign(new Error("Could not load credentials from any providers"), {
        name: "CredentialsProviderError",
      }),
      "CredentialsProviderError: Could not load credentials",
    ],
    [
      "without the permission",
      new NotAuthorizedException({ message: "Not for you.", $metadata: {} }),
      "NotAuthorizedException: Not for you.",
    ],
  ])("goes on %s, and tells it", async (_what, error, told) => {
    const { warnings } = await preview({ answer: () => Promise.reject(error) });

    expect(warnings).toEqual([
      expect.stringContaining(`The old user pool \`${oldId}\` could not be looked at (${told}`),
    ]);
  });

  it("goes on when the old pool does not answer, and tells it", async () => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
    const answer = () => {
      setImmediate(() => jest.advanceTimersByTime(20_000));
      return new Promise<never>(() => {});
    };
    try {
      const { warnings } = await preview({ answer });

      expect(warnings).toEqual([expect.stringContaining("no end within 20 seconds")]);
    } finally {
      jest.useRealTimers();
    }
  });

  it("reads nothing while it deploys", async () => {
    expect((await preview({ preview: false })).read).toEqual([]);
  });
});

describe("A preview in which the old pool's component leaves the program", () => {
  const former = "urn:pulumi:dev::shop::custom-user-pool:index:CustomUserPool::former";
  const users = "urn:pulumi:dev::shop::custom-user-pool:index:CustomUserPool::users";

  it("warns while `migrateFrom` names it", async () => {
    const { warnings } = await preview({ deployed: { [former]: { outputs: { userPoolId: oldId } } } });

    expect(warnings).toEqual([
      expect.stringContaining(
        `The old user pool \`${oldId}\` leaves the program, while \`migrateFrom\` still names it`,
      ),
    ]);
  });

  it("says nothing of another pool that leaves it", async () => {
    const deployed = { [former]: { outputs: { userPoolId: "eu-central-1_Another" } } };

    expect((await preview({ deployed })).warnings).toEqual([]);
  });

  it("says nothing of a component that stays", async () => {
    const deployed = { [users]: { outputs: { userPoolId: oldId } } };

    expect((await preview({ deployed })).warnings).toEqual([]);
  });

  it("says nothing where the last deployment cannot be read", async () => {
    expect(await preview({ deployed: new Error("no state") })).toMatchObject({
      warnings: [],
    });
  });
});

describe("A preview that adopts the new pool", () => {
  const adoptUserPoolId = "eu-west-1_NewPool12";
  const theirs = "arn:aws:lambda:eu-west-1:123456789012:function:theirs";
  const functionUrn = "urn:pulumi:dev::shop::aws:lambda/function:Function::users-user-migration-function";
  const answer: Answer = (id) =>
    Promise.resolve(id === oldId ? old : { Id: id, LambdaConfig: { UserMigration: theirs } });
  const args = { adoptUserPoolId };

  it("warns of a UserMigration trigger that somebody else attached", async () => {
    const { warnings, read } = await preview({ answer, args });

    expect(read).toEqual([`${oldId} in eu-central-1`, `${adoptUserPoolId} in eu-west-1`]);
    expect(warnings).toEqual([
      expect.stringContaining(
        `\`migrateFrom\` takes the place of the UserMigration trigger that the user pool \`${adoptUserPoolId}\` has`,
      ),
    ]);
    expect(warnings[0]).toContain(theirs);
  });

  it("says nothing of the trigger of the last deployment", async () => {
    const deployed = { [functionUrn]: { outputs: { arn: theirs } } };

    expect((await preview({ answer, args, deployed })).warnings).toEqual([]);
  });

  it("says nothing where no such trigger is attached", async () => {
    expect((await preview({ args })).warnings).toEqual([]);
  });

  it("says nothing where nobody can tell", async () => {
    const unread = await preview({ answer: (id) => (id === oldId ? answer(id) : gone()), args });

    expect(unread).toMatchObject({ warnings: [] });
    expect((await preview({ answer, args, deployed: new Error("no state") })).warnings).toEqual([]);
  });
});
