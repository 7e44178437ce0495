import { parseArgs } from "node:util";
import { type SmokeTarget, smokeTest } from "./smokeTest";
import { connectDefault } from "./support/aws";
import { CommandError, describeError, isNamed } from "./support/errors";
import { run } from "./support/processes";
import { isRecord, text } from "./support/records";

const HELP = `npm run smoke [-- --user-pool-id ID --client-id ID]

Signs a new user up in a deployed user pool, confirms it, waits for the line that the
PostConfirmation trigger logs, and deletes the user again. Uses the AWS credentials, region and
endpoint of the environment.

  --user-pool-id ID   the pool, and
  --client-id ID      an app client of it without a secret; without these two options they
                      are read from \`pulumi stack output\` of the selected stack
  --help              shows this text
`;

async function main(): Promise<void> {
  const target = await readTarget();
  if (!target) {
    process.stdout.write(HELP);
    return;
  }
  const aws = connectDefault();
  const test = smokeTest(aws, target);
  try {
    await test.signUp();
    process.stdout.write("signed up\n");
    await test.confirm();
    process.stdout.write("confirmed\n");
    process.stdout.write(`logged: ${await test.awaitLogLine()}\n`);
  } finally {
    await test.remove();
    aws.close();
  }
}

/** The target of the options or of the selected stack; undefined where help is asked for. */
async function readTarget(): Promise<SmokeTarget | undefined> {
  const { values } = parseArgs({
    options: {
      "user-pool-id": { type: "string" },
      "client-id": { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return undefined;
  const { "user-pool-id": userPoolId, "client-id": userPoolClientId } = values;
  if (userPoolId !== undefined && userPoolClientId !== undefined) return { userPoolId, userPoolClientId };
  if (userPoolId !== undefined || userPoolClientId !== undefined) {
    throw new CommandError("Expected `--user-pool-id` and `--client-id` together, got one of them.");
  }
  return stackOutputs();
}

async function stackOutputs(): Promise<SmokeTarget> {
  const outputs: unknown = JSON.parse(await pulumiStackOutput());
  const [userPoolId, userPoolClientId] = ["userPoolId", "userPoolClientId"].map((name) =>
    isRecord(outputs) ? text(outputs, name) : undefined,
  );
  if (userPoolId === undefined || userPoolClientId === undefined) {
    throw new CommandError(
      "The selected stack has no outputs `userPoolId` and `userPoolClientId`: run `pulumi up` first, or name the pool by " +
        "`--user-pool-id` and `--client-id`.",
    );
  }
  return { userPoolId, userPoolClientId };
}

async function pulumiStackOutput(): Promise<string> {
  try {
    return await run("pulumi", ["stack", "output", "--json"]);
  } catch (error) {
    const what = isNamed(error, "ENOENT") ? "the Pulumi CLI is not on PATH" : describeError(error);
    throw new CommandError(
      `\`pulumi stack output\` failed: ${what}. Select a stack, or name the pool by \`--user-pool-id\` and \`--client-id\`.`,
    );
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = 1;
});
