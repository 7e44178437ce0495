import * as pulumi from "@pulumi/pulumi";
import { systemClock } from "../../handlers/customResource/clock";
import { retry } from "../../handlers/customResource/retry";
import { asRecord } from "../../handlers/userPool/settings/values";
import { oncePerProgram } from "../engine/program";
import { runError } from "../engine/runError";
import { within } from "../engine/within";

/** A pool's CloudFormation stack as it was deployed last. */
export interface DeployedStack {
  readonly templateBody: string;
  readonly userPoolId: string;
  readonly userPoolArn: string;
}

/**
 * The stack as Pulumi's state holds it from the last deployment, or undefined if there was none.
 *
 * A program is not given its resources' former state, and nothing else tells it which pool it has: the CloudFormation
 * stack is named by the provider, and a stack reference to oneself shows only what the program exports. The engine has a
 * function for it, `readStackResourceOutputs`, which the SDK does not wrap:
 * https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/builtins.go
 */
export async function deployedStack(urn: string): Promise<DeployedStack | undefined> {
  const { templateBody, outputs } = await deployedOutputs(urn);
  const { UserPoolId: userPoolId, UserPoolArn: userPoolArn } = asRecord(outputs) ?? {};
  const texts = { templateBody, userPoolId, userPoolArn };
  return isDeployed(texts) ? texts : undefined;
}

/** What a resource of the program said last, by its URN; empty where there is none. */
export async function deployedOutputs(urn: unknown): Promise<Record<string, unknown>> {
  const resource =
    typeof urn === "string" ? asRecord((await resourcesOnce("state", readResources))[urn]) : undefined;
  return asRecord(resource?.["outputs"]) ?? {};
}

/** The URNs of all resources of a type in the last deployment. */
export async function deployedUrns(type: string): Promise<string[]> {
  const urns = Object.keys(await resourcesOnce("state", readResources));
  return urns.filter((urn) => urn.split("::")[2]?.split("$").at(-1) === type);
}

/** The domain that the program has given the pool. */
export async function deployedDomain(userPoolId: string | undefined): Promise<string | undefined> {
  const resources = Object.entries(await resourcesOnce("state", readResources));
  const domains = resources.flatMap(([urn, resource]) => {
    const outputs = asRecord(asRecord(resource)?.["outputs"]);
    return urn.includes("aws:cognito/userPoolDomain:") && outputs?.["userPoolId"] === userPoolId
      ? [String(outputs?.["domain"])]
      : [];
  });
  return userPoolId === undefined ? undefined : domains[0];
}

function isDeployed(texts: Record<keyof DeployedStack, unknown>): texts is DeployedStack {
  return Object.values(texts).every((text) => typeof text === "string");
}

/** As long as everything else that a preview asks of the engine or of AWS. */
const patienceSeconds = 20;

/** One call for all pools of the program. */
const resourcesOnce = oncePerProgram<Promise<Record<string, unknown>>>();

async function readResources(): Promise<Record<string, unknown>> {
  try {
    const state: unknown = await within(patienceSeconds, "asking the engine", readWhole());
    return asRecord(asRecord(state)?.["outputs"]) ?? {};
  } catch (error: unknown) {
    throw runError(
      `The last deployment could not be read from Pulumi's state: ${String(error)}. ` +
        "Take `repairDrift` out if it is set, or use another version of the Pulumi CLI.",
    );
  }
}

/**
 * In an update the engine writes the state while the program reads it. A backend in a folder writes a file of attributes
 * in place, which can be read half-written: https://github.com/google/go-cloud/blob/master/blob/fileblob/attrs.go
 */
const whileWritten = {
  attempts: 6,
  baseMs: 100,
  capMs: 1600,
  isRetryable: (error: unknown) => String(error).includes("failed to load checkpoint"),
};

function readWhole(): Promise<unknown> {
  const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const deadline = systemClock.now() + patienceSeconds * 1000;
  return retry({ clock: systemClock, random: Math.random }, { ...whileWritten, deadline }, () =>
    pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName }),
  );
}
