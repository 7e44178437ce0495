import { parseArgs } from "node:util";
import { describeDifference, detectDrift, type PoolDrift } from "../components/drift/detect";
import { CommandError, describeError, isNamed } from "./support/errors";
import { run } from "./support/processes";
import { isRecord } from "./support/records";

const HELP = `npm run drift [-- OPTIONS]

Compares each live user pool of the selected Pulumi stack with what was deployed last: its settings,
its MFA configuration and its triggers, path by path. It only reads. Uses the AWS credentials of the
environment. What the program does not mention is not compared.

  --stack NAME        another Pulumi stack than the selected one
  --stack-name NAME   instead of Pulumi's state: the name or ARN of a CloudFormation stack that
                      holds a pool
  --json              prints one JSON object on standard output
  --help              shows this text

Exit code: 0 without drift, 2 with drift, 1 after an error.
\`repairDrift: true\` lets the next \`pulumi up\` repair what has drifted.
`;

/** A stack to look at. */
interface Target {
  /** The component's name in the program; without Pulumi, the stack's. */
  readonly name: string;
  readonly stackName: string;
  /** Whether the program holds something of the settings to be a secret. */
  readonly isSecret: boolean;
}

type Finding = PoolDrift & Omit<Target, "isSecret">;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      stack: { type: "string" },
      "stack-name": { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { stack, "stack-name": stackName } = values;
  if (stack !== undefined && stackName !== undefined) {
    throw new CommandError("Expected one of `--stack` and `--stack-name`, got both.");
  }
  const targets =
    stackName === undefined
      ? poolStacks(await exportState(stack))
      : [{ name: stackName, stackName, isSecret: false }];
  const findings = (await Promise.all(targets.map(look))).flat();
  const drift = findings.some(({ isGone, differences }) => isGone || differences.length > 0);
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ drift, pools: findings }, undefined, 2)}\n`
      : findings.map(describeFinding).join(""),
  );
  return drift ? 2 : 0;
}

async function look({ isSecret, name, stackName }: Target): Promise<Finding[]> {
  const drifts = await detectDrift({ stackName });
  return drifts.map(({ differences, ...rest }) => ({
    name,
    stackName,
    ...rest,
    differences: isSecret
      ? differences.map(({ path, repairable }) => ({ path, repairable, confidential: true }))
      : differences,
  }));
}

function describeFinding({ name, userPoolId, isGone, differences }: Finding): string {
  const title = `${name} (${userPoolId})`;
  if (isGone) return `${title}: the pool is gone\n`;
  if (differences.length === 0) return `${title}: no drift\n`;
  const lines = differences.map((difference) => `  ${describeDifference(difference)}\n`);
  return `${title}: ${differences.length} ${differences.length === 1 ? "difference" : "differences"}\n${lines.join("")}`;
}

/** Every stack in Pulumi's state that a `CustomUserPool` made. */
function poolStacks(state: unknown): Target[] {
  const deployment = isRecord(state) && isRecord(state["deployment"]) ? state["deployment"] : {};
  const resources = Array.isArray(deployment["resources"]) ? deployment["resources"].filter(isRecord) : [];
  const targets = resources.flatMap(({ type, id, parent, outputs, delete: isObsolete }): Target[] => {
    if (type !== "aws:cloudformation/stack:Stack" || typeof id !== "string" || isObsolete === true) return [];
    const [, , parentType = "", name = id] = typeof parent === "string" ? parent.split("::") : [];
    if (!parentType.endsWith("custom-user-pool:index:CustomUserPool")) return [];
    // A secret is an object there, with its ciphertext.
    const isSecret = isRecord(outputs) && isRecord(outputs["templateBody"]);
    return [{ name, stackName: id, isSecret }];
  });
  if (targets.length > 0) return targets;
  throw new CommandError(
    "The Pulumi stack holds no `CustomUserPool`: run `pulumi up` first, select another one by `--stack`, or name a " +
      "CloudFormation stack by `--stack-name`.",
  );
}

async function exportState(stack: string | undefined): Promise<unknown> {
  try {
    return JSON.parse(
      await run("pulumi", ["stack", "export", ...(stack === undefined ? [] : ["--stack", stack])]),
    );
  } catch (error) {
    const what = isNamed(error, "ENOENT") ? "the Pulumi CLI is not on PATH" : describeError(error);
    throw new CommandError(
      `\`pulumi stack export\` failed: ${what}. Select a stack, or name a CloudFormation stack by \`--stack-name\`.`,
    );
  }
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = 1;
  },
);
