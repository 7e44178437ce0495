import {
  DeleteStackCommand,
  paginateDescribeStacks,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import {
  DeleteLogGroupCommand,
  ListTagsForResourceCommand,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import { paginateListUserPools } from "@aws-sdk/client-cognito-identity-provider";
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import { DeleteFunctionCommand, ListTagsCommand, paginateListFunctions } from "@aws-sdk/client-lambda";
import { explained } from "../support/awsErrors";
import { describeError, isNamed } from "../support/errors";
import type { Clients } from "./clients";
import { describePool, namePrefix, probeTag, removePool } from "./pools";

/** What a sweep has done. */
export interface Sweep {
  readonly removed: number;
  /** What has the name of a probe's, but not its tag. */
  readonly notOurs: readonly string[];
  /** What is a probe's and could not be removed. */
  readonly left: readonly string[];
  /** What went wrong with looking and removing, in words. */
  readonly problems: readonly string[];
}

type Sweeping = { removed: number } & Record<"notOurs" | "left" | "problems", string[]>;

/** Something that has the name of a probe's. */
interface Found {
  readonly id: string;
  readonly isTagged: () => Promise<boolean>;
  readonly remove: () => Promise<unknown>;
}

/**
 * Removes everything that probes have made, in this run or in one that was killed: what has both the name and the tag of a probe's. Stacks go
 * first, whose function has to answer.
 */
export async function sweep(clients: Clients): Promise<Sweep> {
  const swept: Sweeping = { removed: 0, notOurs: [], left: [], problems: [] };
  for (const [what, find] of Object.entries(kinds)) {
    try {
      for await (const found of find(clients)) await sweepOne(found, swept);
    } catch (error) {
      swept.problems.push(`Looking for ${what} of probes: ${describeError(explained(error))}`);
    }
  }
  return swept;
}

async function sweepOne({ id, isTagged, remove }: Found, swept: Sweeping): Promise<void> {
  try {
    if (!(await isTagged())) return void swept.notOurs.push(id);
    await remove().catch((error: unknown) => {
      if (!isGone(error)) swept.left.push(id);
      throw error;
    });
    swept.removed += 1;
  } catch (error) {
    if (!isGone(error)) swept.problems.push(`${id}: ${describeError(error)}`);
  }
}

const isGone = (error: unknown): boolean =>
  isNamed(error, "ResourceNotFoundException", "NoSuchEntityException", "NoSuchEntity");

const kinds: Readonly<Record<string, (clients: Clients) => AsyncGenerator<Found>>> = {
  stacks,
  functions,
  roles,
  "log groups": logGroups,
  "user pools": userPools,
};

const isProbes = (name = ""): boolean => name.startsWith(namePrefix);
const has = (tags: readonly { Key?: string | undefined }[] = []): boolean =>
  tags.some(({ Key }) => Key === probeTag);

async function* stacks({ cloudFormation: client }: Clients): AsyncGenerator<Found> {
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {}))
    for (const { StackName: id = "", Tags } of Stacks) {
      const remove = async () => {
        await client.send(new DeleteStackCommand({ StackName: id }));
        await waitUntilStackDeleteComplete({ client, maxWaitTime: 300, minDelay: 1 }, { StackName: id });
      };
      if (isProbes(id)) yield { id, isTagged: () => Promise.resolve(has(Tags)), remove };
    }
}

async function* functions({ lambda: client }: Clients): AsyncGenerator<Found> {
  for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
    for (const { FunctionName: id = "", FunctionArn: Resource } of Functions) {
      const isTagged = async () =>
        probeTag in ((await client.send(new ListTagsCommand({ Resource }))).Tags ?? {});
      const remove = () => client.send(new DeleteFunctionCommand({ FunctionName: id }));
      if (isProbes(id)) yield { id, isTagged, remove };
    }
}

async function* roles({ iam: client }: Clients): AsyncGenerator<Found> {
  for await (const { Roles = [] } of paginateListRoles({ client }, {}))
    for (const { RoleName: id = "" } of Roles) {
      const RoleName = id;
      const isTagged = async () => has((await client.send(new ListRoleTagsCommand({ RoleName }))).Tags);
      const remove = async () => {
        const { PolicyNames = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
        for (const PolicyName of PolicyNames)
          await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
        await client.send(new DeleteRoleCommand({ RoleName }));
      };
      if (isProbes(id)) yield { id, isTagged, remove };
    }
}

async function* logGroups({ logs: client }: Clients): AsyncGenerator<Found> {
  const wanted = { logGroupNamePrefix: namePrefix };
  for await (const page of paginateDescribeLogGroups({ client }, wanted))
    for (const { logGroupName: id = "", logGroupArn: resourceArn } of page.logGroups ?? []) {
      const isTagged = async () =>
        probeTag in ((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags ?? {});
      yield { id, isTagged, remove: () => client.send(new DeleteLogGroupCommand({ logGroupName: id })) };
    }
}

async function* userPools(clients: Clients): AsyncGenerator<Found> {
  const { cognito: client } = clients;
  // All pages first: to remove a pool of one moves the next.
  const ids: string[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client }, { MaxResults: 60 }))
    for (const { Id, Name } of UserPools) if (Id !== undefined && isProbes(Name)) ids.push(Id);
  for (const id of ids) {
    const isTagged = async () => probeTag in ((await describePool(client, id)).UserPoolTags ?? {});
    yield { id, isTagged, remove: () => removePool(clients, id) };
  }
}
