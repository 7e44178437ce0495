import { paginateListStacks } from "@aws-sdk/client-cloudformation";
import { paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { paginateListUserPools } from "@aws-sdk/client-cognito-identity-provider";
import { paginateListRoles } from "@aws-sdk/client-iam";
import { paginateListFunctions } from "@aws-sdk/client-lambda";
import type { Aws } from "../commands/support/aws";

/** What there is in an AWS, as its own lists show it, by kind. */
export interface Inventory {
  functions: string[];
  logGroups: string[];
  roles: string[];
  stacks: string[];
  userPools: string[];
}

export async function takeInventory(aws: Aws): Promise<Inventory> {
  const [functions, logGroups, roles, stacks, userPools] = await Promise.all([
    listFunctions(aws),
    listLogGroups(aws),
    listRoles(aws),
    listStacks(aws),
    listUserPools(aws),
  ]);
  return { functions, logGroups, roles, stacks, userPools };
}

/** What `after` has and `before` has not. */
export function difference(before: Inventory, after: Inventory): Inventory {
  const added = (kind: keyof Inventory) => after[kind].filter((one) => !before[kind].includes(one));
  return {
    functions: added("functions"),
    logGroups: added("logGroups"),
    roles: added("roles"),
    stacks: added("stacks"),
    userPools: added("userPools"),
  };
}

/** Everything in one list, for people. */
export function names({ functions, logGroups, roles, stacks, userPools }: Inventory): string[] {
  return [
    ...userPools.map((id) => `user pool ${id}`),
    ...stacks.map((id) => `stack ${id}`),
    ...functions.map((name) => `function ${name}`),
    ...roles.map((name) => `role ${name}`),
    ...logGroups.map((name) => `log group ${name}`),
  ];
}

async function listFunctions({ lambda }: Aws): Promise<string[]> {
  const found: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
    found.push(...Functions.map(({ FunctionName = "" }) => FunctionName));
  }
  return found;
}

async function listLogGroups({ logs }: Aws): Promise<string[]> {
  const found: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, {})) {
    found.push(...logGroups.map(({ logGroupName = "" }) => logGroupName));
  }
  return found;
}

async function listRoles({ iam }: Aws): Promise<string[]> {
  const found: string[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) {
    found.push(...Roles.map(({ RoleName = "" }) => RoleName));
  }
  return found;
}

async function listStacks({ cloudFormation }: Aws): Promise<string[]> {
  const found: string[] = [];
  for await (const { StackSummaries = [] } of paginateListStacks({ client: cloudFormation }, {})) {
    const present = StackSummaries.filter(({ StackStatus }) => StackStatus !== "DELETE_COMPLETE");
    found.push(...present.map(({ StackId = "" }) => StackId));
  }
  return found;
}

async function listUserPools({ cognito }: Aws): Promise<string[]> {
  const found: string[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client: cognito }, { MaxResults: 60 })) {
    found.push(...UserPools.map(({ Id = "" }) => Id));
  }
  return found;
}
