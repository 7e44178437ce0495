import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CreateGroupCommand,
  CreateUserPoolCommand,
  type CreateUserPoolRequest,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { blocksOf, pages, readPage, root } from "../support/documentation";
import { removeFolders, temporaryFolder } from "../support/folders";
import { packPackage } from "../support/pack";
import { ServerlessService } from "../support/serverlessService";
import { type Place, runShellBlock } from "../support/shellBlock";
import { type KeptRun, keepRun } from "./support/keptRun";

jest.setTimeout(300_000);

/** A folder, and the variables that a page names. */
interface Setting {
  readonly folder: string;
  readonly variables?: Record<string, string>;
}

/** What a block of commands needs around it, and what it has to come to. */
interface Scene {
  readonly page: string;
  /** What tells the block apart from the page's others. */
  readonly has: string;
  /** Makes what has to be there before. */
  readonly prepare: () => Setting | Promise<Setting>;
  readonly check: (said: string, variables: Record<string, string>) => Promise<void> | void;
}

let kept: KeptRun;
const cognito = () => kept.aws.cognito;

/** In this order: the program that the second one installs the package into is that of the next. */
const scenes: Scene[] = [
  {
    page: "README.md",
    has: "npx pulumi up",
    prepare: () => ({ folder: copyOfTheRepository() }),
    check: async (said) => {
      const [, userPoolId = "none"] = /^ *userPoolId +(\S+)$/m.exec(said) ?? [];
      expect(userPoolId).toMatch(/^eu-west-1_\w+$/);
      expect(said).toContain(`User confirmed: User-Pool ${userPoolId}`);
      expect(await poolIds()).not.toContain(userPoolId);
    },
  },
  {
    page: "README.md",
    has: "npm install",
    prepare: () => ({ folder: emptyProgram(), variables: { REPOSITORY: packPackage(temporaryFolder()) } }),
    check: () => expect(existsSync(join(emptyProgram(), "node_modules/.bin/custom-user-pool"))).toBe(true),
  },
  {
    page: "docs/adopt.md",
    has: "adopt",
    prepare: async () => ({
      folder: emptyProgram(),
      variables: { USER_POOL_ID: await makePool(byAddress) },
    }),
    check: (_, { USER_POOL_ID }) =>
      expect(readFileSync(join(emptyProgram(), "index.ts"), "utf8")).toContain(
        `adoptUserPoolId: "${USER_POOL_ID}"`,
      ),
  },
  {
    page: "docs/from-serverless.md",
    has: "adopt",
    prepare: async () => ({
      folder: emptyProgram(),
      variables: { USER_POOL_ID: (await oldService()).userPoolId },
    }),
    check: () => editProgram(),
  },
  {
    page: "docs/from-serverless.md",
    has: "pulumi up",
    prepare: () => ({ folder: emptyProgram() }),
    check: async (said) => {
      const { service, userPoolId, clientId } = await oldService();
      await service.remove();
      const { UserPool } = await cognito().send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
      expect(said).toContain(`User confirmed: User-Pool ${userPoolId}`);
      expect(UserPool?.LambdaConfig?.PostConfirmation).toMatch(/:function:custom-user-pool-dev-user-pool-/);
      const signedIn = await cognito().send(
        new AdminInitiateAuthCommand({
          UserPoolId: userPoolId,
          ClientId: clientId,
          AuthFlow: "ADMIN_NO_SRP_AUTH",
          AuthParameters: { USERNAME: "jane@example.com", PASSWORD: password },
        }),
      );
      expect(signedIn.AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
  {
    page: "docs/users.md",
    has: "users export",
    prepare: () => twoPools({}),
    check: (_, { NEW = "" }) => expectMoved(NEW),
  },
  {
    page: "docs/migrating-users.md",
    has: "users export",
    prepare: () => twoPools({ Schema: [{ Name: "formerSub", AttributeDataType: "String", Mutable: true }] }),
    check: (_, { NEW = "" }) => expectMoved(NEW),
  },
  {
    page: "docs/commands.md",
    has: "drift",
    prepare: () => ({ folder: root }), // where the run that is kept has deployed its stack
    check: (said) => expect(said).toMatch(/^as deployed$/m),
  },
  {
    page: "docs/operations.md",
    has: "drift",
    prepare: () => ({ folder: root }),
    check: (said) => expect(said).toContain(": no drift"),
  },
  {
    page: "docs/how-it-works.md",
    has: "probe",
    prepare: () => ({ folder: copyOfTheRepository() }),
    check: () => {
      const answers = readFileSync(join(copyOfTheRepository(), "answers.json"), "utf8");
      expect(Object.keys(JSON.parse(answers) as object)).not.toEqual([]);
    },
  },
];

const blocks = pages.flatMap(blocksOf).filter(({ info }) => info === "sh local");
const blocksFor = ({ page, has }: Scene) =>
  blocks.filter(({ place, text }) => place.startsWith(`${page}:`) && text.includes(has));

beforeAll(async () => {
  kept = await keepRun("eu-west-1");
});

afterAll(async () => {
  await kept.end();
  removeFolders();
});

it("Every block that is marked as local is run here once", () => {
  const played = scenes.flatMap(blocksFor).map(({ place }) => place);

  expect(played.toSorted()).toEqual(blocks.map(({ place }) => place).toSorted());
});

test.each(scenes)("$page: the block with `$has` does what the page says", async (scene) => {
  const [block] = blocksFor(scene);
  expect(block).toBeDefined();
  const { folder, variables = {} } = await scene.prepare();

  const said = await runShellBlock(withoutInstallation(block?.text ?? ""), at(folder, variables));

  await scene.check(said, variables);
});

test("the kept run has selected its stack, and plans no change of it", async () => {
  const said = await runShellBlock(
    "pulumi stack output userPoolArn\nnpx pulumi preview --expect-no-changes\n",
    at(root),
  );

  expect(said).toMatch(/^arn:aws:cognito-idp:/m);
});

/** Where a block runs: on the local AWS, with nobody there who could answer a question, and with no command from anywhere else. */
function at(folder: string, variables: Record<string, string> = {}): Place {
  return {
    folder,
    env: {
      ...process.env,
      ...kept.env,
      PULUMI_SKIP_CONFIRMATIONS: "true",
      npm_config_yes: "false",
      NO_COLOR: "1",
      ...variables,
    },
  };
}

/** Makes something when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** `npm ci` in a fresh clone is the first step of the gate; {@link copyOfTheRepository} has what came of it. */
function withoutInstallation(block: string): string {
  return block.replace(/^npm ci\n/, "");
}

/** What a clone has after `npm ci`, in a folder of its own, since the commands change the configuration of a stack. */
const copyOfTheRepository = once(() => {
  const folder = temporaryFolder();
  const installed = ["node_modules", "dist"];
  const isOfNoClone = [...installed, ".git", ".local", "coverage", "reports", "release", ".stryker-tmp"];
  cpSync(root, folder, {
    recursive: true,
    filter: (file) => file === root || !isOfNoClone.includes(basename(file)),
  });
  for (const made of installed) symlinkSync(join(root, made), join(folder, made));
  return folder;
});

/** A program with Pulumi's packages, as `pulumi new` makes one. */
const emptyProgram = once(() => {
  const folder = temporaryFolder();
  const dependencies = ["@pulumi/aws", "@pulumi/pulumi", "@types/node", "typescript"];
  const versions = dependencies.map((name) => [name, versionOf(name)] as const);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ dependencies: Object.fromEntries(versions) }));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: my-service\nruntime: nodejs\nmain: index.ts\n");
  return folder;
});

function versionOf(name: string): string {
  const manifest = readFileSync(join(root, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/** The old service of docs/from-serverless.md after the first step, with a user. */
const oldService = once(async () => {
  const service = new ServerlessService(kept.aws);
  const ids = await service.deploy();
  const jane = { UserPoolId: ids.userPoolId, Username: "jane@example.com" };
  await cognito().send(
    new AdminCreateUserCommand({ ...jane, UserAttributes: [{ Name: "name", Value: "Jane" }] }),
  );
  await cognito().send(new AdminSetUserPasswordCommand({ ...jane, Password: password, Permanent: true }));
  await service.retain();
  return { service, ...ids };
});

/** The edits of docs/from-serverless.md in the program that adopt has printed, beside the trigger that it then names. */
async function editProgram(): Promise<void> {
  const [file, trigger] = [join(emptyProgram(), "index.ts"), "handlers/postConfirmation/index.ts"];
  const printed = readFileSync(file, "utf8");
  const edited = printed
    .replace(/PostConfirmation: "arn:[^"]*"/, `PostConfirmation: "${trigger}"`)
    .replace(/^ *deletionProtection: false,\n/m, "");
  expect(edited.split("\n")).toHaveLength(printed.split("\n").length - 1);
  expect(edited).toContain(trigger);
  mkdirSync(join(emptyProgram(), dirname(trigger)), { recursive: true });
  writeFileSync(file, edited);
  writeFileSync(join(emptyProgram(), trigger), readPage(trigger));
  await runShellBlock("pulumi stack init dev", at(emptyProgram()));
}

const password = "Passw0rd!x";

/** A pool whose users sign in with their addresses. */
const byAddress = {
  PoolName: "new",
  UsernameAttributes: ["email" as const],
  AutoVerifiedAttributes: ["email" as const],
};

async function makePool(request: CreateUserPoolRequest): Promise<string> {
  const { UserPool } = await cognito().send(new CreateUserPoolCommand(request));
  return UserPool?.Id ?? "";
}

async function poolIds(): Promise<string[]> {
  const { UserPools = [] } = await cognito().send(new ListUserPoolsCommand({ MaxResults: 60 }));
  return UserPools.map(({ Id = "" }) => Id);
}

const users = ["ada", "grace", "hedy"];

/** An old pool with users, one of them in a group, and a new one with these settings. */
async function twoPools(settings: Partial<CreateUserPoolRequest>) {
  const [OLD, NEW] = [await makePool({ PoolName: "old" }), await makePool({ ...byAddress, ...settings })];
  for (const name of users) {
    const user = { UserPoolId: OLD, Username: name };
    const UserAttributes = [
      { Name: "email", Value: `${name}@example.com` },
      { Name: "email_verified", Value: "true" },
    ];
    await cognito().send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: "SUPPRESS" }));
    await cognito().send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  }
  const group = { UserPoolId: OLD, GroupName: "staff" };
  await cognito().send(new CreateGroupCommand(group));
  await cognito().send(new AdminAddUserToGroupCommand({ ...group, Username: "ada" }));
  rmSync(join(emptyProgram(), "users.jsonl"), { force: true });
  return { folder: emptyProgram(), variables: { OLD, NEW } };
}

async function expectMoved(UserPoolId: string): Promise<void> {
  const { Users = [] } = await cognito().send(new ListUsersCommand({ UserPoolId }));
  const addresses = Users.flatMap(({ Attributes = [] }) => Attributes.filter(({ Name }) => Name === "email"));
  expect(addresses.map(({ Value }) => Value).toSorted()).toEqual(users.map((name) => `${name}@example.com`));
}
