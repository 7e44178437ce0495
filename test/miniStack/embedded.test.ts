import { join } from "node:path";
import { paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { localEnvironment } from "../../commands/support/aws";
import { EmbeddedEngine, type EmbeddedEngineOptions } from "../../local/engines/embedded";
import { LogGroupResource } from "../../local/provider/types/logGroup";
import { StackResource } from "../../local/provider/types/stack";
import { removeFolders } from "../support/folders";
import { program } from "../support/program";
import { describeWithMiniStack } from "./support/miniStack";

jest.setTimeout(60_000);

const CONFIG = `
name: a-project
runtime: nodejs
config:
  days: { type: integer, default: 7 }
  second: { type: boolean, default: true }
  prefix: { type: string, default: a }
`;

const TWO_GROUPS = `
const config = new pulumi.Config();
const first = new aws.cloudwatch.LogGroup("first", {
  name: config.require("prefix") + "-first",
  retentionInDays: config.requireNumber("days"),
  tags: { secret: pulumi.secret("value") },
});
if (config.requireBoolean("second")) new aws.cloudwatch.LogGroup("second", { name: pulumi.interpolate\`\${first.name}-second\` });
export const arn = first.arn;
export const days = first.retentionInDays;
`;

describeWithMiniStack("the embedded engine", (stack) => {
  let reported: string[] = [];

  beforeEach(async () => {
    reported = [];
    await stack().reset();
  });
  afterEach(removeFolders);

  function engineFor(project: string, options: Partial<EmbeddedEngineOptions> = {}) {
    const aws = localEnvironment(stack().proxy.endpoint);
    return new EmbeddedEngine({ aws, project, report: (line) => reported.push(line), ...options });
  }

  async function groups(): Promise<string[]> {
    const found: string[] = [];
    for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: stack().aws.logs }, {})) {
      found.push(
        ...logGroups.map(
          ({ logGroupName = "", retentionInDays = 0 }) => `${logGroupName} ${retentionInDays}`,
        ),
      );
    }
    return found.toSorted();
  }

  it("creates, keeps, updates, replaces and removes what the program says", async () => {
    const engine = engineFor(program(TWO_GROUPS, CONFIG));

    const created = await engine.up({});
    const kept = await engine.up({});
    const updated = await engine.up({ days: "14" });
    const afterUpdate = await groups();
    const replaced = await engine.up({ days: "14", prefix: "b" });
    const afterReplacement = await groups();
    const removed = await engine.up({ days: "14", prefix: "b", second: "false" });
    const afterRemoval = await groups();
    await engine.destroy();

    expect(created).toEqual({
      outputs: { arn: "arn:aws:logs:us-east-1:000000000000:log-group:a-first", days: "7" },
      changes: { create: 3 },
    });
    expect(kept.changes).toEqual({ same: 3 });
    expect(updated.changes).toEqual({ same: 2, update: 1 });
    expect(afterUpdate).toEqual(["a-first 14", "a-first-second 0"]);
    expect(replaced.changes).toEqual({ same: 1, replace: 2 });
    expect(afterReplacement).toEqual(["b-first 14", "b-first-second 0"]);
    expect(removed.changes).toEqual({ same: 2, delete: 1 });
    expect(afterRemoval).toEqual(["b-first 14"]);
    expect(await groups()).toEqual([]);
  });

  it.each([
    { fault: "throws", source: 'throw new Error("no such luck");', says: "no such luck" },
    {
      fault: "rejects",
      source: 'void Promise.reject(new Error("nobody waits"));\nsetTimeout(() => {}, 60_000);',
      says: "nobody waits",
    },
    {
      fault: "waits for ever",
      source: "export const never = pulumi.output(new Promise(() => {}));",
      says: "before it was done",
    },
    {
      fault: "uses an unknown type",
      source: 'new aws.s3.Bucket("bucket");',
      says: "aws:s3/bucket:Bucket `bucket`: `aws:s3/bucket:Bucket` is not implemented by the local provider",
    },
    {
      fault: "uses an unknown property",
      source: 'new aws.iam.Role("role", { assumeRolePolicy: "{}", managedPolicyArns: [] });',
      says: "`managedPolicyArns` of `aws.iam.Role` is not implemented by the local provider",
    },
    {
      fault: "calls a function of a provider",
      source: "export const account = aws.getCallerIdentityOutput().accountId;",
      says: "`aws:index/getCallerIdentity:getCallerIdentity` is not implemented by the local provider",
    },
    {
      fault: "registers a name twice",
      source: 'for (const n of [1, 2]) new aws.cloudwatch.LogGroup("group", { name: "g" + n });',
      says: "`group` is registered twice",
    },
  ])("fails with the program's own fault when it $fault", async ({ source, says }) => {
    const engine = engineFor(program(source));

    await expect(engine.up({})).rejects.toThrow(says);

    await engine.destroy();
    expect(await groups()).toEqual([]);
  });

  it("does not begin what depends on a resource that failed, and destroys what was made", async () => {
    const engine = engineFor(
      program(`
const made = new aws.cloudwatch.LogGroup("made", { name: "made" });
const failing = new aws.iam.RolePolicy("failing", { role: "nobody", policy: "{}" }, { dependsOn: [made] });
new aws.cloudwatch.LogGroup("dependent", { name: "dependent" }, { dependsOn: [failing] });
`),
    );

    const deploying = engine.up({});

    await expect(deploying).rejects.toThrow(/^aws:iam\/rolePolicy:RolePolicy `failing`: .*nobody/);
    expect(await groups()).toEqual(["made 0"]);
    await engine.destroy();
    expect(await groups()).toEqual([]);
  });

  it("says what is missing when a trigger's entry is", async () => {
    const component = JSON.stringify(join(__dirname, "..", "..", "components", "customUserPool"));
    const engine = engineFor(
      program(`
import { CustomUserPool } from ${component};
new CustomUserPool("users", { settings: { PoolName: "users" }, triggers: { PostConfirmation: "handlers/none/index.ts" } });
`),
    );

    await expect(engine.up({})).rejects.toThrow("handlers/none/index.ts");
  });

  it("stops with the reason of its signal, and can still destroy", async () => {
    const controller = new AbortController();
    const engine = engineFor(program(TWO_GROUPS, CONFIG), { signal: controller.signal });
    await engine.up({});

    const deploying = engine.up({ days: "14" });
    controller.abort(new Error("enough"));

    await expect(deploying).rejects.toThrow("enough");
    await engine.destroy();
    expect(await groups()).toEqual([]);
  });

  it("destroys after a failed update in the reverse of the order of dependency, and tries again what failed", async () => {
    const broken = `
const config = new pulumi.Config();
const group = new aws.cloudwatch.LogGroup("group", { name: "/order", retentionInDays: config.requireNumber("days") });
const stack = new aws.cloudformation.Stack("stack", { name: "order", templateBody: group.arn.apply((arn) => JSON.stringify({
  Resources: { Thing: config.requireBoolean("second")
    ? { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/inner" } }
    : { Type: "Custom::Thing", Properties: { ServiceToken: "arn:aws:lambda:us-east-1:000000000000:function:nobody", arn } } },
})) });
new aws.cloudwatch.LogGroup("last", { name: pulumi.interpolate\`/last/\${stack.name}\` });
`;
    const engine = engineFor(program(broken, CONFIG));
    await engine.up({});
    const deleted: string[] = [];
    const note = async (id: string) => {
      deleted.push(/:stack\/([^/]+)/.exec(id)?.[1] ?? id);
    };
    const deletions = [
      jest.spyOn(LogGroupResource.prototype, "delete").mockImplementation(note),
      jest.spyOn(StackResource.prototype, "delete").mockImplementation(note),
    ];

    await expect(engine.up({ days: "14", second: "false" })).rejects.toThrow(/`order` ended in/);
    await expect(engine.up({ days: "14", second: "false" })).rejects.toThrow(/Stack `stack`: .*order/);
    await engine.destroy();
    for (const deletion of deletions) deletion.mockRestore();

    expect(deleted).toEqual(["/last/order", "order", "/order"]);
  });
});
