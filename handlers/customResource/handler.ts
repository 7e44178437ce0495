import type { CloudFormationCustomResourceEvent, Context } from "aws-lambda";
import { answerBody, type Outcome, type ResourceResult } from "./answer";
import { abortReason, type Clock } from "./clock";
import { conceal } from "./conceal";
import { deliver } from "./deliver";
import { DeadlineError, describeError, errorName, UserError } from "./errors";
import type { Log } from "./log";
import { requestTime, requireAnswerUrl } from "./responseUrl";

/** What the protocol needs of the world; only an entry file makes the real ones. */
export interface ProtocolServices {
  clock: Clock;
  log: Log;
  /** A number in [0, 1), such as `Math.random`. */
  random: () => number;
}

/** One invocation, as a resource's lifecycle sees it. */
export interface Invocation {
  /** Aborted when the time for the work is used up. */
  signal: AbortSignal;
  /** Epoch milliseconds at which `signal` aborts. */
  deadline: number;
  /** The Lambda's own name. */
  functionName: string;
  /** Where its log goes. */
  logGroupName: string;
  /** Epoch milliseconds at which CloudFormation made the request, where its URL tells. */
  requestedAt?: number;
  /** Tells the resource's id as soon as it exists, so that a FAILED answer carries it and its Delete finds the resource. */
  created(physicalResourceId: string): void;
  /** Adds texts that no Reason may show, such as message templates: AWS repeats a refused value in its error. */
  conceal(texts: readonly string[]): void;
}

type EventOf<Type> = Extract<CloudFormationCustomResourceEvent, { RequestType: Type }>;
export type CreateEvent = EventOf<"Create">;
export type UpdateEvent = EventOf<"Update">;
export type DeleteEvent = EventOf<"Delete">;

/** A custom resource type: returns its result or throws. */
export interface ResourceLifecycle {
  onCreate(event: CreateEvent, invocation: Invocation): Promise<ResourceResult>;
  onUpdate(event: UpdateEvent, invocation: Invocation): Promise<ResourceResult>;
  onDelete(event: DeleteEvent, invocation: Invocation): Promise<void>;
}

/** The answer has arrived at least this long before Lambda ends the function, in milliseconds. */
const spareMs = 1_000;
/** What is kept for delivering the answer, in milliseconds, or a third of the whole time where that is less. */
const deliveryMs = 8_000;
/** CloudFormation's longest wait for an answer, in milliseconds: an older request is nobody's any more. */
export const longestWaitMs = 60 * 60 * 1000;

/** The physical id of a resource whose Create failed before anything was made. */
export const notCreatedPrefix = "not-created-";

/**
 * A Lambda handler that answers CloudFormation exactly once, on every path, before Lambda's deadline, and then returns.
 *
 * It throws only if the answer could not be delivered: Lambda then invokes it again with the same event, which is one
 * more chance to answer.
 *
 * @param lifecycles - by resource type, such as `Custom::UserPool`.
 */
export function makeHandler(services: ProtocolServices, lifecycles: Record<string, ResourceLifecycle>) {
  return async (event: CloudFormationCustomResourceEvent, context: Context): Promise<void> => {
    requireCustomResourceEvent(event);
    requireAnswerUrl(event.ResponseURL);
    const remainingMs = context.getRemainingTimeInMillis();
    const answerDeadline = services.clock.now() + remainingMs - spareMs;
    const workDeadline = answerDeadline - Math.min(deliveryMs, remainingMs / 3);
    services.log.info("Request received.", identify(event));
    const outcome = await work({ services, lifecycles, event, context, deadline: workDeadline });
    services.log.info("Answering.", {
      requestId: event.RequestId,
      stackId: event.StackId,
      status: outcome.status,
      physicalResourceId: outcome.physicalResourceId,
    });
    await deliver(services, {
      url: event.ResponseURL,
      body: answerBody(event, outcome),
      deadline: answerDeadline,
    });
  };
}

/** Without these nobody can be answered. What was got is not shown: it may hold anything. */
function requireCustomResourceEvent(event: Partial<CloudFormationCustomResourceEvent> | null): void {
  const fields = [
    event?.RequestType,
    event?.ResponseURL,
    event?.StackId,
    event?.RequestId,
    event?.LogicalResourceId,
  ];
  if (fields.every((field) => typeof field === "string")) return;
  throw new UserError(
    "This function answers only the custom resource requests of AWS CloudFormation; got another event.",
  );
}

function identify(event: CloudFormationCustomResourceEvent) {
  return {
    requestType: event.RequestType,
    resourceType: event.ResourceType,
    requestId: event.RequestId,
    stackId: event.StackId,
    logicalResourceId: event.LogicalResourceId,
    ...("PhysicalResourceId" in event && { physicalResourceId: event.PhysicalResourceId }),
  };
}

interface Work {
  services: ProtocolServices;
  lifecycles: Record<string, ResourceLifecycle>;
  event: CloudFormationCustomResourceEvent;
  context: Context;
  deadline: number;
}

/** Runs the lifecycle until it is done or its time is up, and turns whatever happens into an outcome. */
async function work(request: Work): Promise<Outcome> {
  const { services, event, context, deadline } = request;
  const cancel = new AbortController();
  const finished = new AbortController();
  const concealed: string[] = [];
  // A Delete has to be answered with the id that it came with; so has an Update, unless a new pool is made. Without any
  // id, or with an empty one, CloudFormation shows "Invalid PhysicalResourceId" instead of the reason.
  const given = "PhysicalResourceId" in event ? event.PhysicalResourceId : "";
  let physicalResourceId = given || notCreatedPrefix + event.RequestId;
  const invocation: Invocation = {
    signal: cancel.signal,
    deadline,
    functionName: context.functionName,
    logGroupName: logGroupOf(context) ?? `/aws/lambda/${context.functionName}`,
    requestedAt: requestTime(event.ResponseURL),
    created: (id) => {
      if (event.RequestType === "Create") physicalResourceId = id;
    },
    conceal: (texts) => concealed.push(...texts),
  };
  const expire = services.clock.sleep(deadline - services.clock.now(), finished.signal).then(() => {
    const error = new DeadlineError(
      "The time of the function was used up before the work was done. Run the deployment again; what was made is found and completed.",
    );
    cancel.abort(error);
    throw error;
  });
  try {
    const result = await Promise.race([run(request, invocation), expire]);
    return { status: "SUCCESS", physicalResourceId, ...result };
  } catch (error: unknown) {
    const shown = cancel.signal.aborted ? abortReason(cancel.signal) : error;
    services.log.warn("The request failed.", { requestId: event.RequestId, error: errorName(shown) });
    const { ResponseURL: url } = event;
    // The URL's host and path may stand in any message; what signs it may not.
    const reason = conceal(describeError(shown).replaceAll(url, "***"), [...concealed, new URL(url).search]);
    return { status: "FAILED", physicalResourceId, reason, footer: footerOf(context) };
  } finally {
    // Whatever still runs after the answer must not touch AWS any more, in this or in a later invocation.
    cancel.abort(new DeadlineError("The request was answered already."));
    finished.abort();
    expire.catch(() => undefined);
  }
}

async function run(
  { services, lifecycles, event }: Work,
  invocation: Invocation,
): Promise<ResourceResult | undefined> {
  const lifecycle = Object.hasOwn(lifecycles, event.ResourceType)
    ? lifecycles[event.ResourceType]
    : undefined;
  if (!lifecycle) {
    throw new UserError(
      `The resource type must be one of ${Object.keys(lifecycles).join(", ")}, got \`${event.ResourceType}\`. Correct \`Type\` in the template.`,
    );
  }
  const { RequestType: type } = event;
  requireYoung(services, invocation);
  switch (event.RequestType) {
    case "Create":
      return await lifecycle.onCreate(event, invocation);
    case "Update":
      return await lifecycle.onUpdate(event, invocation);
    case "Delete":
      await lifecycle.onDelete(event, invocation);
      return undefined;
    default:
      throw new UserError(`The request type must be Create, Update or Delete, got \`${type}\`.`);
  }
}

/** Nobody waits for the answer any more, and what an old request asks for may be out of date. */
function requireYoung({ clock }: ProtocolServices, { requestedAt }: Invocation): void {
  if (requestedAt === undefined || clock.now() - requestedAt < longestWaitMs) return;
  throw new UserError("This request arrived an hour after it was made. Nothing was changed.");
}

function logGroupOf(context: Context): string | undefined {
  return process.env["AWS_LAMBDA_LOG_GROUP_NAME"] ?? context.logGroupName;
}

/** Where the reader of a FAILED answer finds the rest. */
function footerOf(context: Context): string {
  const group = logGroupOf(context);
  return group === undefined ? "" : ` (log group ${group})`;
}
