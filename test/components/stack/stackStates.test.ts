import * as pulumi from "@pulumi/pulumi";
import { explainStackState, explanationOf, spellingOf } from "../../../components/stack/stackStates";

const urn = "urn:pulumi:dev::shop::aws:cloudformation/stack:Stack::users-stack";

test.each([
  {
    error: "ValidationError: Stack:arn is in ROLLBACK_COMPLETE state and can not be updated.",
    wayOut: `pulumi destroy --target-dependents --target '${urn}'`,
  },
  { error: "stack status (ROLLBACK_FAILED)", wayOut: "where it can only be deleted" },
  { error: "ended in UPDATE_ROLLBACK_FAILED", wayOut: "aws cloudformation continue-update-rollback" },
  { error: "ended in DELETE_FAILED", wayOut: "aws cognito-idp delete-user-pool-domain" },
  { error: "Stack:arn is in REVIEW_IN_PROGRESS state", wayOut: `pulumi state unprotect --yes '${urn}'` },
])("tells the way out of: $error", ({ error, wayOut }) => {
  expect(explanationOf([error], urn)).toContain(wayOut);
});

test.each(["ended in UPDATE_ROLLBACK_COMPLETE", "AccessDenied"])("has nothing to add to: %s", (error) => {
  expect(explanationOf([error, "ROLLBACK_COMPLETE"], urn)).toBeUndefined();
});

test("names the stack and the pool in its commands", async () => {
  const log = jest.spyOn(pulumi.log, "error").mockResolvedValue();
  const failure = { urn, id: "arn:stack", name: "users-stack", type: "", failedOperation: "delete" };
  const oldOutputs = { outputs: pulumi.secret({ UserPoolId: "eu-west-1_AbCdEfGhI" }) };

  await explainStackState({ ...failure, oldOutputs, errors: ["ended in DELETE_FAILED"] });

  expect(log.mock.calls[0]?.[0]).toContain("--stack-name 'arn:stack'");
  expect(log.mock.calls[0]?.[0]).toContain("--user-pool-id 'eu-west-1_AbCdEfGhI'");
});

test("is told beside the engine's own message, and nothing is tried again", async () => {
  const log = jest.spyOn(pulumi.log, "error").mockResolvedValue();
  const failure = { urn, id: "", name: "users-stack", type: "", failedOperation: "create" };

  const retries = await Promise.all(
    [["ended in ROLLBACK_COMPLETE"], ["AccessDenied"]].map((errors) =>
      explainStackState({ ...failure, errors }),
    ),
  );

  expect(retries).toEqual([false, false]);
  expect(log.mock.calls).toEqual([[expect.stringContaining("it can only be deleted")]]);
});

test("says what the component calls the properties that the handler names", async () => {
  const log = jest.spyOn(pulumi.log, "info").mockResolvedValue();
  const failure = { urn, id: "", name: "users-stack", type: "", failedOperation: "update" };
  const error = "Take the change back, or set `ReplaceNonEmpty` to true. Setting ForceDestroy to true, too.";

  await explainStackState({ ...failure, errors: [error, "OnDelete"] });

  expect(log.mock.calls).toEqual([
    ["In the program `ReplaceNonEmpty` is `replaceNonEmpty`, `ForceDestroy` is `forceDestroy`."],
  ]);
  expect(spellingOf(["AccessDenied"])).toBeUndefined();
});
