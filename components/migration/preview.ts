import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import * as pulumi from "@pulumi/pulumi";
import { errorName } from "../../handlers/customResource/errors";
import { credentialsOf, readerFor } from "../drift/repairClient";
import { refusal } from "../engine/judge";
import { knownOf } from "../engine/known";
import { hasEngine } from "../engine/program";
import { within } from "../engine/within";
import type { PoolSettings } from "./newPool";
import { reviewMigration } from "./review";
import { type MigrateFromArgs, regionOf } from "./userMigration";

const patienceSeconds = 20;

interface Previewed {
  readonly title: string;
  readonly settings: pulumi.Output<PoolSettings>;
  readonly component: pulumi.ComponentResource;
}

/**
 * Looks at the old pool in a preview, where it is known: what would keep its users from coming along is refused, and what
 * is good to know is told. Where it cannot be read, that is told too.
 */
export function previewMigration(from: MigrateFromArgs, { title, settings, component }: Previewed): void {
  if (!pulumi.runtime.isDryRun() || !hasEngine()) return;
  const credentials = credentialsOf(component.getProvider("aws:cloudformation/stack:Stack"));
  // An apply is part of the program: what it throws ends the preview.
  pulumi.output(settings).apply(async (known) => {
    const userPoolId = await knownOf(from.userPoolId);
    if (typeof userPoolId !== "string") return;
    const reader = readerFor(credentials, regionOf(userPoolId));
    const read = reader.describeUserPool({ UserPoolId: userPoolId });
    const old = await within(patienceSeconds, "looking at the old user pool", read).catch((error: unknown) =>
      untold(title, userPoolId, { error, component }),
    );
    if (old !== undefined) await tell(old, { from, known, title, component });
  });
}

async function untold(
  title: string,
  userPoolId: string,
  { error, component }: { error: unknown; component: pulumi.ComponentResource },
): Promise<undefined> {
  if (errorName(error) === "ResourceNotFoundException") {
    throw refusal(title, [`\`migrateFrom.userPoolId\`: there is no user pool \`${userPoolId}\` any more.`]);
  }
  await pulumi.log.warn(
    `The old user pool \`${userPoolId}\` could not be looked at (${errorName(error)}), so nobody knows yet what its users lack here.`,
    component,
  );
}

async function tell(
  old: UserPoolType,
  given: { from: MigrateFromArgs; known: PoolSettings; title: string; component: pulumi.ComponentResource },
): Promise<void> {
  const { faults, warnings } = reviewMigration(old, given.from, given.known);
  if (faults.length > 0) throw refusal(given.title, faults);
  for (const warning of warnings) await pulumi.log.warn(warning, given.component);
}
