import type { StackResource } from "../../support/cloudFormation";
import { awsError } from "../../support/cognitoRules";
import type { FakePool } from "../../support/fakeCognito";
import { attribute, exampleSettings, totp } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

const fn = (name: string) => `arn:aws:lambda:eu-north-1:123456789012:function:${name}`;
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const stricter = {
  ...exampleSettings,
  Policies: { PasswordPolicy: { ...exampleSettings.Policies.PasswordPolicy, MinimumLength: 17 } },
};
const passing = ["ConcurrentModificationException", "TooManyRequestsException", "InternalErrorException"];

let world: World;
let resource: StackResource;
afterEach(() => world.stop());

async function start(
  settings: object = exampleSettings,
  options: Parameters<typeof makeWorld>[0] = {},
): Promise<FakePool> {
  world = await makeWorld(options);
  resource = world.resource();
  await resource.create({ Settings: settings });
  world.cognito.calls.length = 0;
  return world.cognito.onlyPool;
}

/** The next call fails, and meanwhile somebody changes the pool. */
function interrupt(
  operation: "updateUserPool" | "setUserPoolMfaConfig",
  name: string,
  meanwhile: () => void,
): void {
  const fail = () => {
    meanwhile();
    return awsError(name, "busy");
  };
  world.cognito.faults.push({ operation, when: "before", fail });
}

describe("A write that has to be tried again", () => {
  it.each(passing)("keeps what somebody else changed meanwhile, after %s", async (name) => {
    const pool = await start();
    interrupt("updateUserPool", name, () =>
      Object.assign(pool.settings, {
        LambdaConfig: { PostAuthentication: fn("audit") },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      }),
    );

    const answer = await resource.update({ Settings: stricter });

    expect(answer.Status).toBe("SUCCESS");
    expect(pool.settings).toMatchObject({
      LambdaConfig: { PostAuthentication: fn("audit") },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Policies: { PasswordPolicy: { MinimumLength: 17 } },
    });
  });

  it("keeps a factor that somebody else turned on meanwhile", async () => {
    const pool = await start(exampleSettings);
    interrupt("setUserPoolMfaConfig", "ConcurrentModificationException", () => {
      pool.mfa = { ...pool.mfa, WebAuthnConfiguration: { RelyingPartyId: "login.example" } };
    });

    await resource.update({ Settings: { ...exampleSettings, ...totp } });

    expect(pool.mfa).toEqual({ ...totp, WebAuthnConfiguration: { RelyingPartyId: "login.example" } });
  });

  it("keeps them when triggers are attached", async () => {
    const pool = await start();
    interrupt("updateUserPool", "ConcurrentModificationException", () =>
      Object.assign(pool.settings, { LambdaConfig: { PreSignUp: fn("theirs") } }),
    );
    const triggers = world.resource({
      stackId: resource.stackId,
      type: "Custom::UserPoolTriggers",
      logicalId: "T",
    });

    await triggers.create({ UserPoolId: pool.id, LambdaConfig: { PostConfirmation: fn("ours") } });

    expect(pool.settings["LambdaConfig"]).toEqual({ PreSignUp: fn("theirs"), PostConfirmation: fn("ours") });
  });

  it("keeps them when the protection is taken off before a deletion that fails", async () => {
    const pool = await start({ ...exampleSettings, DeletionProtection: "ACTIVE" });
    await resource.update({
      Settings: { ...exampleSettings, DeletionProtection: "ACTIVE" },
      ForceDestroy: true,
    });
    interrupt("updateUserPool", "TooManyRequestsException", () =>
      Object.assign(pool.settings, { LambdaConfig: { PreSignUp: fn("theirs") } }),
    );
    const fail = () => awsError("InvalidParameterException", "no");
    world.cognito.faults.push({ operation: "deleteUserPool", when: "before", fail });

    await resource.delete();

    expect(pool.settings).toMatchObject({
      DeletionProtection: "INACTIVE",
      LambdaConfig: { PreSignUp: fn("theirs") },
    });
  });

  it.each(["updateUserPool", "addCustomAttributes"] as const)(
    "is not repeated where its answer got lost but it was carried out: %s",
    async (operation) => {
      await start();
      world.cognito.faults.push({ operation, when: "after", fail: () => awsError("TimeoutError", "lost") });

      const answer = await resource.update({
        Settings: { ...stricter, Schema: [...exampleSettings.Schema, attribute("rank")] },
      });

      expect(answer.Status).toBe("SUCCESS");
      expect(world.cognito.mutations.map((call) => call.operation)).toEqual([
        "updateUserPool",
        "addCustomAttributes",
      ]);
    },
  );
});

describe("Attributes that are added", () => {
  const withAttributes = (...names: string[]) => ({
    Settings: { ...exampleSettings, Schema: [...exampleSettings.Schema, ...names.map(attribute)] },
  });
  const many = Array.from({ length: 27 }, (_, index) => `a${index}`);
  const custom = () =>
    world.cognito.onlyPool.schema.flatMap(({ Name = "" }) => Name.match(/^custom:(.*)/)?.[1] ?? []);

  it("may be rolled back over and over, each time with others", async () => {
    await start();

    for (const names of [["rank"], ["rank", "team"], ["team"], ["team", "rank", "desk"]]) {
      await resource.update(withAttributes(...names), { laterFailure: true });
    }

    expect(resource.history.map(({ Status }) => Status)).toEqual(Array(9).fill("SUCCESS"));
    expect(custom()).toEqual(["rank", "team", "desk"]);
  });

  it("may be rolled back where the update failed before it wrote anything, although they are there", async () => {
    await start();
    await resource.update(withAttributes("rank"), { laterFailure: true });
    await resource.update(withAttributes("team"));
    const fail = () => awsError("InvalidParameterException", "no");
    world.cognito.faults.push({ operation: "updateUserPool", when: "before", fail });

    const answer = await resource.update(withAttributes("team", "rank"));

    expect(answer.Status).toBe("FAILED");
    expect(resource.history.at(-1)?.Status).toBe("SUCCESS");
  });

  it("are completed by the next delivery when the first one was killed between two calls", async () => {
    await start();
    world.cognito.faults.push({ operation: "addCustomAttributes", nth: 1, when: "after", fail: world.crash });

    const answer = await resource.update(withAttributes(...many), { laterFailure: true });

    expect(answer.Status).toBe("SUCCESS");
    expect(custom()).toHaveLength(27);
    expect(resource.history.at(-1)?.Status).toBe("SUCCESS");
  });

  it.each([
    { what: "all of them", others: ["rank", "team"], status: "SUCCESS" },
    { what: "some of them", others: ["team"], status: "SUCCESS" },
    { what: "none of them", others: [], status: "FAILED" },
  ])("are done where somebody else added $what at the same moment: $status", async ({ others, status }) => {
    const pool = await start();
    const fail = () => {
      pool.schema.push(
        ...others.map((name) => ({
          ...attribute(name),
          Name: `custom:${name}`,
          AttributeDataType: "String" as const,
        })),
      );
      return awsError(
        "InvalidParameterException",
        "Existing schema attributes cannot be modified or deleted.",
      );
    };
    world.cognito.faults.push({ operation: "addCustomAttributes", when: "before", fail });

    const answer = await resource.update(withAttributes("rank", "team"));

    expect(answer.Status).toBe(status);
    expect(status === "FAILED" ? [] : custom().toSorted()).toEqual(
      status === "FAILED" ? [] : ["rank", "team"],
    );
  });
});

describe("What the role may not hand over", () => {
  const sms = (name: string) => ({ SmsConfiguration: { SnsCallerArn: role(name), ExternalId: "shop" } });
  const key = {
    KeyType: "CUSTOMER_MANAGED_KEY",
    KmsKeyArn: "arn:aws:kms:eu-north-1:123456789012:key/1",
  } as const;

  it("is not repeated where the program does not name it, and stays", async () => {
    const pool = await start(exampleSettings, { nature: { mayHandOver: [] } });
    Object.assign(pool.settings, { ...sms("theirs"), KeyConfiguration: key });

    const answer = await resource.update({ Settings: stricter });

    expect(answer.Status).toBe("SUCCESS");
    expect(pool.settings).toMatchObject({ ...sms("theirs"), KeyConfiguration: key });
    expect(JSON.stringify(world.cognito.mutations)).not.toMatch(/theirs|KmsKeyArn/);
  });

  it("is not repeated when it leaves the program and something else changes", async () => {
    const mayHandOver = [role("ours")];
    const pool = await start({ ...exampleSettings, ...sms("ours") }, { nature: { mayHandOver } });
    mayHandOver.length = 0;

    const answers = [
      await resource.update({ Settings: exampleSettings }),
      await resource.update({ Settings: stricter }),
    ];

    expect(answers.map(({ Status }) => Status)).toEqual(["SUCCESS", "SUCCESS"]);
    expect(pool.settings).toMatchObject(sms("ours"));
  });

  it.each(["kept", "reset"] as const)(
    "is left out where it is unchanged and refused, so that what is %s stays kept",
    async (handedOver) => {
      const mayHandOver = [role("ours"), key.KmsKeyArn];
      const settings = { ...sms("ours"), KeyConfiguration: key };
      const pool = await start({ ...exampleSettings, ...settings }, { nature: { mayHandOver, handedOver } });
      mayHandOver.length = 0;

      const answer = await resource.update({ Settings: { ...stricter, ...settings } });

      expect(answer.Status).toBe("SUCCESS");
      expect(pool.settings).toMatchObject({
        Policies: stricter.Policies,
        ...(handedOver === "kept" && settings),
      });
    },
  );

  it("goes back with a rollback of an update that never reached the pool", async () => {
    const mayHandOver = [role("a")];
    const pool = await start({ ...exampleSettings, ...sms("a") }, { nature: { mayHandOver } });
    mayHandOver.splice(0, 1, role("b"));
    const fail = () => awsError("InvalidParameterException", "no");
    world.cognito.faults.push({ operation: "updateUserPool", when: "before", fail });

    const answer = await resource.update({ Settings: { ...stricter, ...sms("b") } });

    expect(answer.Status).toBe("FAILED");
    expect(resource.history.at(-1)?.Status).toBe("SUCCESS");
    expect(pool.settings).toMatchObject(sms("a"));
  });

  it("is refused where the program changes to it", async () => {
    await start(exampleSettings, { nature: { mayHandOver: [] } });

    const answer = await resource.update({ Settings: { ...exampleSettings, ...sms("b") } });

    expect(answer.Reason).toContain("iam:PassRole");
  });
});
