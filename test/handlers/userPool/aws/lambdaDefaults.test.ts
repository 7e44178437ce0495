import { lambdaDefaults } from "../../../../handlers/userPool/aws/lambdaDefaults";

const before = process.env;
afterEach(() => {
  process.env = before;
});

const shared = { serviceId: "Cognito Identity Provider", apiVersion: "2016-04-18" };

describe("The SDK client's defaults in Lambda", () => {
  it("take Region and credentials from Lambda's environment", async () => {
    process.env = {
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "token",
    };
    const { region, credentialDefaultProvider } = lambdaDefaults(shared, {});

    expect(await region()).toBe("eu-west-1");
    expect(await credentialDefaultProvider()()).toEqual({
      accessKeyId: "key",
      secretAccessKey: "secret",
      sessionToken: "token",
    });
  });

  it("leave the client its own Region, where a pool is elsewhere", async () => {
    process.env = { AWS_REGION: "eu-west-1" };

    expect(await lambdaDefaults(shared, { region: "eu-central-1" }).region()).toBe("eu-central-1");
  });

  it("say which variable is missing", () => {
    process.env = { AWS_REGION: "" };
    const { region, credentialDefaultProvider } = lambdaDefaults(shared, {});

    expect(() => region()).toThrow("The environment variable AWS_REGION is missing; Lambda sets it.");
    expect(() => credentialDefaultProvider()()).toThrow("The environment variable AWS_ACCESS_KEY_ID");
  });

  it("keep the SDK's own defaults, and what the client is told", () => {
    expect(lambdaDefaults(shared, {})).toMatchObject({ ...shared, maxAttempts: 3 });
    expect(lambdaDefaults(shared, { maxAttempts: 1 })).toMatchObject({ maxAttempts: 1 });
  });
});
