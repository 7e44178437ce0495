import { spawn } from "node:child_process";
import { join } from "node:path";
import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { makePool, namePrefix, probeTag } from "../../commands/probe/pools";
import { allProbes } from "../../commands/probe/probes/all";
import { askAll } from "../../commands/probe/runner";
import { exitCodes } from "../../commands/support/exitCodes";
import { runsTypeScript } from "../../commands/support/processes";
import { clientsFor } from "../commands/probe/answering";
import { answersOf } from "../commands/probe/answersOf";
import { type Moto, startMoto } from "./support/moto";

jest.setTimeout(300_000);

let moto: Moto;
let clients: ReturnType<typeof clientsFor>;

beforeAll(async () => {
  moto = await startMoto();
  clients = clientsFor(moto.endpoint);
});
afterAll(async () => {
  clients.destroy();
  await moto.stop();
});

/** The command with these arguments, stopped by the signal `stopBy`, if there is one, as soon as it has written something. */
function probe(args: string[], stopBy?: NodeJS.Signals) {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_REGION: "eu-west-1",
    // moto as it is installed here has no CloudFormation, and says so as a server's fault.
    AWS_MAX_ATTEMPTS: "1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  const child = spawn(process.execPath, [...runsTypeScript, "commands/main.ts", "probe", ...args], {
    cwd: join(__dirname, "../.."),
    env,
  });
  let output = "";
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      if (output === "" && stopBy) child.kill(stopBy);
      output += chunk.toString();
    });
  return new Promise<{ end: number | string | null; output: string; stdout: string }>((resolve) => {
    child.once("close", (code, signal) => resolve({ end: signal ?? code, output, stdout }));
  });
}

async function pools(): Promise<string[]> {
  const { UserPools = [] } = await clients.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
  return UserPools.map(({ Name }) => Name ?? "");
}

test("what `npm run probe` asks AWS is answered by moto", async () => {
  const answers = answersOf((await askAll(allProbes, { clients })).outcomes);

  expect(answers).toMatchSnapshot();
  expect(await pools()).toEqual([]);
});

describe("npm run probe", () => {
  test("makes nothing without the word that it may", async () => {
    const { end, output } = await probe([]);

    expect([end, output]).toEqual([exitCodes.usage, expect.stringContaining("`--make-user-pools`")]);
  });

  test("says of an option that it does not know what there is", async () => {
    const { end, output } = await probe(["--make-pools"]);

    expect([end, output]).toEqual([
      exitCodes.usage,
      expect.stringMatching(/Unknown option `--make-pools`. Did you mean `--make-user-pools`\?\n$/),
    ]);
  });

  test("writes the answers as a table", async () => {
    const { end, output } = await probe(["--make-user-pools", "--only", "tags.update"]);

    expect(end).toBe(0);
    expect(output).toContain("| tags.update | replaced |");
  });

  test("writes them as JSON with Region, date and version of the SDK", async () => {
    const { end, stdout } = await probe(["--make-user-pools", "--only", "tags.update", "--json"]);

    expect(end).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      region: "eu-west-1",
      date: expect.stringMatching(/^20\d\d-/) as string,
      sdk: expect.stringMatching(/^3\./) as string,
      outcomes: [{ id: "tags.update", answer: "replaced", meaning: "the tag is gone" }],
    });
  });

  test("leaves nothing behind after Ctrl-C", async () => {
    const { end, output } = await probe(["--make-user-pools"], "SIGINT");

    expect([end, await pools()]).toEqual([130, []]);
    expect(output).toContain("Stopping: what was made is removed first.");
  });

  test("removes what a killed run has left, and no pool of another one", async () => {
    const another = "custom-user-pool-probe-of-somebody-else";
    const other = await clients.cognito.send(new CreateUserPoolCommand({ PoolName: another }));
    const name = `${namePrefix}killed-0`;
    const { id } = await makePool(clients, name, { DeletionProtection: "ACTIVE" });
    await clients.cognito.send(new CreateUserPoolDomainCommand({ UserPoolId: id, Domain: name }));
    await clients.logs.send(new CreateLogGroupCommand({ logGroupName: name, tags: { [probeTag]: name } }));

    const { output } = await probe(["--sweep"]);

    expect(await pools()).toEqual([another]);
    expect(output).toContain("Removed 2 left behind by an earlier run.");
    expect(output).toContain(`left alone: ${other.UserPool?.Id}`);
  });
});
