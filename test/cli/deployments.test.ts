import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeUserPoolCommand, ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { removeFolders, temporaryFolder } from "../support/folders";
import { preparePulumi, type TypedProgram } from "./support/typedProgram";

jest.setTimeout(180_000);

const ROOT = join(__dirname, "..", "..");

/** Two teams with a pool of one name each, a domain, and triggers from source files. */
const program = ({ domain = "one", onDelete = "delete", fixedNames = false } = {}) => `
const trigger = ${JSON.stringify(join(ROOT, "test/fixtures/pools/first.ts"))};
class Team extends pulumi.ComponentResource {
  readonly pool: CustomUserPool;
  constructor(type: string, more: object = {}, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:" + type, "team", {}, opts);
    const settings = { PoolName: type };
    this.pool = new CustomUserPool("members", { settings, triggers: { PostConfirmation: trigger }, deletionProtection: false, ...more }, { parent: this });
  }
}
// As an earlier version of the component named them.
const fixed = { Function: "shop-dev-members", LogGroup: "/aws/lambda/shop-dev-members" };
const withFixedName: pulumi.ResourceTransform = ({ type, name, props: { namePrefix: _, ...props }, opts }) => {
  const fixedName = fixed[type.split(":").at(-1) as keyof typeof fixed];
  return fixedName && name.startsWith("members") ? { props: { ...props, name: fixedName }, opts } : undefined;
};
const onDelete = "${onDelete}" as const;
const opts = ${fixedNames} ? { transforms: [withFixedName] } : {};
const shop = new Team("Shop", { domain: { domain: "${domain}" }, onDelete }, opts);
const blog = new Team("Blog");
export const ids = [shop.pool.userPoolId, blog.pool.userPoolId];
`;

describeWithMiniStack("a program with two pools of one name, with the real engine on MiniStack", (stack) => {
  let typed: TypedProgram;

  beforeAll(async () => {
    const pulumi = await preparePulumi(stack().proxy.endpoint);
    typed = await pulumi.program(program());
  });
  afterAll(removeFolders);

  const up = (...args: string[]) => typed.pulumi("up", "--yes", "--skip-preview", ...args);

  async function poolsLeft(): Promise<string[]> {
    const { UserPools = [] } = await stack().aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    return UserPools.flatMap(({ Name = "" }) => Name).toSorted();
  }

  it("shows the component's arguments to a policy pack in the first preview", async () => {
    const refused = await typed.pulumi("preview", "--policy-pack", policyPack());

    expect(refused.output).toContain("members Shop, triggers PostConfirmation: undefined");
    expect(refused.output).toContain("members Blog, triggers PostConfirmation: undefined");
    expect(refused.ok).toBe(false);
  });

  it("deploys both, with functions of their own, and leaves names that are there already", async () => {
    typed.write(program({ fixedNames: true }));
    expect(await up()).toMatchObject({ ok: true });

    expect(await poolsLeft()).toEqual(["Blog", "Shop"]);
    const { Functions = [] } = await stack().aws.lambda.send(new ListFunctionsCommand({}));
    expect(Functions.map(({ FunctionName }) => FunctionName).toSorted()).toEqual([
      expect.stringMatching(/^members-post-confirmation-function-[0-9a-f]{7}$/),
      "shop-dev-members",
      "shop-dev-user-pool-handler",
    ]);
    typed.write(program());
    const { ok, output } = await typed.pulumi("preview", "--expect-no-changes");
    expect(output).toMatch(/\d+ unchanged/);
    expect(ok).toBe(true);
  });

  it("removes a pool's domain before it makes another", async () => {
    typed.write(program({ domain: "two" }));

    const preview = await typed.pulumi("preview");
    const { ok, output } = await up();

    expect(preview.output).toContain("The domain `one` of the user pool `members` is replaced by `two`");
    const lines = output.split("\n").filter((line) => line.includes("members-domain"));
    const first = (text: string) => lines.findIndex((line) => line.includes(text));
    expect(first("deleted")).toBeLessThan(first("created"));
    expect(ok).toBe(true);
  });

  it("keeps a pool that it shall retain, from the update on that says so alone", async () => {
    typed.write(program({ domain: "two", onDelete: "retain" }));
    const update = await up();
    expect(update.output).toMatch(/aws:cloudformation:Stack members-stack updated/);

    const { ok } = await typed.pulumi("destroy", "--yes", "--skip-preview");

    expect(ok).toBe(true);
    expect(await poolsLeft()).toEqual(["Shop"]);
    const { UserPools = [] } = await stack().aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    const { UserPool } = await stack().aws.cognito.send(
      new DescribeUserPoolCommand({ UserPoolId: UserPools[0]?.Id }),
    );
    expect(UserPool?.LambdaConfig ?? {}).toEqual({});
  });
});

/** A pack that says what it sees of a pool, and refuses a short password. */
function policyPack(): string {
  const folder = temporaryFolder();
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "1.0.0" }));
  writeFileSync(join(folder, "index.js"), pack);
  return folder;
}

const pack = `
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("pools", {
  policies: [
    {
      name: "long-passwords",
      description: "Passwords have twelve characters.",
      enforcementLevel: "mandatory",
      validateResource: ({ type, name, props }, report) => {
        if (type !== "custom-user-pool:index:CustomUserPool") return;
        const { MinimumLength } = props.settings.Policies?.PasswordPolicy ?? {};
        if (!(MinimumLength >= 12)) report(name + " " + props.settings.PoolName + ", triggers " + Object.keys(props.triggers) + ": " + MinimumLength);
      },
    },
  ],
});
`;
