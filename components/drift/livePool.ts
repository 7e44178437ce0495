import type { Cognito } from "../../handlers/userPool/aws/cognito";
import { isNotFound } from "../../handlers/userPool/aws/retries";
import type { LivePool, Wanted } from "../../handlers/userPool/plan/drift";
import { managesMfa } from "../../handlers/userPool/plan/mfa";
import { readFormerPoolProperties, readFormerTriggers } from "../../handlers/userPool/rules/properties";
import { ownTags } from "../../handlers/userPool/settings/ownTags";
import { asRecord } from "../../handlers/userPool/settings/values";
import { functionNameIn } from "../engine/place";

type Properties = Readonly<Record<string, unknown>>;

/** A pool as a deployed template describes it. */
export interface DeployedPool {
  readonly logicalId: string;
  /** The properties of its `Custom::UserPool`. */
  readonly pool: Properties;
  /** The properties of its `Custom::UserPoolTriggers`, if it has one. */
  readonly triggers: Properties | undefined;
}

/** The pools in a template. @throws SyntaxError where the template is not JSON. */
export function poolsIn(templateBody: string): DeployedPool[] {
  const template: unknown = JSON.parse(templateBody);
  const resources = Object.entries(asRecord(asRecord(template)?.["Resources"]) ?? {});
  const propertiesOf = (type: string) =>
    resources.flatMap(([logicalId, resource]): [string, Properties][] => {
      const { Type, Properties: properties } = asRecord(resource) ?? {};
      return Type === type ? [[logicalId, asRecord(properties) ?? {}]] : [];
    });
  const triggers = propertiesOf("Custom::UserPoolTriggers").map(([, properties]) => properties);
  return propertiesOf("Custom::UserPool").map(([logicalId, pool]) => ({
    logicalId,
    pool,
    triggers: triggers.find((properties) => refersTo(properties["UserPoolId"], logicalId)),
  }));
}

function refersTo(value: unknown, logicalId: string): boolean {
  const reference = asRecord(value) ?? {};
  const attribute = reference["Fn::GetAtt"];
  return reference["Ref"] === logicalId || (Array.isArray(attribute) && attribute[0] === logicalId);
}

/** What the template wants of the live pool. What another resource of the template decides is left out. */
export function wantedOf({ logicalId, pool, triggers }: DeployedPool, stackId?: string): Wanted {
  const functionName = functionNameIn(pool["ServiceToken"]);
  return {
    settings: readFormerPoolProperties(pool).settings,
    ...(triggers && { lambdaConfig: readFormerTriggers(triggers) }),
    ownTags: {
      ...(functionName !== undefined && { [ownTags.handler]: functionName }),
      ...(stackId !== undefined && { [ownTags.stackId]: stackId }),
      [ownTags.logicalId]: logicalId,
    },
  };
}

/** The part of Cognito's API that only reads. */
export type ReadOnlyCognito = Pick<Cognito, "describeUserPool" | "getUserPoolMfaConfig">;

/** The pool as it is, or undefined if it is gone. One call, and a second one where the settings manage MFA. */
export async function readLivePool(
  cognito: ReadOnlyCognito,
  UserPoolId: string,
  { settings }: Wanted,
): Promise<LivePool | undefined> {
  try {
    const pool = { ...(await cognito.describeUserPool({ UserPoolId })) };
    const needsMfa = managesMfa({ desired: settings, previous: {} });
    return needsMfa ? { pool, mfa: { ...(await cognito.getUserPoolMfaConfig({ UserPoolId })) } } : { pool };
  } catch (error: unknown) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
