import * as pulumi from "@pulumi/pulumi";
import { asRecord, membersOf } from "../../handlers/userPool/settings/values";
import { knownOf } from "../engine/known";
import { secretPathsKey, triggersLogicalId, userPoolLogicalId } from "./template";

/** The properties of a `Custom::UserPool` that decide about a pool's life; `unknownValue` stands for what is not known. */
export interface DeclaredPool {
  ServiceToken?: unknown;
  Settings: Record<string, unknown>;
  OnImmutableChange?: unknown;
  ForceDestroy?: unknown;
  AdoptUserPoolId?: unknown;
  ReplaceNonEmpty?: unknown;
  OnDelete?: unknown;
  /** The triggers, which stand in a resource of their own. */
  LambdaConfig?: unknown;
}

/** The arguments of the component that stand in the template under a name of their own. */
export const templateArguments = [
  "onImmutableChange",
  "replaceNonEmpty",
  "forceDestroy",
  "adoptUserPoolId",
  "onDelete",
] as const;

/** The template's name of an argument of the component: `OnDelete` for `onDelete`. */
export function propertyName(argument: string): string {
  return `${argument.charAt(0).toUpperCase()}${argument.slice(1)}`;
}

/** A pool as a stack's template describes it. */
export interface TemplatePool {
  /** None where the template is not known, or not one of ours. */
  readonly pool?: DeclaredPool;
  /** The paths of its secrets. */
  readonly secrets: readonly string[];
}

/** Of a secret template that does not say where its secrets are, nothing may be shown. */
const everything = [
  "settings",
  "triggers",
  "onImmutableChange",
  "replaceNonEmpty",
  "forceDestroy",
  "adoptUserPoolId",
  "onDelete",
];

/** Reads a template as the engine hands it to a hook: secret, unknown, or both. */
export async function readTemplate(body: unknown): Promise<TemplatePool> {
  const isSecret = pulumi.Output.isInstance(body) && (await pulumi.isSecret(body));
  const resources = resourcesIn(await knownOf(body));
  const { Metadata, Properties } = membersOf(resources[userPoolLogicalId]);
  const properties = membersOf(Properties);
  const secrets = asTexts(membersOf(Metadata)[secretPathsKey]) ?? (isSecret ? everything : []);
  const Settings = asRecord(properties["Settings"]);
  if (Settings === undefined) return { secrets };
  const triggers = membersOf(membersOf(resources[triggersLogicalId])["Properties"]);
  return { pool: { ...properties, Settings, LambdaConfig: triggers["LambdaConfig"] ?? {} }, secrets };
}

function resourcesIn(text: unknown): Record<string, unknown> {
  if (typeof text !== "string") return {};
  try {
    return membersOf(membersOf(JSON.parse(text))["Resources"]);
  } catch (error: unknown) {
    // Somebody else's template, in YAML.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function asTexts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((item): item is string => typeof item === "string");
}
