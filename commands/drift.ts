import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { describeDifference, detectDrift, type PoolDrift } from "../components/drift/detect";
import { clientConfig } from "./support/aws";
import { defineCommand, type Invocation } from "./support/command";
import { CommandError, describeError, isNamed } from "./support/errors";
import { exitCodes } from "./support/exitCodes";
import { unlessAborted } from "./support/interruption";
import { text } from "./support/options";
import { run } from "./support/processes";
import { isRecord } from "./support/records";
import { UsageError } from "./support/usageError";

/** A stack to look at. */
interface Target {
  /** The component's name in the program; without Pulumi, the stack's. */
  readonly name: string;
  readonly stackName: string;
  /** Whether the program holds something of the settings to be a secret. */
  readonly isSecret: boolean;
}

type Finding = PoolDrift & Omit<Target, "isSecret">;

const options = {
  stack: text("NAME", "another Pulumi stack than the selected one"),
  "stack-name": text(
    "NAME",
    "instead of Pulumi's state: the name or ARN of a CloudFormation stack that holds a pool",
  ),
};

export const command = defineCommand({
  usage: "npx custom-user-pool drift",
  description: `Compares each live user pool of the selected Pulumi stack with what was deployed last: its settings, its MFA configuration and its triggers, path by path. It only reads. Uses the AWS credentials and endpoint of the environment; a stack is looked for in the Region of its ARN. What the program does not mention is not compared.

\`repairDrift: true\` lets the next \`pulumi up\` repair what has drifted.`,
  options,
  exits: { fine: "no drift", different: "drift" },
  run: (invocation) => unlessAborted(compare(invocation), invocation.signal),
});

async function compare({ options: asked, output }: Invocation<typeof options>): Promise<number> {
  const { stack, "stack-name": stackName } = asked;
  if (stack !== undefined && stackName !== undefined) {
    throw new UsageError("Expected one of `--stack` and `--stack-name`, got both.");
  }
  const targets =
    stackName === undefined
      ? poolStacks(await exportState(stack))
      : [{ name: stackName, stackName, isSecret: false }];
  const findings = (await Promise.all(targets.map(look))).flat();
  const drift = findings.some(hasDrifted);
  const lines = findings.map((finding) =>
    output.mark(hasDrifted(finding) ? "failed" : "fine", describeFinding(finding)),
  );
  output.result({ text: lines.join(""), json: { drift, pools: findings } });
  return drift ? exitCodes.different : exitCodes.fine;
}

function hasDrifted({ isGone, differences }: Finding): boolean {
  return isGone || differences.length > 0;
}

async function look({ isSecret, name, stackName }: Target): Promise<Finding[]> {
  const config = clientConfig(stackName.split(":")[3]);
  const clients = {
    cloudFormation: new CloudFormationClient(config),
    cognito: new CognitoIdentityProviderClient(config),
  };
  const drifts = await detectDrift({ stackName, clients }).catch(async (error: unknown) => {
    if (!isNamed(error, "ValidationError") || !describeError(error).includes("does not exist")) throw error;
    throw new CommandError(
      `There is no stack \`${stackName}\` in ${await clients.cloudFormation.config.region()} in this account. Correct the name, or set \`AWS_REGION\` or the credentials of its account.`,
      { cause: error },
    );
  });
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
