import { join } from "node:path";
import {
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { openStories, type Stories } from "./support/stories";

jest.setTimeout(400_000);

const triggers = { PostConfirmation: join(__dirname, "../fixtures/pools/first.ts") };
const pool = { triggers, clients: { web: {}, app: {} }, domain: { domain: "protected-users" } };

describeWithMiniStack("a pool that nobody said may be deleted, with the real engine", (stack) => {
  let stories: Stories;

  beforeAll(async () => {
    stories = await openStories(stack());
  });

  afterAll(() => stories.close());

  /** What Cognito has: the pool's protection, its domain and its clients. */
  async function live(id?: string) {
    const { cognito } = stack().aws;
    const [first] = await stories.poolIds();
    const UserPoolId = id ?? first;
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    const { UserPoolClients = [] } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId }));
    return {
      protection: UserPool?.DeletionProtection,
      domain: UserPool?.Domain,
      clients: UserPoolClients.map(({ ClientName = "" }) => ClientName.split("-")[1]).toSorted(),
    };
  }

  it("survives another name, a move, its removal and a destroy, with its clients and its domain", async () => {
    const { write, succeed, fail } = stories;
    await write({ users: pool });
    await succeed("pulumi up --yes --skip-preview");
    const whole = { protection: "ACTIVE", domain: "protected-users", clients: ["app", "web"] };
    expect(await live()).toEqual(whole);

    await write({ customers: { ...pool, formerName: "users", settings: { PoolName: "users" } } });
    expect(await succeed("pulumi preview --expect-no-changes")).toMatch(/Resources:\n +\d+ unchanged\n/);

    await write({ customers: pool });
    const renamed = await fail("pulumi preview");
    expect(renamed).toContain("because it is protected");
    expect(renamed).toMatch(
      /aliases: \["urn:pulumi:test::stories::custom-user-pool:index:CustomUserPool::users"\]/,
    );
    await write({ users: pool }, { parent: "group" });
    expect(await fail("pulumi preview")).toContain("because it is protected");
    await write({});
    expect(await fail("pulumi preview")).toContain("because it is protected");
    expect(await fail("pulumi up --yes --skip-preview")).toContain("because it is protected");
    expect(await fail("pulumi destroy --yes")).toContain("because it is protected");
    await succeed("pulumi destroy --yes --exclude-protected");
    expect(await live()).toEqual(whole);
  });

  it.each([
    ["users", "shop_users"],
    ["shop_users", "users"],
    ["shop_users", "customers_of_the_shop_in_all_countries_of_the_world"],
  ])(
    "keeps all that it has when %s becomes %s, of whose names the parts have a shorter form",
    async (before, after) => {
      const { write, succeed } = stories;
      const settings = { PoolName: "users" };
      const free = { ...pool, settings, deletionProtection: false };
      await write({ [before]: free });
      await succeed("pulumi up --yes --skip-preview");

      await write({ [after]: { ...free, formerName: before } });
      expect(await succeed("pulumi preview --expect-no-changes")).toMatch(/Resources:\n +\d+ unchanged\n/);

      await write({ [before]: free });
      await succeed("pulumi destroy --yes");
    },
  );

  it("lets a client go and its domain change, and is deleted once the program says that it may be", async () => {
    const { write, succeed, fail } = stories;
    const smaller = { clients: { app: {} }, domain: { domain: "other-users" } };

    await write({ users: smaller });
    await succeed("pulumi up --yes --skip-preview");
    expect(await live()).toEqual({ protection: "ACTIVE", domain: "other-users", clients: ["app"] });

    await write({ users: { ...smaller, deletionProtection: false } });
    await succeed("pulumi up --yes --skip-preview");
    const ids = await stories.poolIds();
    const stackUrn = `'urn:pulumi:test::stories::custom-user-pool:index:CustomUserPool$aws:cloudformation/stack:Stack::users-stack'`;
    expect(await fail(`pulumi preview --replace ${stackUrn}`)).toContain(
      `its CloudFormation stack would be replaced, and the pool ${ids[0]} with it`,
    );
    await fail(`pulumi up --yes --skip-preview --replace ${stackUrn}`);
    expect(await stories.poolIds()).toEqual(ids);
    await succeed("pulumi destroy --yes");
    expect(await stories.poolIds()).toEqual([]);
  });

  it("stays as protected as it was where another takes its place and the program retains it", async () => {
    const { write, succeed, fail, poolIds } = stories;
    const byPhone = { settings: { UsernameAttributes: ["phone_number"] }, onImmutableChange: "replace" };
    await write({ users: pool });
    await succeed("pulumi up --yes --skip-preview");
    const [old = ""] = await poolIds();

    await write({ users: { ...pool, ...byPhone } });
    expect(await fail("pulumi preview")).toContain('or `onDelete: "retain"`, if the old pool shall stay');
    await write({ users: { ...pool, ...byPhone, onDelete: "retain" } });
    expect(await fail("pulumi preview")).toContain("Deploy its change first, without the others.");
    await write({ users: { ...pool, onDelete: "retain" } });
    await succeed("pulumi up --yes --skip-preview");
    await write({ users: { ...pool, ...byPhone, onDelete: "retain" } });
    const said = await succeed("pulumi up --yes");
    await succeed("pulumi preview --expect-no-changes");

    expect(said).toContain(`the old one, \`${old}\`, stays in the account, unmanaged`);
    const [current = ""] = (await poolIds()).filter((id) => id !== old);
    expect(await live(old)).toEqual({ protection: "ACTIVE", domain: undefined, clients: [] });
    expect(await live(current)).toEqual({
      protection: "ACTIVE",
      domain: "protected-users",
      clients: ["app", "web"],
    });
    expect(await poolIds()).toHaveLength(2);
  });
});
