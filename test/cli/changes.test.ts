import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { openStories, type Stories } from "./support/stories";

jest.setTimeout(400_000);

const length = (MinimumLength: number) => ({ Policies: { PasswordPolicy: { MinimumLength } } });
const unprotected = { deletionProtection: false };
const signIn = (...UsernameAttributes: string[]) => ({ settings: { UsernameAttributes } });
const secrets = { staff: { SmsAuthenticationMessage: "hunter2 {####}" } };
const otherSecrets = { staff: { SmsAuthenticationMessage: "hunter3 {####}" } };

describeWithMiniStack("what a preview tells of a change, with the real engine", (stack) => {
  let stories: Stories;

  beforeAll(async () => {
    stories = await openStories(stack());
  });

  afterAll(() => stories.close());

  it("names each path with both values, hides only secrets, and refuses what an update would refuse", async () => {
    const { write, succeed, fail } = stories;
    const hosted = { ...unprotected, ...signIn("email"), domain: { domain: "hosted-pool" } };
    const staff = { ...unprotected, settings: { ...length(8), UsernameAttributes: ["email"] } };
    await write({ hosted, staff }, { secrets });
    await succeed("pulumi up --yes --skip-preview");

    await write(
      { hosted, staff: { ...staff, settings: { ...staff.settings, ...length(14) } } },
      { secrets: otherSecrets },
    );
    const said = await succeed("pulumi preview");
    expect(said).toContain("`settings.Policies.PasswordPolicy.MinimumLength`: 8 → 14");
    expect(said).toContain('`settings.SmsAuthenticationMessage`: "[secret]" → "[secret]"');
    expect(said).not.toContain("hunter");
    expect(said).toMatch(/~ 1 to update\n/);

    const changed = {
      staff: { ...staff, ...signIn("phone_number") },
      hosted: { ...hosted, ...signIn("phone_number"), onImmutableChange: "replace" },
    };
    await write(changed, { secrets });
    const refused = await fail("pulumi preview");
    expect(refused).toContain('`settings.UsernameAttributes`: ["email"] → ["phone_number"]');
    expect(refused).toContain("The old pool could not be deleted because of its domain `hosted-pool`");
    expect(refused).toContain("`forceDestroy: true`");

    await write({ staff, hosted: { ...hosted, forceDestroy: true } }, { secrets });
    await succeed("pulumi up --yes --skip-preview");
    await write({ staff, hosted: { ...changed.hosted, forceDestroy: true } }, { secrets });
    await succeed("pulumi up --yes");
    await succeed("pulumi preview --expect-no-changes");
    await succeed("pulumi destroy --yes");
    expect(await stories.poolIds()).toEqual([]);
  });
});
