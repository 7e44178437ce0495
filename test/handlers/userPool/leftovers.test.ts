import { makeWorld, type World } from "../../support/world";

const account = "123456789012";
const snsRole = `arn:aws:iam::${account}:role/sns`;
const eumsRole = `arn:aws:iam::${account}:role/eums`;
const identity = `arn:aws:ses:eu-west-1:${account}:identity/shop.example`;
const key = `arn:aws:kms:eu-west-1:${account}:key/1`;

type Settings = Record<string, unknown>;

interface Row {
  story: string;
  /** What somebody else has set. */
  outside: Settings;
  /** What the program says, without having said anything of the kind before. */
  said: Settings;
  /** What the pool is then. */
  left: Settings;
}

const rows: Row[] = [
  {
    story: "messages by End User Messaging in a pool that sent them by SNS",
    outside: { SmsConfiguration: { SnsCallerArn: snsRole, ExternalId: "shop", SnsRegion: "eu-west-1" } },
    said: { SmsConfiguration: { EumsSms: { CallerArn: eumsRole } } },
    left: { SmsConfiguration: { EumsSms: { CallerArn: eumsRole } } },
  },
  {
    story: "messages by SNS in a pool that sent them by End User Messaging",
    outside: { SmsConfiguration: { EumsSms: { CallerArn: eumsRole, ExternalId: "shop" } } },
    said: { SmsConfiguration: { SnsCallerArn: snsRole } },
    left: { SmsConfiguration: { SnsCallerArn: snsRole } },
  },
  {
    story: "a second factor by End User Messaging in a pool that had one by SNS",
    outside: {
      SmsConfiguration: { SnsCallerArn: snsRole, ExternalId: "shop" },
      MfaConfiguration: "OPTIONAL",
    },
    said: {
      MfaConfiguration: "ON",
      SmsMfaConfiguration: { SmsConfiguration: { EumsSms: { CallerArn: eumsRole } } },
    },
    left: { SmsConfiguration: { EumsSms: { CallerArn: eumsRole } }, MfaConfiguration: "ON" },
  },
  {
    story: "another role and text beside a factor of its own, and one by SMS that stays",
    outside: {
      SmsConfiguration: { SnsCallerArn: snsRole, ExternalId: "shop" },
      SmsAuthenticationMessage: "Old code: {####}",
      MfaConfiguration: "OPTIONAL",
    },
    said: {
      SmsConfiguration: { SnsCallerArn: eumsRole, ExternalId: "shop" },
      SmsAuthenticationMessage: "Code: {####}",
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    },
    left: {
      SmsConfiguration: { SnsCallerArn: eumsRole, ExternalId: "shop" },
      SmsAuthenticationMessage: "Code: {####}",
      MfaConfiguration: "ON",
    },
  },
  {
    story: "Cognito's own e-mails in a pool that sent its own",
    outside: {
      EmailConfiguration: {
        EmailSendingAccount: "DEVELOPER",
        SourceArn: identity,
        From: "Shop <shop@shop.example>",
        ConfigurationSet: "bounces",
        ReplyToEmailAddress: "help@shop.example",
      },
    },
    said: { EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" } },
    left: {
      EmailConfiguration: {
        EmailSendingAccount: "COGNITO_DEFAULT",
        SourceArn: identity,
        ReplyToEmailAddress: "help@shop.example",
      },
    },
  },
  {
    story: "AWS's key in a pool that had a customer's",
    outside: { KeyConfiguration: { KeyType: "CUSTOMER_MANAGED_KEY", KmsKeyArn: key } },
    said: { KeyConfiguration: { KeyType: "AWS_OWNED_KEY" } },
    left: { KeyConfiguration: { KeyType: "AWS_OWNED_KEY" } },
  },
  {
    story: "other verified attributes than those whose changes have to be verified",
    outside: {
      AutoVerifiedAttributes: ["email", "phone_number"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email", "phone_number"] },
    },
    said: { AutoVerifiedAttributes: ["phone_number"], UserAttributeUpdateSettings: {} },
    left: {
      AutoVerifiedAttributes: ["phone_number"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["phone_number"] },
    },
  },
];

rows.push(
  ...rows
    .filter(({ said }) => said["UserAttributeUpdateSettings"] !== undefined)
    .map(({ story, outside, said: { AutoVerifiedAttributes }, left }) => ({
      story: `${story}, which are not mentioned`,
      outside,
      said: { AutoVerifiedAttributes },
      left,
    })),
);

describe("What somebody else has set, beside what the program begins to say", () => {
  let world: World;
  afterEach(() => world.stop());

  it.each(rows)("adopts: $story", async ({ outside, said, left }) => {
    world = await makeWorld({ role: undefined });
    const pool = world.cognito.addForeignPool({ PoolName: "shop", ...outside });

    const answer = await world
      .resource()
      .create({ Settings: { PoolName: "shop", ...said }, AdoptUserPoolId: pool.id });

    expect(answer).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: pool.id });
    for (const [name, value] of Object.entries(left)) expect(pool.settings[name]).toEqual(value);
  });

  it.each(rows)("updates, and takes it back: $story", async ({ outside, said, left }) => {
    world = await makeWorld();
    const resource = world.resource();
    await resource.create({ Settings: { PoolName: "shop" } });
    const pool = world.cognito.onlyPool;
    Object.assign(pool.settings, structuredClone(outside));
    if (outside["MfaConfiguration"] !== undefined)
      pool.mfa = { MfaConfiguration: outside["MfaConfiguration"], SmsMfaConfiguration: {} };

    const answer = await resource.update({ Settings: { PoolName: "shop", ...said } });

    expect(answer.Status).toBe("SUCCESS");
    for (const [name, value] of Object.entries(left)) expect(pool.settings[name]).toEqual(value);
    expect((await resource.update({ Settings: { PoolName: "shop" } })).Status).toBe("SUCCESS");
  });

  it("takes a text away that left the program, also from the factor", async () => {
    world = await makeWorld();
    const resource = world.resource();
    const base = { PoolName: "shop", SmsConfiguration: { SnsCallerArn: snsRole } };
    const totp = { SoftwareTokenMfaConfiguration: { Enabled: true } };
    const text = { SmsAuthenticationMessage: "Code: {####}" };
    await resource.create({ Settings: { ...base, ...text, ...totp, MfaConfiguration: "OPTIONAL" } });
    const pool = world.cognito.onlyPool;
    pool.mfa = { ...pool.mfa, SmsMfaConfiguration: {} };

    await resource.update({ Settings: { ...base, ...totp, MfaConfiguration: "ON" } });

    expect(pool.settings).not.toHaveProperty("SmsAuthenticationMessage");
    expect(pool.mfa).toMatchObject({ MfaConfiguration: "ON", SmsMfaConfiguration: {} });
  });
});

describe("Dynamic client registration", () => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld();
  });
  afterEach(() => world.stop());

  const base = { PoolName: "shop" };
  const scopes = { AllowedScopes: ["orders/read"] };

  it("is turned on by a configuration that does not say so, whatever it was", async () => {
    const resource = world.resource();
    await resource.create({
      Settings: { ...base, DcrConfiguration: { ...scopes, EnableStatus: "Disabled" } },
    });

    await resource.update({ Settings: { ...base, DcrConfiguration: scopes } });

    expect(world.cognito.onlyPool.settings["DcrConfiguration"]).toEqual({
      ...scopes,
      EnableStatus: "Enabled",
    });
  });

  it("is turned on by an empty configuration in a pool that has none", async () => {
    const resource = world.resource();
    await resource.create({ Settings: base });

    await resource.update({ Settings: { ...base, DcrConfiguration: {} } });

    expect(world.cognito.onlyPool.settings["DcrConfiguration"]).toMatchObject({ EnableStatus: "Enabled" });
  });

  it.each([
    ["was never mentioned", {}],
    ["was on", { DcrConfiguration: { EnableStatus: "Enabled", ...scopes } }],
  ])("is turned off with the change to the Lite plan, where it %s", async (_story, before) => {
    const resource = world.resource();
    await resource.create({ Settings: { ...base, ...before } });
    world.cognito.options.gate = (operation, input) => {
      if (operation !== "updateUserPool" || !("UserPoolTier" in input) || input.UserPoolTier !== "LITE")
        return;
      // "To change the feature plan of the user pool to Lite, you must also set EnableStatus to Disabled."
      expect(input).toMatchObject({ DcrConfiguration: { EnableStatus: "Disabled" } });
    };

    const answer = await resource.update({ Settings: { ...base, UserPoolTier: "LITE" } });

    expect(answer.Status).toBe("SUCCESS");
    expect(world.cognito.onlyPool.settings["UserPoolTier"]).toBe("LITE");
  });
});
