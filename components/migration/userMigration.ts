import * as cognito from "@pulumi/aws/cognito";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { type MigrationOptions, optionsVariable } from "../../handlers/userMigration/options";
import { regionOf } from "../../handlers/userPool/settings/poolId";
import { childName } from "../engine/names";
import { resolved } from "../engine/resolved";
import { ownHandlers, packageFolder } from "../lambda/bundle";
import { NodeFunction } from "../lambda/nodeFunction";
import { migrationStatement, policyDocument } from "../lambda/policies";
import { newPoolOf, type PoolSettings } from "./newPool";

/** The pool from which users migrate, and how. */
export interface MigrateFromArgs {
  /**
   * The id of the old pool, in this account and any Region. It may be another component's `userPoolId`.
   *
   * @example "eu-west-1_AbCdEfGhI"
   */
  userPoolId: pulumi.Input<string>;

  /**
   * An app client of the old pool, without a secret, that allows `ALLOW_ADMIN_USER_PASSWORD_AUTH`.
   *
   * @default one that the component creates there, with that flow only, and deletes with `migrateFrom`
   */
  clientId?: pulumi.Input<string> | undefined;

  /**
   * Maps the name of an attribute in the old pool to its name in the new one, or to "drop". Other attributes keep their
   * names. A `sub` cannot be kept, but it can become another attribute.
   *
   * @default {}
   * @example { sub: "custom:formerSub", "custom:plan": "custom:tier", "custom:legacy": "drop" }
   */
  attributes?: Readonly<Record<string, string>> | undefined;

  /**
   * What happens to users who lack an attribute that the new pool requires: "refuse" refuses their sign-in; otherwise, set
   * values for such attributes.
   *
   * @default "refuse"
   * @example { name: "-" }
   */
  onMissingAttribute?: "refuse" | Readonly<Record<string, string>> | undefined;
}

/** What lets users of the old pool in. */
export interface UserMigration {
  readonly function: NodeFunction;
  /** What has to exist before Cognito calls the function. */
  readonly resources: readonly pulumi.Resource[];
}

interface Context {
  readonly name: string;
  /** The component, for messages. */
  readonly title: string;
  readonly settings: pulumi.Output<PoolSettings>;
  readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  readonly parent: pulumi.Resource;
}

/** More memory is more of a CPU: Cognito's five seconds hold a cold start and two calls. */
const memorySize = 512;

/** The function of the UserMigration trigger, its permissions at the old pool, and an app client there. */
export function createUserMigration(from: MigrateFromArgs, context: Context): UserMigration {
  const { name, title, tags, parent } = context;
  const functionName = childName(name, "user-migration");
  const userPoolId = pulumi.output(from.userPoolId);
  const clientId = from.clientId ?? createClient(userPoolId, context).id;
  const nodeFunction = new NodeFunction(
    functionName,
    {
      ...ownHandlers.userMigration,
      folder: packageFolder(),
      memorySize,
      environment: { [optionsVariable]: pulumi.jsonStringify(optionsOf(from, { clientId, ...context })) },
      declaredIn: { title, path: "migrateFrom" },
      tags,
    },
    { parent },
  );
  const statement = pulumi
    .all([nodeFunction.place, userPoolId])
    .apply(([place, id]) => migrationStatement(place, id));
  const policy = new iam.RolePolicy(
    `${functionName}-old-pool-policy`,
    {
      role: nodeFunction.role.name,
      policy: pulumi.jsonStringify(statement.apply((one) => policyDocument([one]))),
    },
    { parent },
  );
  return { function: nodeFunction, resources: [...nodeFunction.resources, policy] };
}

/**
 * A client of which nothing outside of this account can make use: its flow needs AWS credentials. Its tokens are given to
 * nobody, and live as short as Cognito lets them.
 */
function createClient(userPoolId: pulumi.Output<string>, { name, parent }: Context): cognito.UserPoolClient {
  return new cognito.UserPoolClient(
    childName(name, "user-migration", "client"),
    {
      userPoolId,
      region: userPoolId.apply(regionOf),
      explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
      generateSecret: false,
      preventUserExistenceErrors: "ENABLED",
      accessTokenValidity: 5,
      idTokenValidity: 5,
      refreshTokenValidity: 60,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "minutes" },
    },
    { parent },
  );
}

function optionsOf(
  { userPoolId, attributes = {}, onMissingAttribute }: MigrateFromArgs,
  { clientId, settings }: { clientId: pulumi.Input<string>; settings: pulumi.Output<PoolSettings> },
): pulumi.Output<MigrationOptions> {
  const defaults = typeof onMissingAttribute === "object" ? onMissingAttribute : {};
  return resolved<[string, string, PoolSettings]>([userPoolId, clientId, settings]).apply(
    ([id, client, known]) => ({
      userPoolId: id,
      clientId: client,
      attributes,
      defaults,
      pool: newPoolOf(known),
    }),
  );
}
