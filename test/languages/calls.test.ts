import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { preparePulumi, type TypedProgram } from "../cli/support/typedProgram";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { removeFolders } from "../support/folders";
import { ROOT } from "./support/example";

jest.setTimeout(180_000);

/** What the SDK of any language sends: calls of the plugin, with outputs, providers and a handler among the arguments. */
const program = `
class Remote extends pulumi.ComponentResource {
  constructor(type, name, outputs, args, opts) {
    const unknown = Object.fromEntries(outputs.map((output) => [output, undefined]));
    super("custom-user-pool:index:" + type, name, { ...unknown, ...args }, opts, true);
  }
}
const outputs = ["userPoolId", "handlerArn", "clientIds", "clientSecrets"];
const pool = (name, args, opts) =>
  new Remote("CustomUserPool", name, outputs, { settings: { PoolName: name }, deletionProtection: false, ...args }, opts);

const west = new aws.Provider("west", { region: "us-west-2" });
const east = new aws.Provider("east", { region: "us-east-2" });
const handler = new Remote("UserPoolHandler", "own", ["arn"], { memorySize: 512 });
const group = new aws.cloudwatch.LogGroup("group", { name: "web" });
const pools = [
  pool("one", {}, { providers: { aws: west } }),
  pool("two", {}, { providers: { aws: west } }),
  pool("three", {}, { providers: [east] }),
  pool("four", {
    settings: { PoolName: group.name, UserPoolTags: { group: group.arn } },
    clients: { web: { name: group.name, generateSecret: true } },
    handler,
  }),
];
module.exports = {
  handlers: pools.map(({ handlerArn }) => handlerArn.apply((arn) => arn.split(":").slice(3).join(":"))),
  own: handler.arn,
  ids: pools.map(({ userPoolId }) => userPoolId),
  client: pools[3].clientIds,
  secrets: pools[3].clientSecrets,
};
`;

describeWithMiniStack("calls of the plugin, with the real engine on MiniStack", (stack) => {
  let typed: TypedProgram;
  beforeAll(async () => {
    const pulumi = await preparePulumi(stack().proxy.endpoint);
    typed = await pulumi.program(program, "js", { "custom-user-pool": ROOT });
  });
  afterAll(removeFolders);

  const outputs = async (...flags: string[]) => {
    const { output } = await typed.pulumi("stack", "output", "--stack", "dev", "--json", ...flags);
    return JSON.parse(output) as { handlers: string[]; ids: string[]; secrets: unknown };
  };

  it("preview what is known only later", async () => {
    const { ok, output } = await typed.pulumi("preview");

    expect({ ok, output }).toMatchObject({ ok: true });
  });

  it("share a handler for each provider, and take the one that is given", async () => {
    const { ok, output } = await typed.pulumi("up", "--yes", "--skip-preview");

    expect({ ok, output }).toMatchObject({ ok: true });
    expect((await outputs()).handlers).toEqual([
      "us-west-2:000000000000:function:shop-dev-user-pool-handler-west",
      "us-west-2:000000000000:function:shop-dev-user-pool-handler-west",
      "us-east-2:000000000000:function:shop-dev-user-pool-handler-east",
      "us-east-1:000000000000:function:shop-dev-own",
    ]);
  });

  it("return the clients' secrets as secrets", async () => {
    expect((await outputs()).secrets).toBe("[secret]");
    expect((await outputs("--show-secrets")).secrets).toHaveProperty("web");
  });

  it("change nothing the second time", async () => {
    const { ok, output } = await typed.pulumi("preview", "--expect-no-changes");

    expect({ ok, output }).toMatchObject({ ok: true });
  });

  it("refuse a resource that is no component of the package", async () => {
    typed.write(`new pulumi.ComponentResource("custom-user-pool:index:UserPool", "users", {}, {}, true);`);
    const { ok, output } = await typed.pulumi("preview");
    typed.write(program);

    expect(output).toContain("has no component `custom-user-pool:index:UserPool`");
    expect(ok).toBe(false);
  });

  it("leave nothing when they are destroyed", async () => {
    await typed.pulumi("destroy", "--yes", "--skip-preview");
    const { UserPools } = await stack().aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));

    expect(UserPools).toEqual([]);
  });
});
