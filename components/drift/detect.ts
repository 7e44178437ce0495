import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  GetTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { sdkCognito } from "../../handlers/userPool/aws/cognito";
import { type Difference, findDrift } from "../../handlers/userPool/plan/drift";
import type { ShownDifference } from "./difference";
import { type DeployedPool, poolsIn, readLivePool, wantedOf } from "./livePool";

export type { ShownDifference } from "./difference";
export { describeDifference } from "./difference";

/** Where to look for drift. */
export interface DriftOptions {
  /** The name or the ARN of the CloudFormation stack that holds the pool: `CustomUserPool.stack.id`. */
  readonly stackName: string;

  /**
   * The Region of the stack.
   *
   * @default that of the ARN; for a name that of the environment
   */
  readonly region?: string;

  /**
   * The clients to read with.
   *
   * @default clients with the credentials of the environment
   */
  readonly clients?: DriftClients;
}

export interface DriftClients {
  readonly cloudFormation: Pick<CloudFormationClient, "send">;
  readonly cognito: CognitoIdentityProviderClient;
}

/** The drift of one pool. */
export interface PoolDrift {
  readonly userPoolId: string;
  /** Whether the pool does not exist any more. */
  readonly isGone: boolean;
  readonly differences: readonly ShownDifference[];
}

/** Many stacks may be looked at at once, and AWS slows down who asks too often. */
const maxAttempts = 10;
const patienceMs = 120_000;

/**
 * Compares the live pools of a CloudFormation stack with what was deployed: settings, MFA configuration and triggers.
 * It reads only: GetTemplate, DescribeStackResources, DescribeUserPool, GetUserPoolMfaConfig.
 *
 * What is wanted is read from CloudFormation and not from Pulumi's state, since that template is what the handler was
 * given last, also after a rollback, and it is there for stacks of every tool.
 *
 * @example
 * const [pool] = await detectDrift({ stackName: "users-stack-1a2b3c4" });
 * console.log(pool.isGone, pool.differences.map(({ path }) => path));
 */
export async function detectDrift({ stackName, region, clients }: DriftOptions): Promise<PoolDrift[]> {
  const { cloudFormation, cognito } = clients ?? makeClients(region ?? stackName.split(":")[3]);
  const { TemplateBody = "" } = await cloudFormation.send(
    new GetTemplateCommand({ StackName: stackName, TemplateStage: "Processed" }),
  );
  const { StackResources = [] } = await cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: stackName }),
  );
  const reader = sdkCognito(cognito, AbortSignal.timeout(patienceMs));
  const work = poolsOf(stackName, TemplateBody).map(async (deployed): Promise<PoolDrift> => {
    const resource = StackResources.find(({ LogicalResourceId }) => LogicalResourceId === deployed.logicalId);
    const { PhysicalResourceId: userPoolId, StackId = stackName } = resource ?? {};
    if (userPoolId === undefined) throw new Error(`The stack \`${stackName}\` has not made its user pool.`);
    const wanted = wantedOf(deployed, StackId);
    const live = await readLivePool(reader, userPoolId, wanted);
    if (!live) return { userPoolId, isGone: true, differences: [] };
    const { pool, triggers } = findDrift(wanted, live);
    return { userPoolId, isGone: false, differences: [...pool, ...triggers].map(showable) };
  });
  return await Promise.all(work);
}

function makeClients(region: string | undefined): DriftClients {
  const config = { maxAttempts, ...(region !== undefined && { region }) };
  return {
    cloudFormation: new CloudFormationClient(config),
    cognito: new CognitoIdentityProviderClient(config),
  };
}

function poolsOf(stackName: string, templateBody: string): DeployedPool[] {
  let pools: DeployedPool[];
  try {
    pools = poolsIn(templateBody);
  } catch (error: unknown) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(`The template of the stack \`${stackName}\` must be JSON to be compared, got YAML.`, {
      cause: error,
    });
  }
  if (pools.length > 0) return pools;
  throw new Error(
    `The stack \`${stackName}\` has no resource of the type Custom::UserPool. Name the stack that holds the pool.`,
  );
}

function showable({ path, wanted, live, confidential, repairable }: Difference): ShownDifference {
  return { path, ...(confidential ? {} : { wanted, live }), confidential, repairable };
}
