import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { openStories, type Stories } from "./support/stories";

jest.setTimeout(400_000);

const length = (MinimumLength: number) => ({ Policies: { PasswordPolicy: { MinimumLength } } });
const unprotected = { deletionProtection: false };
const signIn = (...UsernameAttributes: string[]) => ({ settings: { UsernameAttributes } });
const texts = (role: string) => ({
  SmsConfiguration: { SnsCallerArn: `arn:aws:iam::000000000000:role/${role}`, ExternalId: "texts" },
});
const secrets = { staff: { SmsAuthenticationMessage: "hunter2 {####}" } };
const otherSecrets = { staff: { SmsAuthenticationMessage: "hunter3 {####}" } };

/** Those of the patterns that are found, in the order in which they are. */
function inOrder(said: string, patterns: readonly RegExp[]): RegExp[] {
  const found = patterns.filter((pattern) => pattern.test(said));
  return found.toSorted((one, other) => said.search(one) - said.search(other));
}

describeWithMiniStack("what a preview tells of a change, with the real engine", (stack) => {
  let stories: Stories;

  beforeAll(async () => {
    stories = await openStories(stack());
  });

  afterAll(() => stories.close());

  it("names each path with both values, hides only secrets, and refuses what an update would refuse", async () => {
    const { write, succeed, fail } = stories;
    const hosted = { ...unprotected, ...signIn("email"), domain: { domain: "hosted-pool" } };
    const staff = {
      ...unprotected,
      settings: { ...length(8), ...texts("first"), UsernameAttributes: ["email"] },
    };
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
    // The component, whose arguments are its inputs, and the stack.
    expect(said).toMatch(/~ 2 to update\n/);

    const changed = {
      staff: { ...staff, ...signIn("phone_number") },
      hosted: { ...hosted, ...signIn("phone_number"), onImmutableChange: "replace" },
    };
    await write(changed, { secrets });
    const refused = await fail("pulumi preview");
    expect(refused).toContain('`settings.UsernameAttributes`: ["email"] → ["phone_number"]');
    expect(refused).toContain("The old pool could not be deleted because of its domain `hosted-pool`");
    expect(refused).toContain("`forceDestroy: true`");

    const texting = { ...staff, settings: { ...staff.settings, ...texts("second") } };
    await write({ staff: texting, hosted: { ...hosted, forceDestroy: true } }, { secrets });
    const [previewed = "", updated = ""] = (await succeed("pulumi up --yes")).split("Updating (test):");
    expect(previewed).toMatch(/\n +\+-1 to replace\n/);
    const steps = [
      /\+\+ aws:iam:RolePolicy user-pool-handler-sms create replacement .*~policy/,
      /~ +aws:cloudformation:Stack staff-stack update /,
      /-- aws:iam:RolePolicy user-pool-handler-sms delete original/,
    ];
    expect(inOrder(previewed, steps)).toEqual(steps);
    // Until the end a rollback may pass the former role.
    const done = [
      /user-pool-handler-sms created replacement/,
      /staff-stack updating/,
      /staff-stack updated/,
      /user-pool-handler-sms deleting original/,
    ];
    expect(inOrder(updated, done)).toEqual(done);
    await write({ staff: texting, hosted: { ...changed.hosted, forceDestroy: true } }, { secrets });
    expect(await succeed("pulumi up --yes")).toMatch(
      /warning: The user pool `hosted` is replaced\. [^]*A new pool with another id is made/,
    );
    await succeed("pulumi preview --expect-no-changes");
    await succeed("pulumi destroy --yes");
    expect(await stories.poolIds()).toEqual([]);
  });
});
