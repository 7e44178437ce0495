import { awsError } from "../../support/cognitoRules";
import type { FakeOldUser } from "../../support/migration/oldPool";
import { migrationWorld } from "../../support/migration/world";

const mail = { email: "ada@example.com", email_verified: "true" };
const phone = { phone_number: "+4912345678", phone_number_verified: "true" };
const wrong = "Incorrect username or password.";
type World = ReturnType<typeof migrationWorld>;

function withAda(world: World, ada: Partial<FakeOldUser> = {}): World {
  world.oldPool.add({ userName: "ada", password: "right", attributes: mail, ...ada });
  return world;
}

const signIn = (world: World, password = "right", typed = "ada@example.com") =>
  world.run(() => world.cognito.signIn(typed, password));
const forgot = (world: World, typed = "ada@example.com") =>
  world.run(() => world.cognito.forgotPassword(typed));

describe("At the first sign-in", () => {
  it("a user of the old pool comes along with the password, the attributes and their verification", async () => {
    const world = withAda(migrationWorld(), { attributes: { ...mail, name: "Ada", "custom:plan": "gold" } });

    expect(await signIn(world)).toBe("tokens");
    expect(world.cognito.users).toEqual([
      {
        name: "ada@example.com",
        password: "right",
        status: "CONFIRMED",
        attributes: { ...mail, name: "Ada", "custom:plan": "gold" },
        smsMfa: false,
      },
    ]);
  });

  it("no welcome is sent", async () => {
    const world = withAda(migrationWorld());
    const event = { triggerSource: "UserMigration_Authentication", userName: mail.email };

    const answer = await world.run(() => world.handler({ ...event, request: { password: "right" } }));

    expect(answer).toMatchObject({ ...event, response: { messageAction: "SUPPRESS" } });
  });

  it("what the app sends for the triggers reaches those of the old pool", async () => {
    const world = withAda(migrationWorld());
    const sent: unknown[] = [];
    const { open } = world.oldPool;
    jest.spyOn(world.oldPool, "open").mockImplementation((signal) => {
      const pool = open.call(world.oldPool, signal);
      return {
        ...pool,
        adminInitiateAuth: (credentials) => {
          sent.push(credentials.metadata);
          return pool.adminInitiateAuth(credentials);
        },
      };
    });
    const event = (validationData: unknown) => ({
      triggerSource: "UserMigration_Authentication",
      userName: mail.email,
      request: { password: "right", validationData },
    });

    await world.run(() => world.handler(event({ tenant: "a", odd: 1 })));
    await world.run(() => world.handler(event(null)));

    expect(sent).toEqual([{ tenant: "a" }, undefined]);
  });

  it("a wrong password is a wrong password", async () => {
    const world = withAda(migrationWorld());

    expect(await signIn(world, "wrong")).toBe(wrong);
    expect(world.cognito.users).toEqual([]);
    expect(world.oldPool.calls).toEqual(["adminGetUser", "adminInitiateAuth"]);
  });

  it("a user who lacks a required attribute comes along with the program's value, or not at all", async () => {
    const pool = { required: ["email", "name"] };
    const strict = withAda(migrationWorld({ pool }));
    const lenient = withAda(migrationWorld({ pool, defaults: { name: "-" } }));

    expect(await signIn(strict)).toBe(wrong);
    expect(await signIn(lenient)).toBe("tokens");
    expect(lenient.cognito.users[0]?.attributes).toEqual({ ...mail, name: "-" });
  });

  it("a user of both pools has the new one's password, and the old pool is not asked", async () => {
    const world = withAda(migrationWorld());
    await signIn(world);
    world.oldPool.calls.length = 0;

    expect(await signIn(world, "another")).toBe(wrong);
    expect(await signIn(world)).toBe("tokens");
    expect(world.oldPool.calls).toEqual([]);
  });
});

describe("Nobody learns who is a user: every refusal is the same empty response", () => {
  const refusals: [string, Partial<FakeOldUser>, string][] = [
    ["a wrong password", {}, "wrong"],
    ["a disabled user", { enabled: false }, "right"],
    ["a user who never confirmed", { status: "UNCONFIRMED" }, "right"],
    ["a user who has to reset the password", { status: "RESET_REQUIRED" }, "right"],
    ["a federated user", { status: "EXTERNAL_PROVIDER", password: undefined }, "right"],
    ["a challenge that only the old pool knows", { challenge: "CUSTOM_CHALLENGE" }, "right"],
    ["a second factor that the new pool will not ask for", { challenge: "SOFTWARE_TOKEN_MFA" }, "right"],
    ["an archived user", { status: "ARCHIVED" }, "right"],
  ];

  it.each(refusals)("%s", async (_who, ada, password) => {
    const world = withAda(migrationWorld(), ada);
    const event = {
      triggerSource: "UserMigration_Authentication",
      userName: mail.email,
      request: { password },
    };

    const answer = await world.run(() => world.handler(event));
    const empty = migrationWorld();
    const nobody = await empty.run(() => empty.handler(event));

    expect(answer).toEqual({ ...event, response: {} });
    expect(answer).toEqual(nobody);
  });

  it.each([
    ["another trigger", { triggerSource: "PreSignUp_SignUp", userName: "ada" }],
    ["no password", { triggerSource: "UserMigration_Authentication", userName: "ada", request: {} }],
    ["no request", { triggerSource: "UserMigration_Authentication", userName: "ada", request: null }],
    ["no name", { triggerSource: "UserMigration_Authentication", request: { password: "right" } }],
  ])("an event with %s", async (_what, event) => {
    const world = withAda(migrationWorld());

    expect(await world.run(() => world.handler(event))).toEqual({ ...event, response: {} });
    expect(world.oldPool.calls).toEqual([]);
  });
});

describe("Names", () => {
  it("an alias that is not the new pool's name for the user makes no second user", async () => {
    const world = withAda(migrationWorld(), { attributes: { ...mail, ...phone } });

    expect(await signIn(world, "right", "ada")).toBe(wrong);
    expect(await signIn(world, "right", phone.phone_number)).toBe(wrong);
    expect(await signIn(world, "right", mail.email)).toBe("tokens");
    expect(world.cognito.users).toHaveLength(1);
  });

  it("both addresses of a pool with two are one user", async () => {
    const pool = { usernameAttributes: ["email", "phone_number"] };
    const world = withAda(migrationWorld({ pool }), { attributes: { ...mail, ...phone } });

    expect(await signIn(world, "right", phone.phone_number)).toBe("tokens");
    expect(await signIn(world, "right", mail.email)).toBe("tokens");
    expect(world.cognito.users).toHaveLength(1);
  });

  it("in another letter case are the same where the new pool takes them for the same", async () => {
    const world = withAda(migrationWorld());

    expect(await signIn(world, "right", "Ada@Example.com")).toBe("tokens");
    expect(await signIn(world)).toBe("tokens");
    expect(world.cognito.users).toHaveLength(1);
  });

  it("in another letter case are nobody's where it would make a second user of them", async () => {
    const world = withAda(migrationWorld({ pool: { caseSensitive: true } }));

    expect(await signIn(world, "right", "Ada@Example.com")).toBe(wrong);
    expect(await signIn(world)).toBe("tokens");
    expect(world.cognito.users).toHaveLength(1);
  });

  it("stay the names of users who have names", async () => {
    const world = withAda(migrationWorld({ pool: { usernameAttributes: [] } }));

    expect(await signIn(world, "right", mail.email)).toBe(wrong);
    expect(await signIn(world, "right", "ada")).toBe("tokens");
  });

  it("become the address where the old pool made the names up", async () => {
    const named = { userName: "0f3c", attributes: { sub: "0f3c", ...mail, ...phone } };
    const world = withAda(migrationWorld({ pool: { usernameAttributes: [] } }), named);

    expect(await signIn(world, "right", phone.phone_number)).toBe(wrong);
    expect(await signIn(world, "right", mail.email)).toBe("tokens");
    expect(await signIn(world, "right", phone.phone_number)).toBe(wrong);
  });

  it("become the telephone number where there is no address", async () => {
    const named = { userName: "0f3c", attributes: { sub: "0f3c", ...phone } };
    const pool = { usernameAttributes: [], required: [] };
    const world = withAda(migrationWorld({ pool }), named);

    expect(await signIn(world, "right", phone.phone_number)).toBe("tokens");
  });
});

describe("Where users signed in with something else before", () => {
  const number = (pool = {}) => {
    const world = migrationWorld({ pool });
    world.oldPool.signInWith = ["phone_number"];
    return world;
  };
  const named = { userName: "0f3c", attributes: { sub: "0f3c", ...mail, ...phone } };

  it("the verified address finds them", async () => {
    const world = withAda(number(), named);

    expect(await signIn(world, "wrong")).toBe(wrong);
    expect(await signIn(world)).toBe("tokens");
    expect(world.cognito.users).toMatchObject([{ name: mail.email, password: "right" }]);
  });

  it("a number that is verified does, too", async () => {
    const pool = { usernameAttributes: ["phone_number"] };
    const world = withAda(migrationWorld({ pool }), named);
    world.oldPool.signInWith = ["email"];

    expect(await signIn(world, "right", phone.phone_number)).toBe("tokens");
  });

  it("in another letter case, unless that is another user's", async () => {
    const insensitive = withAda(number(), named);
    const sensitive = withAda(number({ caseSensitive: true }), named);

    expect(await signIn(insensitive, "right", "ADA@example.com")).toBe("tokens");
    expect(await signIn(sensitive, "right", "ADA@example.com")).toBe(wrong);
  });

  it("a forgotten password finds them", async () => {
    const world = withAda(number(), named);

    await forgot(world);

    expect(world.cognito.users).toHaveLength(1);
  });

  it("an address that somebody made up gives nobody's account away", async () => {
    const world = withAda(number(), named);
    const eve = { email: mail.email, email_verified: "false" };
    world.oldPool.add({ userName: "eve", password: "hers", attributes: eve });

    expect(await signIn(world, "hers")).toBe(wrong);
    expect(await signIn(world)).toBe("tokens");
  });

  it.each([
    ["nobody has verified", [{ email: mail.email, email_verified: "false" }]],
    ["nobody has", []],
    ["two have", [mail, mail]],
  ])("an address that %s finds nobody", async (_who, all) => {
    const world = number();
    for (const [index, attributes] of all.entries()) {
      world.oldPool.add({ userName: `user${index}`, password: "right", attributes });
    }

    expect(await signIn(world)).toBe(wrong);
  });

  it.each(["ada", "+49", phone.phone_number, 'a"@example.com', "a b@example.com", "a\\@example.com"])(
    "%s is no address to look for",
    async (typed) => {
      const world = withAda(number(), { ...named, attributes: mail });

      expect(await signIn(world, "right", typed)).toBe(wrong);
      expect(world.oldPool.calls).toEqual(["adminGetUser"]);
    },
  );
});

describe("Challenges of the old pool", () => {
  it("an invited user with the right temporary password is told to set a password", async () => {
    const world = withAda(migrationWorld(), { status: "FORCE_CHANGE_PASSWORD" });

    expect(await signIn(world)).toBe("reset required");
    expect(world.cognito.users[0]).toMatchObject({ status: "RESET_REQUIRED", attributes: mail });
  });

  it("an invited user whom no code could reach is not locked out by coming along", async () => {
    const attributes = { ...mail, email_verified: "false" };
    const world = withAda(migrationWorld(), { status: "FORCE_CHANGE_PASSWORD", attributes });

    expect(await signIn(world)).toBe(wrong);
    expect(world.cognito.users).toEqual([]);
  });

  it("a user who has not set a second factor up has none to lose", async () => {
    const world = withAda(migrationWorld(), { challenge: "MFA_SETUP" });

    expect(await signIn(world)).toBe("tokens");
  });

  it.each(["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP", "SELECT_MFA_TYPE"])(
    "after %s a password alone lets nobody in",
    async (challenge) => {
      const attributes = { ...mail, ...phone };
      const optional = withAda(migrationWorld({ pool: { mfa: "OPTIONAL" } }), { challenge, attributes });
      const always = withAda(migrationWorld({ pool: { mfa: "ON" } }), { challenge, attributes });

      expect(await signIn(optional)).toBe(wrong);
      expect(await signIn(always)).toBe("tokens"); // and the factor, which the fake does not ask for
    },
  );

  it.each(["SMS_MFA", "SELECT_MFA_TYPE"])(
    "after %s the new pool goes on sending codes by SMS",
    async (challenge) => {
      const ada = { challenge, mfa: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"], attributes: { ...mail, ...phone } };
      const world = withAda(migrationWorld({ pool: { mfa: "OPTIONAL", smsMfa: true } }), ada);

      await signIn(world);

      expect(world.cognito.users[0]?.smsMfa).toBe(true);
    },
  );

  it("a code by SMS needs a number", async () => {
    const world = withAda(migrationWorld({ pool: { mfa: "OPTIONAL", smsMfa: true } }), {
      challenge: "SMS_MFA",
    });

    expect(await signIn(world)).toBe(wrong);
  });
});

describe("After a forgotten password", () => {
  it("a user comes along without a password, and without being asked for one", async () => {
    const world = withAda(migrationWorld());

    expect(await forgot(world)).toBe("code sent");
    expect(world.cognito.users).toMatchObject([{ password: undefined, attributes: mail }]);
    expect(world.oldPool.calls).toEqual(["adminGetUser"]);
  });

  it.each(["CONFIRMED", "RESET_REQUIRED", "FORCE_CHANGE_PASSWORD"])(
    "a user in %s comes along",
    async (status) => {
      const world = withAda(migrationWorld(), { status });

      await forgot(world);

      expect(world.cognito.users).toHaveLength(1);
    },
  );

  it("codes by SMS are asked for as before", async () => {
    const ada = { mfa: ["SMS_MFA"], attributes: { ...mail, ...phone } };
    const world = withAda(migrationWorld({ pool: { mfa: "OPTIONAL", smsMfa: true } }), ada);

    await forgot(world);

    expect(world.cognito.users[0]?.smsMfa).toBe(true);
  });

  it.each<[string, Partial<FakeOldUser>]>([
    ["is disabled", { enabled: false }],
    ["never confirmed", { status: "UNCONFIRMED" }],
    ["is known by nothing", { status: undefined }],
    ["is federated", { status: "EXTERNAL_PROVIDER" }],
    ["has no verified address", { attributes: { email: mail.email } }],
    ["has another address", { attributes: { email: "eve@example.com", email_verified: "true" } }],
  ])("nobody comes along who %s, and the answer is the same", async (_who, ada) => {
    const world = withAda(migrationWorld(), ada);

    expect(await forgot(world)).toBe("code sent");
    expect(world.cognito.users).toEqual([]);
  });

  it("nobody comes along to whom the new pool may send no code", async () => {
    const world = withAda(migrationWorld({ pool: { recovery: ["phone_number"] } }));

    await forgot(world);

    expect(world.cognito.users).toEqual([]);
  });
});

describe("When the old pool does not answer as it should", () => {
  const throttled = { error: awsError("TooManyRequestsException", "Rate exceeded") };
  const lost = { error: Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }) };
  const gone = { error: awsError("ResourceNotFoundException", "User pool does not exist.") };

  it.each([
    ["throttled", throttled],
    ["lost", lost],
  ])("a call that is %s is made again", async (_how, fault) => {
    const world = withAda(migrationWorld());
    world.oldPool.faults.push(fault, undefined, fault);

    expect(await signIn(world)).toBe("tokens");
    expect(world.oldPool.calls).toEqual([
      "adminGetUser",
      "adminGetUser",
      "adminInitiateAuth",
      "adminInitiateAuth",
    ]);
  });

  it("one that hangs is ended and made again, within Cognito's five seconds", async () => {
    const world = withAda(migrationWorld());
    const begin = world.clock.now();
    world.oldPool.faults.push("hang");

    expect(await signIn(world)).toBe("tokens");
    expect(world.clock.now() - begin).toBeLessThan(4_000);
  });

  it.each([
    ["hang on", ["hang", "hang", "hang", "hang", "hang"] as const],
    ["are throttled on", Array.from({ length: 9 }, () => throttled)],
    ["find a pool that is gone", [gone]],
  ])("and calls %s, the user is answered as nobody, in time", async (_how, faults) => {
    const world = withAda(migrationWorld());
    world.oldPool.faults.push(...faults);
    const event = { triggerSource: "UserMigration_Authentication", userName: mail.email };
    const begin = world.clock.now();

    const answer = await world.run(() => world.handler({ ...event, request: { password: "right" } }));

    expect(answer).toMatchObject({ response: {} });
    expect(world.clock.now() - begin).toBeLessThanOrEqual(4_000);
    expect(world.lines.at(-1)?.message).toBe("The old pool does not answer as it should.");
  });
});

it("The log holds no password, name, attribute or token", async () => {
  const attributes = { ...mail, "custom:plan": "canary-plan", name: "canary-name" };
  const world = withAda(migrationWorld(), { password: "canary-password", attributes });
  world.oldPool.faults.push({ error: awsError("TooManyRequestsException", "canary-message") });

  await signIn(world, "canary-password");
  await signIn(world, "canary-wrong", "canary-user@example.com");
  await forgot(world, "canary-user@example.com");

  expect(world.lines.length).toBeGreaterThanOrEqual(4);
  expect(JSON.stringify(world.lines)).not.toMatch(/canary|ada|example/);
});
