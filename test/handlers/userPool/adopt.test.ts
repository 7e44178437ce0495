import { exampleSettings } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const byPhone = { ...exampleSettings, UsernameAttributes: ["phone_number"] };

let world: World;
beforeEach(async () => {
  // A pool to adopt has the tag that lets the role touch it; here the role may touch all.
  world = await makeWorld({ role: undefined });
});
afterEach(() => world.stop());

describe("Adoption", () => {
  it("takes an existing pool under management without making or losing anything", async () => {
    const existing = world.cognito.addForeignPool({
      ...exampleSettings,
      LambdaConfig: { PreSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:theirs" },
      UserPoolTags: { team: "identity" },
    });
    existing.users = 7;
    const adopted = world.resource();

    const created = await adopted.create({
      Settings: { ...exampleSettings, UserPoolTier: "PLUS" },
      AdoptUserPoolId: existing.id,
    });
    const deleted = await adopted.delete();

    expect([created.Status, deleted.Status]).toEqual(["SUCCESS", "SUCCESS"]);
    expect(created.PhysicalResourceId).toBe(existing.id);
    expect(world.cognito.onlyPool).toBe(existing);
    expect(existing.settings).toMatchObject({
      UserPoolTier: "PLUS",
      LambdaConfig: { PreSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:theirs" },
      UserPoolTags: { team: "identity", "custom-user-pool:adopted": "true" },
    });
  });

  it("reports a difference that only a new pool can have, and leaves it", async () => {
    const existing = world.cognito.addForeignPool(byPhone);

    const answer = await world.resource().create({ Settings: exampleSettings, AdoptUserPoolId: existing.id });

    expect(answer.Status).toBe("SUCCESS");
    expect(existing.settings["UsernameAttributes"]).toEqual(["phone_number"]);
    expect(world.log.join("\n")).toContain('"because":["UsernameAttributes"]');
  });

  it("deletes an adopted pool when ForceDestroy says so", async () => {
    const existing = world.cognito.addForeignPool(exampleSettings);
    const adopted = world.resource();
    await adopted.create({ Settings: exampleSettings, AdoptUserPoolId: existing.id, ForceDestroy: true });

    await adopted.delete();

    expect(world.cognito.pools.size).toBe(0);
  });

  const former = {
    SmsVerificationMessage: "Ihr Code: {####}",
    EmailVerificationMessage: "Guten Tag, {####}",
    EmailVerificationSubject: "Ihr Code",
  };

  it.each([
    {
      where: "only in their former places",
      template: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
      kept: { SmsMessage: "Ihr Code: {####}", EmailMessage: "Guten Tag, {####}", EmailSubject: "Ihr Code" },
    },
    {
      where: "in both places",
      template: { DefaultEmailOption: "CONFIRM_WITH_CODE", EmailMessage: "Hallo, {####}" },
      kept: { SmsMessage: "Ihr Code: {####}", EmailMessage: "Hallo, {####}", EmailSubject: "Ihr Code" },
    },
    {
      where: "beside those of a link, which exclude them,",
      template: { DefaultEmailOption: "CONFIRM_WITH_LINK", EmailMessageByLink: "{##hier##}" },
      kept: { SmsMessage: "Ihr Code: {####}", EmailMessageByLink: "{##hier##}" },
    },
  ])("keeps texts that stand $where through an update", async ({ template, kept }) => {
    const { VerificationMessageTemplate: _template, ...settings } = exampleSettings;
    const existing = world.cognito.addForeignPool({
      ...exampleSettings,
      VerificationMessageTemplate: template,
    });
    world.cognito.options.shown = (pool) => ({ ...pool, ...former });

    await world
      .resource()
      .create({ Settings: { ...settings, PoolName: "new" }, AdoptUserPoolId: existing.id });

    const { DefaultEmailOption } = template;
    expect(existing.settings["VerificationMessageTemplate"]).toEqual({ DefaultEmailOption, ...kept });
  });

  it("fails when there is no such pool", async () => {
    const answer = await world
      .resource()
      .create({ Settings: exampleSettings, AdoptUserPoolId: "eu-west-1_Nowhere1" });

    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: "`AdoptUserPoolId`: there is no user pool eu-west-1_Nowhere1 in this account and Region.",
    });
  });

  it("reports such a difference again when an update asks for it", async () => {
    const existing = world.cognito.addForeignPool(byPhone);
    const adopted = world.resource();
    await adopted.create({ Settings: byPhone, AdoptUserPoolId: existing.id });
    world.log.length = 0;

    const answer = await adopted.update({ Settings: exampleSettings, AdoptUserPoolId: existing.id });

    expect(answer.Status).toBe("SUCCESS");
    expect(existing.settings["UsernameAttributes"]).toEqual(["phone_number"]);
    expect(world.log.join("\n")).toContain('"because":["UsernameAttributes"]');
  });

  it("refuses to turn to another pool, naming both", async () => {
    const [first, second] = [
      world.cognito.addForeignPool(exampleSettings),
      world.cognito.addForeignPool(exampleSettings),
    ];
    const adopted = world.resource();
    await adopted.create({ Settings: exampleSettings, AdoptUserPoolId: first.id });

    const answer = await adopted.update({ Settings: exampleSettings, AdoptUserPoolId: second.id });

    expect(answer.Status).toBe("FAILED");
    expect(answer.Reason).toContain(`- \`AdoptUserPoolId\`: "${first.id}" → "${second.id}"`);
    expect(second.settings["UserPoolTags"]).toEqual({});
  });

  it("turns to another pool when OnImmutableChange says replace, and leaves the former one", async () => {
    const [first, second] = [
      world.cognito.addForeignPool(exampleSettings),
      world.cognito.addForeignPool(exampleSettings),
    ];
    const adopted = world.resource();
    await adopted.create({ Settings: exampleSettings, AdoptUserPoolId: first.id });

    const answer = await adopted.update({
      Settings: exampleSettings,
      AdoptUserPoolId: second.id,
      OnImmutableChange: "replace",
    });

    expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: second.id });
    expect([...world.cognito.pools.keys()]).toEqual([first.id, second.id]);
    expect(second.settings["UserPoolTags"]).toMatchObject({ "custom-user-pool:adopted": "true" });
  });
});
