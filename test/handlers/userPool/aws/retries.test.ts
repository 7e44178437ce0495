import type { CognitoOperation } from "../../../../handlers/userPool/aws/cognito";
import { isAmbiguous, isDenied, withRetries } from "../../../../handlers/userPool/aws/retries";
import { awsError } from "../../../support/cognitoRules";
import { recordingLog } from "../../../support/events";
import { FakeCognito } from "../../../support/fakeCognito";
import { VirtualClock } from "../../../support/virtualClock";

const ambiguous = [
  "InternalErrorException",
  "ServiceUnavailable",
  "InternalServerError",
  "TimeoutError",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
];
const transient = [
  ...ambiguous,
  "TooManyRequestsException",
  "ThrottlingException",
  "Throttling",
  "ConcurrentModificationException",
  "ECONNREFUSED",
  "EAI_AGAIN",
  "ENOTFOUND",
];
const settling = [
  "AccessDenied",
  "AccessDeniedException",
  "NotAuthorizedException",
  "InvalidSmsRoleTrustRelationshipException",
  "InvalidSmsRoleAccessPolicyException",
  "InvalidEmailRoleAccessPolicyException",
];
const final = ["LimitExceededException", "InvalidParameterException", "UserPoolTaggingException"];

const serverFault = Object.assign(new Error("no luck"), { name: "Unheard", $fault: "server" });
const clientFault = Object.assign(new Error("no luck"), { name: "Unheard", $fault: "client" });

/** A call of an operation that fails `times` times, within ten minutes. */
async function call(operation: "createUserPool" | "deleteUserPool", error: Error, times: number) {
  const [fake, clock, log] = [new FakeCognito(), new VirtualClock(0), recordingLog()];
  const { id: UserPoolId } = fake.addForeignPool({ PoolName: "demo" });
  const fault = { operation: operation as CognitoOperation, when: "before", fail: () => error } as const;
  fake.faults.push(...Array.from({ length: times }, () => fault));
  const context = {
    clock,
    random: () => 0.5,
    log,
    signal: new AbortController().signal,
    deadline: 600_000,
    window: { end: 600_000 },
  };
  const cognito = withRetries(fake.api(), context);
  const requests = {
    createUserPool: () => cognito.createUserPool({ PoolName: "demo" }),
    deleteUserPool: () => cognito.deleteUserPool({ UserPoolId }),
  };
  const ending = await clock.run<unknown>(requests[operation]).then(
    () => "done",
    (thrown: unknown) => thrown,
  );
  return { ending, calls: fake.calls.length, tookMs: clock.now(), log };
}

it("A call is not begun once the time of the function is used up", async () => {
  const control = new AbortController();
  const [fake, clock] = [new FakeCognito(), new VirtualClock(0)];
  const context = {
    clock,
    random: () => 0.5,
    log: recordingLog(),
    signal: control.signal,
    deadline: 1_000,
    window: { end: 1_000 },
  };
  const cognito = withRetries(fake.api(), context);
  control.abort(new Error("used up"));

  await expect(cognito.listUserPools({})).rejects.toThrow("used up");
  expect(fake.calls).toEqual([]);
});

it.each([...transient, ...settling, "UserImportInProgressException"])(
  "A call is tried again after %s, and the log says so",
  async (name) => {
    const { ending, calls, log } = await call("deleteUserPool", awsError(name, "no"), 1);

    expect({ ending, calls }).toEqual({ ending: "done", calls: 2 });
    expect(log.lines).toEqual([
      expect.objectContaining({
        message: "Trying again.",
        operation: "DeleteUserPool",
        error: name,
        attempt: 1,
      }),
    ]);
  },
);

it("A call is tried again after a fault of the server whose name is new", async () => {
  expect(await call("deleteUserPool", serverFault, 1)).toMatchObject({ ending: "done", calls: 2 });
});

it.each([...final.map((name) => awsError(name, "no")), clientFault].map((error) => ({ error })))(
  "A call is not tried again after $error.name",
  async ({ error }) => {
    expect(await call("deleteUserPool", error, 1)).toMatchObject({ ending: error, calls: 1 });
  },
);

it.each([
  { name: "UserImportInProgressException", patienceMs: 60_000 },
  ...settling.map((name) => ({ name, patienceMs: 20_000 })),
])("A call is given up when $name lasts longer than $patienceMs ms", async ({ name, patienceMs }) => {
  const error = awsError(name, "no");

  const { ending, tookMs } = await call("deleteUserPool", error, 1_000);

  expect(ending).toBe(error);
  // The last wait may end after the patience does; it is half of four seconds at most here.
  expect(tookMs).toBeGreaterThanOrEqual(patienceMs);
  expect(tookMs).toBeLessThanOrEqual(patienceMs + 2_000);
});

it.each(ambiguous)("CreateUserPool is not repeated after %s: it may have made the pool", async (name) => {
  const error = awsError(name, "no");

  expect(await call("createUserPool", error, 1)).toMatchObject({ ending: error, calls: 1 });
  expect(isAmbiguous(error)).toBe(true);
});

it("CreateUserPool is repeated after TooManyRequestsException: it made none", async () => {
  const error = awsError("TooManyRequestsException", "no");

  expect((await call("createUserPool", error, 1)).calls).toBe(2);
  expect(isAmbiguous(error)).toBe(false);
});

it.each([
  { error: awsError("AccessDenied", "no"), expected: true },
  { error: awsError("AccessDeniedException", "no"), expected: true },
  { error: awsError("NotAuthorizedException", "no"), expected: true },
  { error: awsError("ResourceNotFoundException", "no"), expected: false },
])("Whether $error.name is IAM's refusal: $expected", ({ error, expected }) => {
  expect(isDenied(error)).toBe(expected);
});
