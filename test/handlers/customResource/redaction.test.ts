import { awsError } from "../../support/cognitoRules";
import { attribute, exampleSettings, totp } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const text = (name: string) => `canary-${name} {####} {##"Click"##}\n\\ canary`;
/** An SMS has no lines. */
const line = (name: string) => text(name).replace("\n", "");
const role = "arn:aws:iam::123456789012:role/sender";

/** Settings with a canary in every text that only the pool's users should read. */
const settings = {
  ...exampleSettings,
  ...totp,
  Schema: [...exampleSettings.Schema, attribute("tenant")],
  SmsConfiguration: { SnsCallerArn: role, ExternalId: "canary-external-id" },
  SmsMfaConfiguration: {
    SmsAuthenticationMessage: line("sms-authentication"),
    SmsConfiguration: { SnsCallerArn: role, ExternalId: "canary-external-id" },
  },
  EmailConfiguration: { EmailSendingAccount: "DEVELOPER", SourceArn: role },
  EmailMfaConfiguration: { Message: text("mail-mfa"), Subject: "canary-mail-mfa-subject" },
  VerificationMessageTemplate: {
    DefaultEmailOption: "CONFIRM_WITH_LINK",
    EmailMessageByLink: text("link"),
    EmailSubjectByLink: "canary-link-subject",
    SmsMessage: line("sms"),
  },
  SmsAuthenticationMessage: line("sms-authentication"),
  AdminCreateUserConfig: {
    InviteMessageTemplate: {
      EmailMessage: text("invite"),
      EmailSubject: "canary-invite",
      SMSMessage: text("invite-sms"),
    },
  },
};
const changed = {
  ...settings,
  PoolName: "renamed",
  MfaConfiguration: "ON",
  Schema: [...settings.Schema, attribute("client")],
};

let world: World;

beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.stop());

/** AWS repeats a refused request in its error. */
function repeatRequest(): Error {
  const input = world.cognito.calls.at(-1)?.input;
  return awsError("InvalidParameterException", `Value '${JSON.stringify(input)}' is not valid`);
}

/** Everything that anybody but Cognito gets to see. */
const shown = () => JSON.stringify([world.log, world.server.answers]);

describe("the handler, with a canary in every confidential text,", () => {
  it("shows none when all goes well", async () => {
    const resource = world.resource();

    const answers = [
      await resource.create({ Settings: settings }),
      await resource.update({ Settings: changed }),
      await resource.delete(),
    ];

    expect(answers.map(({ Status, Reason }) => [Status, Reason])).toEqual([
      ["SUCCESS", undefined],
      ["SUCCESS", undefined],
      ["SUCCESS", undefined],
    ]);
    expect(JSON.stringify(world.cognito.calls)).toContain("canary-link-subject");
    expect(shown()).not.toContain("canary");
  });

  it.each(["createUserPool", "setUserPoolMfaConfig"] as const)(
    "shows none when %s refuses the request and repeats it",
    async (operation) => {
      world.cognito.faults.push({ operation, when: "before", fail: repeatRequest });

      const answer = await world.resource().create({ Settings: settings });

      expect(answer.Status).toBe("FAILED");
      expect(answer.Reason).toContain("InvalidParameterException: Value '");
      expect(answer.Reason).toContain("***");
      expect(shown()).not.toContain("canary");
    },
  );

  it.each(["updateUserPool", "setUserPoolMfaConfig", "addCustomAttributes"] as const)(
    "shows none when %s refuses an update and repeats it",
    async (operation) => {
      const resource = world.resource();
      await resource.create({ Settings: settings });
      world.cognito.faults.push({ operation, when: "before", fail: repeatRequest });

      const answer = await resource.update({ Settings: changed });

      expect(answer.Status).toBe("FAILED");
      expect(answer.Reason).toContain("InvalidParameterException: Value '");
      expect(shown()).not.toContain("canary");
    },
  );

  it("shows none of the settings before an update, which Cognito may repeat too", async () => {
    const resource = world.resource();
    await resource.create({ Settings: settings });
    world.cognito.faults.push({
      operation: "updateUserPool",
      when: "before",
      fail: () => awsError("InvalidParameterException", `Value '${text("link")}' is still there`),
    });

    const answer = await resource.update({ Settings: exampleSettings });

    expect(answer.Status).toBe("FAILED");
    expect(shown()).not.toContain("canary");
  });

  it.each(["updateUserPool", "setUserPoolMfaConfig"] as const)(
    "shows none that somebody else gave a pool, when %s refuses to adopt it",
    async (operation) => {
      await world.stop();
      world = await makeWorld({ role: undefined });
      const foreign = world.cognito.addForeignPool({ ...exampleSettings, PoolName: "foreign" });
      const { VerificationMessageTemplate, SmsConfiguration } = settings;
      foreign.settings = { ...foreign.settings, VerificationMessageTemplate, SmsConfiguration };
      foreign.mfa = { MfaConfiguration: "ON", SmsMfaConfiguration: settings.SmsMfaConfiguration };
      world.cognito.faults.push({ operation, when: "before", fail: repeatRequest });

      const answer = await world.resource().create({
        Settings: { ...exampleSettings, ...totp },
        AdoptUserPoolId: foreign.id,
      });

      expect(answer.Status).toBe("FAILED");
      expect(answer.Reason).toContain("InvalidParameterException: Value '");
      expect(JSON.stringify(world.cognito.calls)).toContain("canary");
      expect(shown()).not.toContain("canary");
    },
  );

  it.each([
    { name: "in a member that is none", part: { EmailVerificationBody: text("unknown") } },
    { name: "in place of a structure", part: { VerificationMessageTemplate: text("structure") } },
    { name: "in place of a list", part: { AutoVerifiedAttributes: text("list") } },
    { name: "as an element too many", part: { SmsAuthenticationMessage: [text("element")] } },
    { name: "that is too long", part: { SmsAuthenticationMessage: text("long").repeat(10) } },
    { name: "without its place", part: { SmsAuthenticationMessage: "canary without a place" } },
    { name: "beside other faults", part: { SmsAuthenticationMessage: text("beside"), UserPoolTier: "GOLD" } },
  ])("shows none that stands $name", async ({ part }) => {
    const answer = await world.resource().create({ Settings: { ...exampleSettings, ...part } });

    expect(answer.Status).toBe("FAILED");
    expect(world.cognito.mutations).toEqual([]);
    expect(shown()).not.toContain("canary");
  });

  it("shows no signature of a pre-signed URL", async () => {
    const event = world.resource().createEvent({ Settings: settings });
    world.cognito.faults.push({
      operation: "createUserPool",
      when: "before",
      fail: () => new TypeError(`Invalid URL ${event.ResponseURL}`),
    });

    await world.invoke(event);

    expect(event.ResponseURL).toContain("canary-signature");
    expect(world.server.answers).toHaveLength(1);
    expect(shown()).not.toContain("canary");
  });
});
