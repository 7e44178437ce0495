import { describeError, errorName, UserError } from "../customResource/errors";
import { describePool } from "./aws/pools";
import type { Pool, Session } from "./aws/session";
import { bringAbout, readMfa, updatePool } from "./execute";
import { differences } from "./plan/merge";
import { echoRequest } from "./plan/plan";
import { createOnlyMembers } from "./settings/schema";
import type { Settings } from "./settings/values";
import { recordOf } from "./settings/values";

/**
 * Changes a pool that somebody else made, and gives it back as it was when that fails: CloudFormation does not know of the
 * pool then, so nobody else would.
 *
 * @throws what `work` threw, and in words where the pool could not be given back.
 */
export async function orPutBack(
  session: Session,
  { former, settings }: { former: Pool; settings: Settings },
  work: (liveMfa: Settings | undefined) => Promise<void>,
): Promise<void> {
  const mfa = await readMfa(session, former.Id, { desired: settings, previous: {} });
  try {
    await work(mfa);
  } catch (error: unknown) {
    const { log } = session.services;
    log.warn("Giving the pool back as it was.", { userPoolId: former.Id, error: errorName(error) });
    try {
      await putBack(session, former, { mfa, settings });
    } catch (second: unknown) {
      log.warn("The pool could not be given back.", { userPoolId: former.Id, error: errorName(second) });
      throw new UserError(
        `${describeError(error)}\nThe user pool ${former.Id} stays partly changed: giving it back as it was failed with ${errorName(second)}. Correct its settings and tags.`,
        { cause: error },
      );
    }
    throw error;
  }
}

async function putBack(
  session: Session,
  former: Pool,
  { mfa, settings }: { mfa: Settings | undefined; settings: Settings },
): Promise<void> {
  const read = async () => (await describePool(session, former.Id)) ?? former;
  const { SmsConfiguration, KeyConfiguration, UserPoolTags } = former;
  const fixed = createOnlyMembers.map((name) => [name, settings[name]] as const);
  const desired = {
    ...recordOf(fixed),
    ...echoRequest({ ...former }, mfa ?? {}),
    SmsConfiguration,
    KeyConfiguration,
  };
  const live = { ...(await read()) };
  await bringAbout(session, former.Id, { desired, previous: settings, live, owner: undefined });
  // The handler's own tag goes last: the role may touch the pool by it.
  await updatePool(session, await read(), (pool) => ({
    input: echoRequest({ ...pool, UserPoolTags }, {}),
    because: differences(UserPoolTags ?? {}, pool["UserPoolTags"], "UserPoolTags"),
  }));
}
