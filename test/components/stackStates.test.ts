import * as pulumi from "@pulumi/pulumi";
import { explainStackState, explanationOf } from "../../components/stackStates";

const urn = "urn:pulumi:dev::shop::aws:cloudformation/stack:Stack::users-stack";

test.each([
  {
    error: "ValidationError: Stack:arn is in ROLLBACK_COMPLETE state and can not be updated.",
    wayOut: `pulumi destroy --target-dependents --target '${urn}'`,
  },
  { error: "stack status (ROLLBACK_FAILED)", wayOut: "where it can only be deleted" },
  { error: "ended in UPDATE_ROLLBACK_FAILED", wayOut: "aws cloudformation continue-update-rollback" },
  { error: "ended in DELETE_FAILED", wayOut: "`forceDestroy: true`" },
])("tells the way out of: $error", ({ error, wayOut }) => {
  expect(explanationOf([error], urn)).toContain(wayOut);
});

test.each(["ended in UPDATE_ROLLBACK_COMPLETE", "AccessDenied"])("has nothing to add to: %s", (error) => {
  expect(explanationOf([error, "ROLLBACK_COMPLETE"], urn)).toBeUndefined();
});

test("is told beside the engine's own message, and nothing is tried again", () => {
  const log = jest.spyOn(pulumi.log, "error").mockResolvedValue();
  const failure = { urn, id: "", name: "users-stack", type: "", failedOperation: "create" };

  const retries = [["ended in ROLLBACK_COMPLETE"], ["AccessDenied"]].map((errors) =>
    explainStackState({ ...failure, errors }),
  );

  expect(retries).toEqual([false, false]);
  expect(log.mock.calls).toEqual([[expect.stringContaining("it can only be deleted")]]);
});
