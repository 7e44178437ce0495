import { childName } from "../../components/engine/names";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { openStories, type Stories } from "./support/stories";

jest.setTimeout(400_000);

const settings = { PoolName: "users" };
const pool = { settings, deletionProtection: false, clients: { web: {} } };
const longer = { ...settings, Policies: { PasswordPolicy: { MinimumLength: 14 } } };
const fresh = { deletionProtection: false };
/** Its children have a shorter form of it. */
const former = "customers_of_the_shop_in_all_countries_of_the_world";

const urnOf = (name: string) => `urn:pulumi:test::stories::custom-user-pool:index:CustomUserPool::${name}`;

describeWithMiniStack("a pool after `pulumi state rename` of its component alone", (stack) => {
  let stories: Stories;

  beforeAll(async () => {
    stories = await openStories(stack());
  });

  afterAll(() => stories.close());

  it("is not deleted, and comes back by what the refusal tells", async () => {
    const { write, succeed, fail, poolIds } = stories;
    await write({ [former]: pool });
    await succeed("pulumi up --yes --skip-preview");
    const ids = await poolIds();

    await succeed(`pulumi state rename --yes '${urnOf(former)}' people`);
    await write({ people: pool, fresh });
    const preview = await fail("pulumi preview");
    await write({ people: { ...pool, settings: longer } });
    const changed = await fail("pulumi up --yes --skip-preview --continue-on-error");
    expect(await poolIds()).toEqual(ids);

    const told = childName(former);
    for (const said of [preview, changed]) {
      expect(said).toContain(`aliases: [{ name: "${told}" }]\n`);
      expect(said).not.toContain("`fresh`");
    }
    await write({ people: { ...pool, settings: longer, formerName: told }, fresh });
    expect(await succeed("pulumi up --yes")).not.toMatch(/to (delete|replace)/);
    await succeed("pulumi preview --expect-no-changes");
    expect(await poolIds()).toEqual(expect.arrayContaining(ids));
    expect(await poolIds()).toHaveLength(2);
  });
});
