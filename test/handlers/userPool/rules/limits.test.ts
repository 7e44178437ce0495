import * as fc from "fast-check";
import { limitFaults } from "../../../../handlers/userPool/rules/limits";
import { modelLimits, modelVersion } from "../../../../handlers/userPool/rules/serviceModel";
import type { Settings } from "../../../../handlers/userPool/settings/values";
import { describeValue, unknownValue } from "../../../../handlers/userPool/settings/values";

const faultsOf = (settings: Settings) => limitFaults(settings, "Settings");
/** Where a value has a limit. */
const limitedPaths = Object.keys(modelLimits).filter((path) => !path.endsWith("{}"));
const entries = (length: number) => Array.from({ length }, () => ({}));
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:trigger";

/** Settings with one value at a path such as `Schema[].Name`; in a map, the value gets the key `Level1`. */
function at(path: string, value: unknown): Settings {
  const [first = "", ...rest] = path.split(".");
  const name = first.replace("[]", "");
  const inner = rest.length > 0 ? at(rest.join("."), value) : value;
  if (!first.endsWith("[]")) return { [name]: inner };
  return { [name]: ["UserPoolTags", "AcrConfiguration"].includes(name) ? { Level1: inner } : [inner] };
}

interface Row {
  path: string;
  right: unknown;
  wrong: unknown;
  /** The message behind the path in backticks. */
  rule: string;
}

const numbers: Row[] = [
  ["Policies.PasswordPolicy.MinimumLength", 6, 99] as const,
  ["Policies.PasswordPolicy.PasswordHistorySize", 0, 24] as const,
  ["Policies.PasswordPolicy.TemporaryPasswordValidityDays", 0, 365] as const,
  ["AdminCreateUserConfig.UnusedAccountValidityDays", 0, 365] as const,
  ["AccountRecoverySetting.RecoveryMechanisms[].Priority", 1, 2] as const,
].flatMap(([path, min, max]) => [
  { path, right: min, wrong: min - 1, rule: `must be ${min} to ${max}, got ${min - 1}.` },
  { path, right: max, wrong: max + 1, rule: `must be ${min} to ${max}, got ${max + 1}.` },
  { path, right: min, wrong: min + 0.5, rule: `must be a whole number, got ${min + 0.5}.` },
]);

const lengths: Row[] = [
  {
    path: "PoolName",
    right: "x".repeat(128),
    wrong: "x".repeat(129),
    rule: "must have 1 to 128 characters, got 129.",
  },
  { path: "PoolName", right: "x", wrong: "", rule: "must have 1 to 128 characters, got 0." },
  {
    path: "UserPoolTags[]",
    right: "😀".repeat(256),
    wrong: "😀".repeat(257),
    rule: "must have 0 to 256 characters, got 257.",
  },
  {
    path: "EmailConfiguration.ConfigurationSet",
    right: "x".repeat(64),
    wrong: "x".repeat(65),
    rule: "must have 1 to 64 characters, got 65.",
  },
  {
    path: "Schema[].Name",
    right: "字".repeat(20),
    wrong: "字".repeat(21),
    rule: "must have 1 to 20 characters, got 21.",
  },
  {
    path: "AcrConfiguration[].AcrValue",
    right: "x",
    wrong: "",
    rule: "must have 1 to 64 characters, got 0.",
  },
  {
    path: "WebAuthnConfiguration.RelyingPartyId",
    right: "x".repeat(127),
    wrong: "x".repeat(128),
    rule: "must have 1 to 127 characters, got 128.",
  },
  {
    path: "SmsConfiguration.SnsRegion",
    right: "eu-west-1",
    wrong: "eu",
    rule: "must have 5 to 32 characters, got 2.",
  },
  {
    path: "SmsAuthenticationMessage",
    right: `{####}${"x".repeat(134)}`,
    wrong: `{####}${"x".repeat(135)}`,
    rule: "must have 6 to 140 characters, got 141.",
  },
  {
    path: "VerificationMessageTemplate.EmailMessage",
    right: `{####}${"x".repeat(19_994)}`,
    wrong: `{####}${"x".repeat(19_995)}`,
    rule: "must have 6 to 20000 characters, got 20001.",
  },
  {
    path: "VerificationMessageTemplate.EmailSubject",
    right: "x".repeat(140),
    wrong: "x".repeat(141),
    rule: "must have 1 to 140 characters, got 141.",
  },
  {
    path: "EmailMfaConfiguration.Subject",
    right: "x".repeat(141),
    wrong: "",
    rule: "must be plain text.",
  },
];

const sizes: Row[] = [
  { path: "Schema", right: [{}], wrong: [], rule: "must have 1 to 50 entries, got 0." },
  {
    path: "Schema",
    right: entries(50),
    wrong: entries(51),
    rule: "must have 1 to 50 entries, got 51.",
  },
  {
    path: "Policies.SignInPolicy.AllowedFirstAuthFactors",
    right: ["PASSWORD"],
    wrong: [],
    rule: "must have 1 to 5 entries, got 0.",
  },
  {
    path: "AccountRecoverySetting.RecoveryMechanisms",
    right: [{}, {}],
    wrong: [{}, {}, {}],
    rule: "must have 1 to 2 entries, got 3.",
  },
  {
    path: "DcrConfiguration.AllowedScopes",
    right: Array(50).fill("s"),
    wrong: Array(51).fill("s"),
    rule: "must have 0 to 50 entries, got 51.",
  },
  {
    path: "AcrConfiguration",
    right: { Level1: {}, Level4: {} },
    wrong: { Level1: {}, Level5: {} },
    rule: 'the key "Level5" must be Level1, Level2, Level3 or Level4.',
  },
];

const patterns: Row[] = [
  {
    path: "PoolName",
    right: "a Z_0+=,.@-",
    wrong: "größer",
    rule: "must consist of letters, digits, white space and `_+=,.@-`.",
  },
  {
    path: "LambdaConfig.PreSignUp",
    right: arn,
    wrong: `arn:aws:lambda:eu-west-1:account:function:x`,
    rule: "must be an ARN.",
  },
  { path: "LambdaConfig.PreSignUp", right: `${arn}:alias`, wrong: `${arn}\n`, rule: "must be an ARN." },
  {
    path: "LambdaConfig.CustomEmailSender.LambdaArn",
    right: arn,
    wrong: "https://example.com/function",
    rule: "must be an ARN.",
  },
  { path: "SmsConfiguration.SnsCallerArn", right: "", wrong: "my-sns-role", rule: "must be an ARN." },
  {
    path: "EmailConfiguration.ReplyToEmailAddress",
    right: "ä@例え.jp",
    wrong: "nobody at example.com",
    rule: "must be an e-mail address.",
  },
  {
    path: "EmailConfiguration.ConfigurationSet",
    right: "a_Z-0",
    wrong: "a.b",
    rule: "must consist of letters, digits, `_` and `-`.",
  },
  {
    path: "SmsVerificationMessage",
    right: "code {####}",
    wrong: "code {###}",
    rule: "must be one line that contains the code's place `{####}`.",
  },
  {
    path: "SmsMfaConfiguration.SmsAuthenticationMessage",
    right: "{####} is the code",
    wrong: "{####}\nis the code",
    rule: "must be one line that contains the code's place `{####}`.",
  },
  {
    path: "AdminCreateUserConfig.InviteMessageTemplate.EmailMessage",
    right: "<b>{username}</b>\r\n\t{####}",
    wrong: "{username} \ue123 {####}",
    rule: "must be plain text or HTML.",
  },
  {
    path: "DcrConfiguration.AllowedScopes[]",
    right: "https://api.example.com/orders.read",
    wrong: "orders read",
    rule: "must consist of visible ASCII characters, without quotation marks and backslashes.",
  },
  {
    path: "EmailVerificationMessage",
    right: "<p>{####}</p>",
    wrong: "code {username}",
    rule: "must be plain text or HTML that contains the code's place `{####}`.",
  },
  {
    path: "EmailMfaConfiguration.Message",
    right: "{####}",
    wrong: "{####}\u0000",
    rule: "must be plain text or HTML that contains the code's place `{####}`.",
  },
  {
    path: "VerificationMessageTemplate.EmailMessageByLink",
    right: "{##Click##} here",
    wrong: "{##here##",
    rule: "must be plain text or HTML that contains the link as `{##its text##}`.",
  },
  {
    path: "VerificationMessageTemplate.EmailSubjectByLink",
    right: "größer 😀",
    wrong: "a\u0000b",
    rule: "must be plain text.",
  },
  {
    path: "Schema[].Name",
    right: "größe",
    wrong: "shoe size",
    rule: "must consist of letters, digits and signs, without white space.",
  },
];

const enumerations: Row[] = [
  ["DeletionProtection", "ACTIVE", "ACTIVE, INACTIVE"],
  ["MfaConfiguration", "OPTIONAL", "OFF, ON, OPTIONAL"],
  ["AutoVerifiedAttributes[]", "email", "phone_number, email"],
  ["UserPoolTier", "PLUS", "LITE, ESSENTIALS, PLUS"],
  ["IssuerConfiguration.Type", "ORIGINAL", "ORIGINAL, UPDATED"],
  ["LambdaConfig.PreTokenGenerationConfig.LambdaVersion", "V2_0", "V1_0, V2_0, V3_0"],
].map(([path = "", right, all]) => ({
  path,
  right,
  wrong: "toString",
  rule: `must be one of ${all}, got "toString". Cognito's API has no other in botocore ${modelVersion}.`,
}));

describe("limitFaults", () => {
  it.each([...numbers, ...lengths, ...sizes, ...patterns, ...enumerations])(
    "says at `$path`: $rule",
    ({ path, right, wrong, rule }) => {
      const shown = `Settings.${path.replace(/^(UserPoolTags|AcrConfiguration)\[\]/, "$1.Level1").replace("[]", "[0]")}`;
      const own = (settings: Settings) => faultsOf(settings).filter((fault) => fault.path === shown);

      const [faults, none] = [own(at(path, wrong)), own(at(path, right))];

      expect(none).toEqual([]);
      expect(faults.map(({ message }) => message.replace(/^`\S+?`:? /, ""))).toEqual([rule]);
      expect(faults[0]?.message).toContain(`\`${shown}\``);
    },
  );

  it.each([
    ["optional", "OPTIONAL"],
    ["Of", "OFF"],
    ["Onn", "ON"],
  ])("tells of %s that %s was probably meant", (wrong, meant) => {
    const [fault] = faultsOf({ MfaConfiguration: wrong });

    expect(fault?.message).toBe(
      `\`Settings.MfaConfiguration\` must be one of OFF, ON, OPTIONAL, got "${wrong}". Did you mean ${meant}?`,
    );
  });

  it.each(["", "x".repeat(129)])("refuses a tag's key that is too short or too long: %j", (key) => {
    const faults = faultsOf({ UserPoolTags: { [key]: "x", [key.slice(1) || "y"]: "x" } });

    expect(faults).toEqual([
      {
        path: "Settings.UserPoolTags",
        message: `\`Settings.UserPoolTags\`: the key ${describeValue(key)} must have 1 to 128 characters, got ${key.length}.`,
      },
    ]);
  });

  it("reports every member that is out of its limits", () => {
    const faults = faultsOf({ PoolName: "", UserPoolTier: "GOLD", Schema: [{ Name: "" }, { Name: "a b" }] });

    expect(faults.map(({ path }) => path)).toEqual([
      "Settings.PoolName",
      "Settings.UserPoolTier",
      "Settings.Schema[0].Name",
      "Settings.Schema[1].Name",
    ]);
  });

  it.each(["constructor", "__proto__", "toString", "AcrConfiguration", "a.b"])(
    "takes a tag called `%s` for a tag",
    (name) => {
      const tags = JSON.parse(`{"${name}": "${"x".repeat(257)}"}`) as Settings;

      const faults = faultsOf({ UserPoolTags: tags });

      expect(faults).toEqual([
        {
          path: `Settings.UserPoolTags.${name}`,
          message: `\`Settings.UserPoolTags.${name}\` must have 0 to 256 characters, got 257.`,
        },
      ]);
    },
  );

  it("says nothing of a value that is not known yet", () => {
    const settings = Object.fromEntries(
      limitedPaths.map((path) => [path.split(/[.[]/)[0] ?? "", unknownValue]),
    );

    const faults = faultsOf(settings);

    expect(faults).toEqual([]);
  });

  it("never shows a message, only its length or its rule", () => {
    const paths = limitedPaths.filter((path) => /(Message|Subject)(ByLink)?$/.test(path));

    const shown = JSON.stringify(
      paths.map((path) => faultsOf(at(path, `message-canary\u0000${"x".repeat(30_000)}`))),
    );

    expect(paths.length).toBeGreaterThan(10);
    expect(shown).not.toContain("message-canary");
  });

  it("leaves the root out where there is none", () => {
    const faults = limitFaults({ PoolName: "" }, "");

    expect(faults).toEqual([
      { path: "PoolName", message: "`PoolName` must have 1 to 128 characters, got 0." },
    ]);
  });

  it.each([
    { name: "places of codes", text: "{####}" },
    { name: "beginnings of links", text: "{##" },
    { name: "links", text: "{##a##}" },
    { name: "braces", text: "{" },
    { name: "signs of numbers", text: "#" },
    { name: "colons", text: ":" },
    { name: "signs of addresses", text: "@" },
  ])("judges 20,000 characters of $name, with a forbidden one at the end, in good time", ({ text }) => {
    const long = `${text.repeat(20_000 / text.length - 1)}\u0000`;
    const paths = limitedPaths.filter((path) => !/\[\]$|Configuration$|Schema$/.test(path));
    const start = performance.now();

    const faults = paths.flatMap((path) => faultsOf(at(path, long)));

    expect(faults.length).toBeGreaterThan(30);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it("judges an e-mail address of a million characters in good time", () => {
    const start = performance.now();

    const faults = faultsOf({
      EmailConfiguration: { ReplyToEmailAddress: `${"@".repeat(1_000_000)}\u0000` },
    });

    expect(faults).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it.each(["@example.com", "nobody@", "@", "nobody", "no body@example.com", ""])(
    "takes %j for no e-mail address",
    (ReplyToEmailAddress) => {
      const faults = faultsOf({ EmailConfiguration: { ReplyToEmailAddress } });

      expect(faults).toHaveLength(1);
    },
  );

  it("never throws, whatever stands at a limited path", () => {
    fc.assert(
      fc.property(fc.constantFrom(...limitedPaths), fc.anything(), (path, value) => {
        expect(faultsOf(at(path, value))).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });
});
