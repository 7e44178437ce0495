import type { UpdateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import { errorName } from "../customResource/errors";
import { describePool } from "./aws/pools";
import { isDenied, type Repeated, repeat } from "./aws/retries";
import type { Pool, Session } from "./aws/session";
import { addedAttributes } from "./plan/changes";
import { managesMfa } from "./plan/mfa";
import { planUpdate } from "./plan/plan";
import { type AttributesCall, type Call, type SettingsCall, type Situation } from "./plan/situation";
import { confidentialTexts } from "./rules/properties";
import type { Settings } from "./settings/values";

/** Reads what is missing of the situation, plans, and carries the plan out. */
export async function bringAbout(session: Session, userPoolId: string, situation: Situation): Promise<void> {
  await writeAnew(session, userPoolId, async (write, now) => {
    const { live, liveMfa } = now ? { live: { ...now }, liveMfa: undefined } : situation;
    const current = { owner: session.owner, ...situation, live };
    const mfa = liveMfa ?? (await readMfa(session, userPoolId, current));
    for (const call of planUpdate({ ...current, liveMfa: mfa })) {
      write.operation = call.operation;
      await execute(session, userPoolId, call);
    }
  });
}

/** The pool's MFA configuration, where the settings have to do with it. */
export async function readMfa(
  session: Session,
  UserPoolId: string,
  situation: Pick<Situation, "desired" | "previous">,
): Promise<Settings | undefined> {
  if (!managesMfa(situation)) return undefined;
  const mfa = { ...(await session.cognito.getUserPoolMfaConfig({ UserPoolId })) };
  session.invocation.conceal(confidentialTexts(mfa));
  return mfa;
}

/**
 * Updates a pool by a request that is made from it; none where nothing has to change.
 *
 * @param make - is given the pool as it is, and tells what makes the request necessary.
 */
export async function updatePool(
  session: Session,
  pool: Pool,
  make: (pool: Settings) => { input: Settings; because: string[] },
): Promise<void> {
  await writeAnew(session, pool.Id, async (_write, now = pool) => {
    const call: SettingsCall = { operation: "UpdateUserPool", ...make({ ...now }) };
    if (call.because.length > 0) await execute(session, pool.Id, call);
  });
}

/**
 * Writes to a pool, and again after an error that passes. Before each further try the pool is read anew: the former
 * request would take back what somebody else changed meanwhile, or ask for what was done although its answer got lost.
 */
async function writeAnew(
  session: Session,
  userPoolId: string,
  run: (write: Repeated, now?: Pool) => Promise<void>,
): Promise<void> {
  const { services, invocation } = session;
  const write: Repeated = { operation: "UpdateUserPool" };
  await repeat({ ...services, ...invocation }, write, async (attempt) => {
    await run(write, attempt > 1 ? await describePool(session, userPoolId) : undefined);
  });
}

async function execute(session: Session, userPoolId: string, call: Call): Promise<void> {
  const { operation, because } = call;
  session.services.log.info("Changing the user pool.", { operation, userPoolId, because });
  switch (call.operation) {
    case "UpdateUserPool":
      return await update(session, userPoolId, call);
    case "SetUserPoolMfaConfig":
      return await session.cognito.setUserPoolMfaConfig({ ...call.input, UserPoolId: userPoolId });
    case "AddCustomAttributes":
      return await addAttributes(session, userPoolId, call.input);
  }
}

/** Handing a role or a key over may be forbidden by now: then what stays as it is, and is kept, is not repeated. */
async function update(session: Session, userPoolId: string, { input, because }: SettingsCall): Promise<void> {
  try {
    await session.cognito.updateUserPool(asUpdate(userPoolId, input));
  } catch (error: unknown) {
    const spared = ["SmsConfiguration", "KeyConfiguration"].filter(
      (name) => input[name] !== undefined && !because.some((path) => path.startsWith(name)),
    );
    if (!isDenied(error) || spared.length === 0) throw error;
    const rest = Object.entries(input).filter(([name]) => !spared.includes(name));
    await session.cognito.updateUserPool(asUpdate(userPoolId, Object.fromEntries(rest)));
  }
}

/** Another delivery of the same request may have added them, or some of them. */
async function addAttributes(
  session: Session,
  UserPoolId: string,
  input: AttributesCall["input"],
): Promise<void> {
  try {
    await session.cognito.addCustomAttributes({ ...input, UserPoolId });
  } catch (error: unknown) {
    if (errorName(error) !== "InvalidParameterException") throw error;
    const live = { ...(await describePool(session, UserPoolId)) };
    const missing = addedAttributes({ desired: { Schema: input.CustomAttributes }, previous: {}, live });
    if (missing.length === input.CustomAttributes.length) throw error;
    if (missing.length > 0) await addAttributes(session, UserPoolId, { CustomAttributes: missing });
  }
}

/** Members come from the SDK's own schema, decoded by it or described by Cognito. */
function asUpdate(userPoolId: string, input: Settings): UpdateUserPoolRequest {
  return { ...input, UserPoolId: userPoolId };
}
