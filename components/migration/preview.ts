import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import * as pulumi from "@pulumi/pulumi";
import { describeError, errorName } from "../../handlers/customResource/errors";
import { regionOf } from "../../handlers/userPool/settings/poolId";
import { credentialsOf, readerFor } from "../drift/repairClient";
import { refusal } from "../engine/judge";
import { knownOf } from "../engine/known";
import { stackType } from "../engine/names";
import { hasEngine } from "../engine/program";
import { within } from "../engine/within";
import { leavesProgram } from "../guard/formerPools";
import { deployedOutputs, deployedUrns } from "../stack/deployedState";
import type { PoolSettings } from "./newPool";
import { reviewMigration } from "./review";
import type { MigrateFromArgs } from "./userMigration";

const patienceSeconds = 20;

interface Previewed {
  readonly title: string;
  readonly settings: pulumi.Output<PoolSettings>;
  /** The new pool's id, where it is there already. */
  readonly adoptUserPoolId: pulumi.Input<string> | undefined;
  readonly component: pulumi.ComponentResource;
}

/**
 * Looks at the old pool in a preview, where it is known: what would keep its users from coming along is refused, and what
 * is good to know is told. Where it cannot be read, that is told too.
 *
 * @returns the settings once the look is over: a preview does not end before what depends on them
 */
export function previewMigration(
  from: MigrateFromArgs,
  { title, settings, component, adoptUserPoolId }: Previewed,
): pulumi.Output<PoolSettings> {
  if (!pulumi.runtime.isDryRun() || !hasEngine()) return settings;
  const credentials = credentialsOf(component.getProvider(stackType));
  const look: Look = (userPoolId) => {
    const reader = readerFor(credentials, regionOf(userPoolId), patienceSeconds * 1000);
    const read = reader.describeUserPool({ UserPoolId: userPoolId });
    return within(patienceSeconds, "describing it", read);
  };
  return settings.apply(async (known) => {
    const looking = lookAtPools(from, { known, look, title, component, adoptUserPoolId });
    // What nobody catches ends the program. Resources go on, or the engine would wait for ever for those that depend on them.
    void looking.then(() => undefined);
    await looking.catch(() => undefined);
    return known;
  });
}

/** @throws RunError for what would keep users from coming along. */
export async function lookAtPools(
  from: MigrateFromArgs,
  {
    known,
    adoptUserPoolId,
    ...looking
  }: Looking & Pick<Previewed, "adoptUserPoolId"> & { known: PoolSettings },
): Promise<void> {
  const [userPoolId, adoptedId] = await Promise.all([knownOf(from.userPoolId), knownOf(adoptUserPoolId)]);
  if (typeof userPoolId === "string") {
    const old = await lookAtOld(userPoolId, looking);
    if (old !== undefined) await tell(old, { ...looking, from, known });
    await tellLeaving(userPoolId, looking.component);
  }
  if (typeof adoptedId === "string" && adoptedId !== "") await tellTrigger(adoptedId, looking);
}

type Look = (userPoolId: string) => Promise<UserPoolType>;

interface Looking {
  readonly look: Look;
  readonly title: string;
  readonly component: pulumi.ComponentResource;
}

async function lookAtOld(
  userPoolId: string,
  { look, title, component }: Looking,
): Promise<UserPoolType | undefined> {
  try {
    return await look(userPoolId);
  } catch (error: unknown) {
    if (errorName(error) === "ResourceNotFoundException") {
      throw refusal(title, [`\`migrateFrom.userPoolId\`: there is no user pool \`${userPoolId}\` any more.`]);
    }
    await pulumi.log.warn(
      `The old user pool \`${userPoolId}\` could not be looked at (${describeError(error)}), so nobody knows yet what its users lack here.`,
      component,
    );
    return undefined;
  }
}

async function tell(
  old: UserPoolType,
  { from, known, title, component }: Looking & { from: MigrateFromArgs; known: PoolSettings },
): Promise<void> {
  const { faults, warnings } = reviewMigration(old, from, known);
  if (faults.length > 0) throw refusal(title, faults);
  for (const warning of warnings) await pulumi.log.warn(warning, component);
}

/** Where the old pool has left the program. A program that waits may declare it later: that is no refusal. */
async function tellLeaving(userPoolId: string, component: pulumi.ComponentResource): Promise<void> {
  if (await leavesProgram(userPoolId, component)) {
    await pulumi.log.warn(
      `The old user pool \`${userPoolId}\` leaves the program, while \`migrateFrom\` still names it: nobody comes along once it is deleted. ` +
        "Take `migrateFrom` out first, in a deployment of its own.",
      component,
    );
  }
}

/** Where the new pool is adopted, somebody may have attached such a trigger already. */
async function tellTrigger(adoptedId: string, { look, component }: Omit<Looking, "title">): Promise<void> {
  // Whether it can be adopted is not for this preview to say.
  const pool = await look(adoptedId).catch(() => undefined);
  const attached = pool?.LambdaConfig?.UserMigration;
  if (attached === undefined || (await isOfProgram(attached))) return;
  await pulumi.log.warn(
    `\`migrateFrom\` takes the place of the UserMigration trigger that the user pool \`${adoptedId}\` has: ` +
      `users whom only \`${attached}\` brings do not come any more.`,
    component,
  );
}

/** Whether the function was made by the last deployment; also where nobody knows. */
async function isOfProgram(arn: string): Promise<boolean> {
  try {
    const urns = await deployedUrns("aws:lambda/function:Function");
    return (await Promise.all(urns.map(deployedOutputs))).some((last) => last["arn"] === arn);
  } catch {
    return true;
  }
}
