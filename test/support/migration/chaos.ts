import * as fc from "fast-check";
import { awsError } from "../cognitoRules";
import type { Trigger } from "./newPool";
import type { CallFault, FakeOldUser } from "./oldPool";
import { migrationWorld } from "./world";

const statuses = ["CONFIRMED", "CONFIRMED", "UNCONFIRMED", "RESET_REQUIRED", "FORCE_CHANGE_PASSWORD"];
const factors = [undefined, undefined, "SMS_MFA", "SOFTWARE_TOKEN_MFA", "MFA_SETUP", "CUSTOM_CHALLENGE"];

const kinds = fc.record({
  status: fc.constantFrom(...statuses, "EXTERNAL_PROVIDER"),
  enabled: fc.constantFrom(true, true, true, false),
  challenge: fc.constantFrom(...factors),
  verified: fc.constantFrom("true", "true", "false"),
  hasPhone: fc.boolean(),
});

type Kind = typeof kinds extends fc.Arbitrary<infer K> ? K : never;

const faultNames = [
  "TooManyRequestsException",
  "InternalErrorException",
  "ResourceNotFoundException",
  "AccessDeniedException",
  "UnexpectedLambdaException",
  "hang",
  "none",
  "none",
] as const;

/** What befalls one invocation: nothing, the function's death before or after its work, or an answer that comes too late. */
const fates = fc.constantFrom("well", "well", "well", "killed", "lost", "late");

const visits = fc.record({
  who: fc.nat({ max: 4 }),
  how: fc.constantFrom(
    "right",
    "right",
    "wrong",
    "alias",
    "upper case",
    "unknown",
    "forgot",
    "forgot unknown",
  ),
  faults: fc.array(fc.constantFrom(...faultNames), { maxLength: 4 }),
  fates: fc.array(fates, { maxLength: 3 }),
});

type Visit = typeof visits extends fc.Arbitrary<infer V> ? V : never;

const caseSensitive = fc.boolean();

/** Users of all kinds, and whoever pretends to be one, over and over, with something else that goes wrong each time. */
export async function playMigrations(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.array(kinds, { minLength: 5, maxLength: 5 }),
      fc.array(visits, { minLength: 1, maxLength: 12 }),
      caseSensitive,
      live,
    ),
    { numRuns, seed: 20261125 },
  );
}

const addressOf = (index: number) => `user${index}@example.com`;
const phoneOf = (index: number) => `+49123456${index}`;
const rightOf = (index: number) => `right-${index}`;

function oldUser({ status, enabled, challenge, verified, hasPhone }: Kind, index: number) {
  return {
    userName: `sub-${index}`,
    password: status === "EXTERNAL_PROVIDER" ? undefined : rightOf(index),
    status,
    enabled,
    ...(challenge !== undefined && { challenge }),
    attributes: {
      sub: `sub-${index}`,
      "custom:plan": String(index),
      email: addressOf(index),
      email_verified: verified,
      ...(hasPhone && { phone_number: phoneOf(index), phone_number_verified: "true" }),
    },
  };
}

async function live(all: readonly Kind[], played: readonly Visit[], isCaseSensitive: boolean): Promise<void> {
  const fatesLeft: string[] = [];
  const world = migrationWorld({
    pool: { caseSensitive: isCaseSensitive, mfa: "OPTIONAL", smsMfa: true },
    around: (trigger) => suffering(trigger, fatesLeft, (ms) => world.clock.sleep(ms)),
  });
  const users = all.map((kind, index) => world.oldPool.add(oldUser(kind, index)));
  for (const visit of played) {
    world.oldPool.faults.splice(0, Infinity, ...visit.faults.map(asFault));
    fatesLeft.splice(0, Infinity, ...visit.fates);
    await world.run(() => pay(world, visit));
    expectWhole(world);
  }
  world.oldPool.faults.length = 0;
  fatesLeft.length = 0;
  for (const [index, user] of users.entries()) {
    await world.run(() => expectNotLost(world, user, index));
  }
  expectWhole(world);
}

type World = ReturnType<typeof migrationWorld>;

/** Nobody learns more than whether it was the right password of somebody who may sign in. */
async function pay({ cognito }: World, { who, how }: Visit): Promise<void> {
  const refused = "Incorrect username or password.";
  if (how === "forgot") expect(await cognito.forgotPassword(addressOf(who))).toBe("code sent");
  if (how === "forgot unknown") expect(await cognito.forgotPassword("eve@example.com")).toBe("code sent");
  if (how === "unknown") expect(await cognito.signIn("eve@example.com", rightOf(who))).toBe(refused);
  if (how === "wrong") expect(await cognito.signIn(addressOf(who), "wrong")).toBe(refused);
  if (how === "alias") expect(await cognito.signIn(phoneOf(who), rightOf(who))).toBe(refused);
  if (how === "upper case") await cognito.signIn(addressOf(who).toUpperCase(), rightOf(who));
  if (how === "right") await cognito.signIn(addressOf(who), rightOf(who));
}

/** Each user once, with the one right password or none, and never somebody whom the old pool would not let in. */
function expectWhole({ cognito, oldPool }: World): void {
  const ids = cognito.users.map(({ attributes }) => attributes["custom:plan"]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { attributes, password, smsMfa, status } of cognito.users) {
    const user = oldPool.users.find((one) => one.attributes["custom:plan"] === attributes["custom:plan"]);
    expect(user?.enabled).toBe(true);
    expect(["UNCONFIRMED", "EXTERNAL_PROVIDER"]).not.toContain(user?.status);
    expect([undefined, user?.password]).toContain(password);
    if (password === undefined || status === "RESET_REQUIRED") expect(canRecover(attributes)).toBe(true);
    else if (user?.challenge === "SMS_MFA") expect(smsMfa).toBe(true);
    else expect([undefined, "MFA_SETUP"]).toContain(user?.challenge);
  }
}

function canRecover(attributes: Readonly<Record<string, string>>): boolean {
  return attributes["email_verified"] === "true" || attributes["phone_number_verified"] === "true";
}

/** Who could sign in at the old pool with a password can still do so, or gets a code. */
async function expectNotLost({ cognito }: World, user: FakeOldUser, index: number): Promise<void> {
  const couldSignIn = user.enabled && user.status === "CONFIRMED" && user.challenge !== "CUSTOM_CHALLENGE";
  if (!couldSignIn) return;
  const reply = await cognito.signIn(addressOf(index), rightOf(index));
  if (reply === "tokens") return;
  await cognito.forgotPassword(addressOf(index));
  const known = cognito.find(addressOf(index));
  if (canRecover(user.attributes)) expect(known && canRecover(known.attributes)).toBe(true);
  // Without a verified address and with a second factor, only an administrator can bring a user.
  else expect([known, user.challenge]).not.toEqual([undefined, undefined]);
}

function asFault(name: (typeof faultNames)[number]): CallFault | undefined {
  if (name === "none") return undefined;
  return name === "hang" ? "hang" : { error: awsError(name, "chaos") };
}

function suffering(trigger: Trigger, fatesLeft: string[], sleep: (ms: number) => Promise<void>): Trigger {
  return async (event) => {
    const fate = fatesLeft.shift();
    if (fate === "killed") throw new Error("Runtime exited");
    const answer = await trigger(event);
    if (fate === "lost") throw new Error("The answer is lost.");
    if (fate === "late") await sleep(6_000);
    return answer;
  };
}
