import {
  type CloudFormationClient,
  DescribeStackResourcesCommand,
  GetTemplateCommand,
  type StackResource,
} from "@aws-sdk/client-cloudformation";
import { parse } from "yaml";
import { membersOf } from "../../handlers/userPool/settings/values";
import { describeError, isNamed } from "../support/errors";
import type { LivePool } from "./livePool";

/** A CloudFormation stack that has the pool, and what it would delete with itself. */
interface FormerStack {
  readonly stackName: string;
  /** The logical ids of the pool and of its parts that no `DeletionPolicy` keeps. */
  readonly unretained: readonly string[];
}

/** What the reader has to know of a pool's stack before the program takes the pool over; nothing where the stack keeps it. */
export async function formerStackWarning(
  client: CloudFormationClient,
  userPoolId: string,
  live: LivePool,
): Promise<string | undefined> {
  try {
    const stack = await readFormerStack(client, userPoolId, live);
    if (!stack || stack.unretained.length === 0) return undefined;
    const { stackName, unretained } = stack;
    return (
      `The CloudFormation stack \`${stackName}\` would delete \`${unretained.join("`, `")}\` once they leave its template or the stack ` +
      "is deleted. Set `DeletionPolicy: Retain` on each there, deploy that stack, and run this command again before `pulumi up`."
    );
  } catch (error) {
    return (
      `Whether a CloudFormation stack has the pool could not be found out: ${describeError(error)}. If one has, set ` +
      "`DeletionPolicy: Retain` on the pool, its clients and its domain there before `pulumi up`."
    );
  }
}

/** Policies with which CloudFormation leaves a resource that was deployed before. */
const retaining: readonly unknown[] = ["Retain", "RetainExceptOnCreate"];

/**
 * Asks CloudFormation whose a pool is, whatever made it there: a resource of its own or a custom one. The template that counts is
 * the deployed one: a new `DeletionPolicy` alone may not have reached it.
 * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1543
 * @returns undefined where no stack has it
 */
async function readFormerStack(
  client: CloudFormationClient,
  userPoolId: string,
  live: LivePool,
): Promise<FormerStack | undefined> {
  const found = await client
    .send(new DescribeStackResourcesCommand({ PhysicalResourceId: userPoolId }))
    .catch(nothingIfNoStack);
  const resources = (found?.StackResources ?? []).filter(isThere);
  const pool = resources.find(({ PhysicalResourceId }) => PhysicalResourceId === userPoolId);
  if (pool?.StackName === undefined) return undefined;
  const { TemplateBody = "{}" } = await client.send(new GetTemplateCommand({ StackName: pool.StackName }));
  const declared = membersOf(membersOf(parse(TemplateBody, { logLevel: "silent" }))["Resources"]);
  const ids = [userPoolId, ...partIds(live)];
  const unretained = resources
    .filter(({ PhysicalResourceId = "" }) => ids.includes(PhysicalResourceId))
    .map(({ LogicalResourceId = "" }) => LogicalResourceId)
    .filter((id) => !retaining.includes(membersOf(declared[id])["DeletionPolicy"]));
  return { stackName: pool.StackName, unretained };
}

/** CloudFormation has no error of its own for a resource that no stack has. */
function nothingIfNoStack(error: unknown): undefined {
  if (!isNamed(error, "ValidationError")) throw error;
}

/** CloudFormation knows deleted stacks for ninety days, with what they have left. */
function isThere({ ResourceStatus }: StackResource): boolean {
  return ResourceStatus !== "DELETE_COMPLETE" && ResourceStatus !== "DELETE_SKIPPED";
}

/** What `Ref` is of the parts whose loss would be noticed: people sign in by clients, on domains. */
function partIds({ clients, domains }: LivePool): string[] {
  return [...clients.map(({ client }) => client.ClientId), ...domains.map(({ Domain }) => Domain)].filter(
    (id) => id !== undefined,
  );
}
