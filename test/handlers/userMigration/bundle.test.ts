import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bundle, ownHandlers, packageFolder } from "../../../components/lambda/bundle";
import { optionsVariable } from "../../../handlers/userMigration/options";
import { startOldPoolServer } from "../../support/migration/oldPoolServer";
import { migrationOptions } from "../../support/migration/world";

const folder = mkdtempSync(join(tmpdir(), "user-migration-"));
afterAll(() => rmSync(folder, { recursive: true }));

const event = {
  triggerSource: "UserMigration_Authentication",
  userName: "ada@example.com",
  request: { password: "right" },
};

it("The built function signs a user in at a pool of another Region", async () => {
  writeFileSync(
    join(folder, "index.mjs"),
    await bundle({ ...ownHandlers.userMigration, folder: packageFolder() }),
  );
  const server = await startOldPoolServer();
  const user = { Username: "ada", Enabled: true, UserStatus: "CONFIRMED" };
  const UserAttributes = [{ Name: "email", Value: "ada@example.com" }];
  server.answers.push({ ...user, UserAttributes });
  server.answers.push({ AuthenticationResult: { AccessToken: "e30.e30.signature" } });

  const answer = await invokeBuilt(server.url).finally(() => void server.stop());

  expect(answer).toMatchObject({ response: { userAttributes: { email: "ada@example.com" } } });
  expect(server.calls.map(({ headers }) => headers.authorization)).toEqual([
    expect.stringContaining("/eu-central-1/cognito-idp/"),
    expect.stringContaining("/eu-central-1/cognito-idp/"),
  ]);
});

async function invokeBuilt(url: string): Promise<unknown> {
  const script =
    "const { handler } = await import('./index.mjs'); console.log('\\n' + JSON.stringify(await handler(JSON.parse(process.env.EVENT))))";
  const env = {
    PATH: process.env["PATH"],
    AWS_ACCESS_KEY_ID: "test-key",
    AWS_SECRET_ACCESS_KEY: "test-secret",
    AWS_REGION: "eu-west-1",
    AWS_ENDPOINT_URL: url,
    EVENT: JSON.stringify(event),
    [optionsVariable]: JSON.stringify(migrationOptions),
  };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
    env,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as unknown;
}
