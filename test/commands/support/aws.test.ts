import { mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonError, start, startPlace } from "./surroundings";

jest.setTimeout(120_000);

const keys = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
const poolId = "eu-west-1_AbCdEfGhI";
const expired = jsonError("ExpiredTokenException", "The security token included in the request is expired");

describe("the Region of a command", () => {
  const home = mkdtempSync(join(tmpdir(), "profiles-"));
  const config = join(home, "config");
  const own = "aws_access_key_id = test\naws_secret_access_key = test\n";
  writeFileSync(config, `[default]\nregion = eu-west-2\n[profile other]\nregion = eu-west-3\n${own}`);
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  const byName = ["drift", "--stack-name", "users"];
  const profiles = { AWS_CONFIG_FILE: config };

  it.each([
    { of: "the default profile", args: byName, env: profiles, region: "eu-west-2" },
    {
      of: "the profile that is named",
      args: byName,
      env: { ...profiles, AWS_PROFILE: "other" },
      region: "eu-west-3",
    },
    {
      of: "AWS_DEFAULT_REGION before the profile's, as aws-cli does it",
      args: byName,
      env: { ...profiles, AWS_DEFAULT_REGION: "ap-east-1" },
      region: "ap-east-1",
    },
    {
      of: "AWS_REGION before all others",
      args: byName,
      env: { ...profiles, AWS_DEFAULT_REGION: "ap-east-1", AWS_REGION: "sa-east-1" },
      region: "sa-east-1",
    },
    {
      of: "the stack's ARN",
      args: ["drift", "--stack-name", "arn:aws:cloudformation:eu-north-1:123456789012:stack/users/1"],
      env: profiles,
      region: "eu-north-1",
    },
    { of: "the pool's id: adopt", args: ["adopt", "--user-pool-id", poolId], env: profiles },
    {
      of: "the pool's id: smoke",
      args: ["smoke", "--user-pool-id", poolId, "--client-id", "c"],
      env: profiles,
    },
    { of: "the pool's id: try", args: ["try", "--user-pool-id", poolId, "--client-id", "c"], env: profiles },
    {
      of: "the pool's id: users",
      args: ["users", "status", "--from", "old.jsonl", "--to", poolId],
      env: { AWS_REGION: "us-east-1" },
    },
  ])("is that of $of", async ({ args, env, region = "eu-west-1" }) => {
    const place = await startPlace(expired);

    const { code } = await start(args, { ...keys, ...env, AWS_ENDPOINT_URL: place.url }).end();
    await place.stop();

    expect({ code, regions: [...new Set(place.regions)] }).toEqual({ code: 1, regions: [region] });
  });

  it("is wanted where there is none", async () => {
    expect(await start(byName, keys).end()).toEqual({
      code: 1,
      stdout: "",
      stderr: "✖ No Region is set. Set `AWS_REGION`, or `region` in the profile that `AWS_PROFILE` names.\n",
    });
  });
});

describe("a command that AWS does not let in says what to do", () => {
  const adopt = ["adopt", "--user-pool-id", poolId];

  it.each([
    {
      when: "there are no credentials",
      env: {},
      says: "✖ There are no AWS credentials. Set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.\n",
    },
    {
      when: "the profile has none",
      env: { AWS_PROFILE: "nope" },
      says: "✖ There are no AWS credentials in the profile `nope`, which `AWS_PROFILE` names. Correct the name,",
    },
    {
      when: "nobody listens",
      env: { ...keys, AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
      says: "✖ AWS does not answer (connect ECONNREFUSED 127.0.0.1:1). Look at the network, and at `AWS_ENDPOINT_URL`",
    },
    {
      when: "the endpoint is no URL",
      env: { ...keys, AWS_ENDPOINT_URL: "localhost:4566" },
      says: "✖ Expected `AWS_ENDPOINT_URL` to be a URL such as http://127.0.0.1:4566, got `localhost:4566`.",
    },
  ])("when $when", async ({ env, says }) => {
    const { code, stdout, stderr } = await start(adopt, env).end();

    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.startsWith(says) ? says : stderr).toBe(says);
  });

  it.each([
    { reply: expired, says: /^✖ The AWS credentials have expired .*`aws sso login`/ },
    {
      reply: jsonError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
      ),
      says: /^✖ AWS does not accept the credentials .*this machine's clock\.$/m,
    },
    {
      reply: { status: 200, type: "text/html", body: "<html>Welcome to our hotel</html>" },
      says: /^✖ What answers is not AWS\. Look at `AWS_ENDPOINT_URL`, and whether .*\.\n$/,
    },
  ])("when it gets $reply.body", async ({ reply, says }) => {
    const place = await startPlace(reply);

    const { code, stdout, stderr } = await start([...adopt, "--json"], {
      ...keys,
      AWS_ENDPOINT_URL: place.url,
    }).end();
    await place.stop();

    expect(code).toBe(1);
    expect(stderr).toMatch(says);
    expect(JSON.parse(stdout)).toEqual({ error: stderr.replace(/^✖ /, "").trimEnd() });
  });
});

describe("a command that is stopped", () => {
  it.each([
    [["adopt", "--user-pool-id", poolId]],
    [["drift", "--stack-name", "users"]],
    [["smoke", "--user-pool-id", poolId, "--client-id", "c"]],
    [["try", "--user-pool-id", poolId, "--client-id", "c"]],
    [["users", "status", "--from", "old.jsonl", "--to", poolId]],
  ])("does not wait for an answer that never comes: %j", async (args) => {
    const place = await startPlace(undefined);
    const { child, end } = start(args, { ...keys, AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL: place.url });
    await place.asked;

    child.kill("SIGTERM");
    const { code, stderr } = await end();
    await place.stop();

    expect(code).toBe(143);
    expect(stderr).toContain("✖ Stopped by SIGTERM.\n");
  });
});

describe("a command whose output", () => {
  it("nobody reads any more ends as if it were read", async () => {
    const { child, end } = start(["probe", "--list"], {});
    child.stdout?.destroy();

    expect(await end()).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("cannot be written fails, and says so", async () => {
    expect(await start(["--help"], {}, openSync("/dev/full", "w")).end()).toEqual({
      code: 1,
      stdout: "",
      stderr: "✖ The output cannot be written: ENOSPC: no space left on device, write.\n",
    });
  });
});
