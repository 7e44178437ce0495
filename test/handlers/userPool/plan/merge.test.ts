import * as fc from "fast-check";
import { differences, mergeMember } from "../../../../handlers/userPool/plan/merge";
import { defaults } from "../../../../handlers/userPool/settings/defaults";
import { updateShape } from "../../../../handlers/userPool/settings/schema";
import { arbitrarySettings, legalSettings } from "../../../support/arbitrarySettings";

const strictPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  PasswordHistorySize: 0,
  TemporaryPasswordValidityDays: 7,
};
const sms = { SnsCallerArn: "arn:aws:iam::123456789012:role/sender", ExternalId: "x" };

describe("mergeMember", () => {
  it("does not call a customer's key AWS's own when the program does not name its type any more", () => {
    const key = { KmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1" };
    const typed = { ...key, KeyType: "CUSTOMER_MANAGED_KEY" };

    const merged = [typed, { ...key, KeyType: "AWS_OWNED_KEY" }].map((previous) =>
      mergeMember("KeyConfiguration", { desired: key, previous, live: previous }),
    );

    expect(merged).toEqual([key, key]);
  });

  it.each([
    { name: "as the program says", desired: "PLUS", previous: "LITE", live: "ESSENTIALS", expected: "PLUS" },
    {
      name: "as it is where the program never said anything",
      desired: undefined,
      previous: undefined,
      live: "PLUS",
      expected: "PLUS",
    },
    {
      name: "at its default where the program says nothing any more",
      desired: undefined,
      previous: "PLUS",
      live: "PLUS",
      expected: "ESSENTIALS",
    },
    {
      name: "unset where nobody ever said anything",
      desired: undefined,
      previous: undefined,
      live: undefined,
      expected: undefined,
    },
  ])("leaves a value $name", ({ desired, previous, live, expected }) => {
    const merged = mergeMember("UserPoolTier", { desired, previous, live });

    expect(merged).toEqual(expected);
  });

  it("merges structures member by member", () => {
    const merged = mergeMember("AdminCreateUserConfig", {
      desired: { AllowAdminCreateUserOnly: true },
      previous: { AllowAdminCreateUserOnly: false, InviteMessageTemplate: { SMSMessage: "old" } },
      live: {
        AllowAdminCreateUserOnly: false,
        InviteMessageTemplate: { SMSMessage: "old", EmailSubject: "of somebody else" },
      },
    });

    expect(merged).toEqual({
      AllowAdminCreateUserOnly: true,
      InviteMessageTemplate: { EmailSubject: "of somebody else" },
    });
  });

  it("takes lists as a whole", () => {
    const merged = mergeMember("AutoVerifiedAttributes", {
      desired: ["email"],
      previous: [],
      live: ["phone_number"],
    });

    expect(merged).toEqual(["email"]);
  });

  it("empties a list that is not wanted any more", () => {
    const merged = mergeMember("AutoVerifiedAttributes", {
      desired: undefined,
      previous: ["email"],
      live: ["email"],
    });

    expect(merged).toEqual([]);
  });

  it("takes away the last trigger that the program attached, and leaves that of somebody else", () => {
    const sides = { desired: undefined, previous: { PreSignUp: "a" } };

    const last = mergeMember("LambdaConfig", { ...sides, live: { PreSignUp: "a" } });
    const shared = mergeMember("LambdaConfig", { ...sides, live: { PreSignUp: "a", PostConfirmation: "b" } });

    expect(last).toEqual({});
    expect(shared).toEqual({ PostConfirmation: "b" });
  });

  it("gives a pool whose password policy is not wanted any more the one that demands all classes", () => {
    const PasswordPolicy = { ...strictPolicy, MinimumLength: 6, RequireSymbols: false };

    const merged = mergeMember("Policies", {
      desired: {},
      previous: { PasswordPolicy },
      live: { PasswordPolicy },
    });

    expect(merged).toEqual({ PasswordPolicy: strictPolicy });
  });

  it("sets one class back to what it is in a policy that does not name it", () => {
    const merged = mergeMember("Policies", {
      desired: { PasswordPolicy: { MinimumLength: 10 } },
      previous: { PasswordPolicy: { MinimumLength: 10, RequireSymbols: true } },
      live: { PasswordPolicy: { ...strictPolicy, MinimumLength: 10 } },
    });

    expect(merged).toEqual({ PasswordPolicy: { ...strictPolicy, MinimumLength: 10, RequireSymbols: false } });
  });

  it("keeps what Cognito cannot take away", () => {
    const merged = mergeMember("SmsConfiguration", { desired: undefined, previous: sms, live: sms });

    expect(merged).toEqual(sms);
  });

  it("leaves out what is not wanted any more and has no default, so that Cognito resets it", () => {
    const merged = mergeMember("DeviceConfiguration", {
      desired: undefined,
      previous: { ChallengeRequiredOnNewDevice: true },
      live: { ChallengeRequiredOnNewDevice: true },
    });

    expect(merged).toBeUndefined();
  });

  it.each(["constructor", "toString", "valueOf", "__proto__"])(
    "takes a tag called `%s` for a tag",
    (name) => {
      const tag = JSON.parse(`{"${name}": "mine"}`) as Record<string, unknown>;
      const other = { other: "1" };

      const [added, kept, removed] = [
        mergeMember("UserPoolTags", { desired: { ...tag, ...other }, previous: other, live: other }),
        mergeMember("UserPoolTags", { desired: other, previous: other, live: { ...tag, ...other } }),
        mergeMember("UserPoolTags", {
          desired: other,
          previous: { ...tag, ...other },
          live: { ...tag, ...other },
        }),
      ].map((merged) => Object.entries(merged as object).sort());

      expect(added).toEqual(
        [
          [name, "mine"],
          ["other", "1"],
        ].sort(),
      );
      expect(kept).toEqual(added);
      expect(removed).toEqual([["other", "1"]]);
    },
  );

  it("changes nothing the second time, whatever was wanted, is wanted and is there", () => {
    const members = [...updateShape.members.keys()];

    fc.assert(
      fc.property(legalSettings, legalSettings, arbitrarySettings, (desired, previous, live) => {
        const twice = members.flatMap((name) => {
          const sides = { desired: member(desired, name), previous: member(previous, name) };
          const once = mergeMember(name, { ...sides, live: live[name] });
          const again = mergeMember(name, { ...sides, previous: sides.desired, live: once });
          return differences(again, once, name);
        });

        expect(twice).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("does what the program says, to every member", () => {
    const members = [...updateShape.members.keys()];

    fc.assert(
      fc.property(legalSettings, arbitrarySettings, (desired, live) => {
        const lost = members.flatMap((name) => {
          const merged = mergeMember(name, {
            desired: member(desired, name),
            previous: undefined,
            live: live[name],
          });
          return missing(member(desired, name), merged, name);
        });

        expect(lost).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("differences", () => {
  it.each([
    { name: "equal structures", wanted: { a: { b: 1 } }, live: { a: { b: 1 } }, expected: [] },
    { name: "one leaf", wanted: { a: { b: 1, c: 1 } }, live: { a: { b: 2, c: 1 } }, expected: ["X.a.b"] },
    { name: "a leaf that is missing there", wanted: { a: 1 }, live: {}, expected: ["X.a"] },
    { name: "a leaf that is missing here", wanted: {}, live: { a: 1 }, expected: ["X.a"] },
    {
      name: "a structure that is missing there",
      wanted: { a: { b: 1 } },
      live: undefined,
      expected: ["X.a.b"],
    },
    { name: "nothing, an empty list and an empty text", wanted: { a: [], b: "" }, live: {}, expected: [] },
    { name: "another order of a list", wanted: ["a", "b"], live: ["b", "a"], expected: [] },
    { name: "another element", wanted: ["a"], live: ["b"], expected: ["X"] },
    {
      name: "another order of names in a list's structures",
      wanted: [{ a: 1, b: 2 }],
      live: [{ b: 2, a: 1 }],
      expected: [],
    },
    { name: "false and nothing", wanted: { a: false }, live: {}, expected: ["X.a"] },
    { name: "a text and a number", wanted: { a: "8" }, live: { a: 8 }, expected: ["X.a"] },
    { name: "one text and a list of two", wanted: { a: "b\nc" }, live: { a: ["b", "c"] }, expected: ["X.a"] },
  ])("tells apart, or not: $name", ({ wanted, live, expected }) => {
    const paths = differences(wanted, live, "X");

    expect(paths).toEqual(expected);
  });

  it.each(Object.keys(defaults).filter((name) => !["AccountRecoverySetting", "LambdaConfig"].includes(name)))(
    "takes the default of `%s`, spelled out, for none",
    (name) => {
      const paths = [
        differences(defaults[name], undefined, name),
        differences(undefined, defaults[name], name),
      ];

      expect(paths).toEqual([[], []]);
    },
  );

  it.each(["constructor", "toString"])("takes a tag called `%s` for a tag", (name) => {
    const paths = [
      differences({ [name]: "1" }, {}, "UserPoolTags"),
      differences({}, { [name]: "1" }, "UserPoolTags"),
      differences({ [name]: "1" }, { [name]: "1" }, "UserPoolTags"),
    ];

    expect(paths).toEqual([[`UserPoolTags.${name}`], [`UserPoolTags.${name}`], []]);
  });
});

function member(settings: object, name: string): unknown {
  return new Map<string, unknown>(Object.entries(settings)).get(name);
}

/** The paths of `part` that `whole` does not have the same. */
function missing(part: unknown, whole: unknown, path: string): string[] {
  if (part === undefined) return [];
  if (typeof part !== "object" || part === null || Array.isArray(part)) {
    return JSON.stringify(part) === JSON.stringify(whole) ? [] : [path];
  }
  return Object.entries(part).flatMap(([name, item]) =>
    missing(item, member(Object(whole) as object, name), `${path}.${name}`),
  );
}
