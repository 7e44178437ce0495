import type * as pulumi from "@pulumi/pulumi";
import { resolved } from "../engine/resolved";
import type { TriggerContext, Triggers } from "../lambda/triggers";
import type { PoolSettings } from "./newPool";
import { previewMigration } from "./preview";
import { createUserMigration, type MigrateFromArgs } from "./userMigration";

/** The trigger that migrates users of another pool, if the program names one. */
export interface Migration {
  readonly triggers: Triggers;
  /** What has to exist before the pool. */
  readonly resources: readonly pulumi.Resource[];
}

/** The arguments of the pool that decide it. */
interface MigrationArgs {
  readonly migrateFrom?: MigrateFromArgs;
  readonly settings: unknown;
  readonly adoptUserPoolId?: pulumi.Input<string>;
}

/** Reads the old pool and creates the trigger that asks it; nothing where the program names none. */
export function createMigration(
  { migrateFrom, settings, adoptUserPoolId }: MigrationArgs,
  context: TriggerContext & { readonly parent: pulumi.ComponentResource },
): Migration {
  if (migrateFrom === undefined) return { triggers: {}, resources: [] };
  const looked = previewMigration(migrateFrom, {
    title: context.title,
    settings: resolved<PoolSettings>(settings),
    adoptUserPoolId,
    component: context.parent,
  });
  const made = createUserMigration(migrateFrom, { ...context, settings: looked });
  return { triggers: { UserMigration: made.function.arn }, resources: made.resources };
}
