import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, ownHandlers, packageFolder } from "../../components/lambda/bundle";
import { AnswerServer } from "../support/answerServer";
import { BundleProcess } from "../support/bundleProcess";
import { StackResource } from "../support/cloudFormation";
import { awsError } from "../support/cognitoRules";
import { CognitoServer } from "../support/cognitoServer";
import { FakeCognito } from "../support/fakeCognito";
import { attribute, exampleSettings, totp } from "../support/poolSettings";
import { functionName } from "../support/world";

const canary = "canary: your code is {####}";
const settings = {
  ...exampleSettings,
  ...totp,
  UserPoolTags: { team: "identity" },
  VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE", EmailMessage: canary },
};

let folder: string;
let bundlePath: string;
let server: AnswerServer;
let wire: CognitoServer;
let lambda: BundleProcess;
let hasty: BundleProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "user-pool-bundle-"));
  bundlePath = join(folder, "index.mjs");
  await writeFile(bundlePath, await bundle({ ...ownHandlers.userPool, folder: packageFolder() }));
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  server = await AnswerServer.start();
  wire = await CognitoServer.start(new FakeCognito({ role: functionName, omitted: "reset" }));
  lambda = await BundleProcess.start(bundlePath, { endpoint: wire.url });
});
afterEach(async () => {
  await Promise.all([lambda.stop(), hasty?.stop(), wire.stop(), server.stop()]);
  hasty = undefined;
});

const resource = (options: { type?: string; logicalId?: string } = {}) =>
  new StackResource({ invoke: lambda.invoke, server, ...options });

describe("The built function, in its own process, over the wire", () => {
  it("keeps every character of a setting, those that end a line in other places included", async () => {
    const note = "one\u2028two\u2029three\u0085four – größe";

    const { Status } = await resource().create({ Settings: { ...settings, UserPoolTags: { note } } });

    expect(Status).toBe("SUCCESS");
    expect(wire.cognito.onlyPool.settings["UserPoolTags"]).toMatchObject({ note });
  });

  it("creates, changes, replaces and deletes a pool", async () => {
    const pool = resource();

    const created = await pool.create({ Settings: settings });
    const changed = await pool.update({
      Settings: {
        ...settings,
        MfaConfiguration: "ON",
        Schema: [...settings.Schema, attribute("department")],
      },
    });
    const refused = await pool.update({ Settings: { ...settings, UsernameAttributes: ["phone_number"] } });
    const replaced = await pool.update({
      Settings: { ...settings, UsernameAttributes: ["phone_number"], Schema: settings.Schema },
      OnImmutableChange: "replace",
    });
    const deleted = await pool.delete();

    expect([created, changed, refused, replaced, deleted].map(({ Status }) => Status)).toEqual([
      "SUCCESS",
      "SUCCESS",
      "FAILED",
      "SUCCESS",
      "SUCCESS",
    ]);
    expect(refused.Reason).toContain('`Settings.UsernameAttributes`: ["email"] → ["phone_number"]');
    expect(replaced.PhysicalResourceId).not.toBe(created.PhysicalResourceId);
    expect(wire.cognito.pools.size).toBe(0);
  });

  it("sends typed settings, although CloudFormation hands strings over", async () => {
    await resource().create({ Settings: settings });

    expect(wire.cognito.mutations[0]?.input).toMatchObject({
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
      Schema: exampleSettings.Schema,
    });
  });

  it("signs with the function's own credentials and Region", async () => {
    await resource().create({ Settings: settings });

    const services = wire.signatures.map(
      (scope) => /^Credential=test-key\/\d{8}\/eu-west-1\/(.*)$/.exec(scope)?.[1],
    );
    expect(new Set(services)).toEqual(new Set(["logs/aws4_request", "cognito-idp/aws4_request"]));
  });

  it.each([["drop" as const], [{ status: 500 }], [{ status: 503 }]])(
    "makes one pool when a request fails with %j",
    async (fault) => {
      wire.faults.push(fault);

      const answer = await resource().create({ Settings: settings });

      expect(answer.Status).toBe("SUCCESS");
      expect(wire.cognito.onlyPool.id).toBe(answer.PhysicalResourceId);
    },
  );

  it("makes one pool of an event that is delivered twice at the same time", async () => {
    const event = resource().createEvent({ Settings: settings });

    await Promise.all([lambda.invoke(event), lambda.invoke(event)]);

    const ids = server.answersTo(event.RequestId).map(({ PhysicalResourceId }) => PhysicalResourceId);
    expect(new Set(ids)).toEqual(new Set([wire.cognito.onlyPool.id]));
  });

  it("knows AWS's errors by their names", async () => {
    wire.cognito.faults.push({
      operation: "createUserPool",
      when: "before",
      fail: () => awsError("LimitExceededException", "too many pools"),
    });

    const answer = await resource().create({ Settings: settings });

    expect(answer.Reason).toBe("LimitExceededException: too many pools");
  });

  it("answers in time when Cognito never does", async () => {
    hasty = await BundleProcess.start(bundlePath, { endpoint: wire.url, remainingMs: 4_000 });
    wire.cognito.faults.push({
      operation: "createUserPool",
      when: "before",
      fail: () => new Promise<never>(() => undefined),
    });
    const start = Date.now();

    const answer = await new StackResource({ invoke: hasty.invoke, server }).create({ Settings: settings });

    expect(answer.Reason).toContain("The time of the function was used up");
    expect(Date.now() - start).toBeLessThan(4_000);
  });

  it("writes no pre-signed URL, no message text and no user into log or answer", async () => {
    const pool = resource();
    await pool.create({ Settings: settings });
    wire.cognito.onlyPool.users = 1;
    wire.cognito.faults.push({
      operation: "updateUserPool",
      when: "before",
      fail: () => awsError("InvalidParameterException", `Value '${canary}' at 'emailMessage' failed`),
    });
    await pool.update({ Settings: { ...settings, AutoVerifiedAttributes: [] } });
    await pool.update({ Settings: { ...settings, UsernameAttributes: [] }, OnImmutableChange: "replace" });

    expect(lambda.output.length).toBeGreaterThan(5);
    expect([...lambda.output, JSON.stringify(server.answers)].join("\n")).not.toMatch(
      /canary|X-Amz-Signature/,
    );
  });
});
