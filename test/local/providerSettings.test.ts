import { registryOptions } from "../../local/provider/plugin/providerSettings";

describe("the settings of a program's aws provider", () => {
  it("choose the Region, the account and the tags", () => {
    const options = registryOptions({
      "aws:config:region": "eu-central-1",
      "aws:config:accessKey": "111122223333",
      "aws:config:secretKey": "s",
      "aws:config:defaultTags": '{"tags":{"team":"blue"}}',
      "aws:config:skipCredentialsValidation": "true",
    });

    expect(options).toEqual({
      environment: {
        AWS_REGION: "eu-central-1",
        AWS_ACCESS_KEY_ID: "111122223333",
        AWS_SECRET_ACCESS_KEY: "s",
      },
      defaultTags: { team: "blue" },
    });
  });

  it("are the environment's where there are none", () => {
    expect(registryOptions({})).toEqual({ environment: {}, defaultTags: {} });
  });

  it.each(["assumeRoles", "endpoints", "profile", "ignoreTags", "allowedAccountIds"])(
    "are refused where ours would not follow them: %s",
    (name) => {
      expect(() => registryOptions({ [`aws:config:${name}`]: "{}" })).toThrow(
        `The local provider has no \`${name}\`; it knows \`region\`, `,
      );
      expect(() => registryOptions({ [`aws:config:${name}`]: "{}" })).toThrow(/--provider aws/);
    },
  );
});
