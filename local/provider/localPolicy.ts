import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../commands/support/records";

/** Condition keys that MiniStack 1.5.33 has no value for when it checks a call of Cognito: with them every call is denied. */
const UNKNOWN_TO_MINISTACK = /^aws:(RequestTag|ResourceTag)\//i;

/** Actions that name their pool by `ResourceArn`, where MiniStack 1.5.33 looks for `UserPoolId`: it takes them for calls on `*`. */
const BY_ARN = new Set([
  "cognito-idp:ListTagsForResource",
  "cognito-idp:TagResource",
  "cognito-idp:UntagResource",
]);

/** A log group as policies name it for what is done to its streams; MiniStack 1.5.33 asks for the group without the end. */
const STREAMS_OF_GROUP = /^(arn:[^:]*:logs:[^:]*:[^:]*:log-group:[^:]+):\*$/;

/**
 * A policy as MiniStack can enforce it: what it allows on conditions on tags it allows without, what it allows on a pool's tags it allows on
 * every pool's, the streams of a log group are that group, and nothing else is changed. Conditions and resources are tested on the documents
 * themselves.
 *
 * @param withoutAction an action to leave out too, to show that the program cannot do without it.
 * @returns the document to register, and what it lacks, in words.
 */
export function localPolicy(policy: string, withoutAction?: string): { document: string; leftOut: string[] } {
  const leftOut = new Set<string>();
  const document: unknown = JSON.parse(policy);
  if (!isRecord(document)) return { document: policy, leftOut: [] };
  const statements = [document["Statement"]].flat().filter(isRecord);
  const kept = statements
    .map((statement) => withoutTagConditions(statement, leftOut))
    .flatMap((statement) => withoutOneAction(statement, withoutAction, leftOut))
    .flatMap((statement) => withTagsOfAllPools(statement, leftOut))
    .map(withLogGroups);
  if (isDeepStrictEqual(kept, statements)) return { document: policy, leftOut: [] };
  return { document: JSON.stringify({ ...document, Statement: kept }), leftOut: [...leftOut] };
}

type Statement = Record<string, unknown>;

function withoutTagConditions(statement: Statement, leftOut: Set<string>): Statement {
  const { Condition: condition, ...rest } = statement;
  // A denial without its conditions would deny more than the program says.
  if (!isRecord(condition) || statement["Effect"] !== "Allow") return statement;
  const operators = Object.entries(condition).map(([operator, keys]) => {
    const entries = Object.entries(isRecord(keys) ? keys : {});
    for (const [key] of entries) if (UNKNOWN_TO_MINISTACK.test(key)) leftOut.add(`the condition on ${key}`);
    return [
      operator,
      Object.fromEntries(entries.filter(([key]) => !UNKNOWN_TO_MINISTACK.test(key))),
    ] as const;
  });
  const kept = operators.filter(([, keys]) => Object.keys(keys).length > 0);
  return kept.length === 0 ? rest : { ...rest, Condition: Object.fromEntries(kept) };
}

function withoutOneAction(
  statement: Statement,
  action: string | undefined,
  leftOut: Set<string>,
): Statement[] {
  const actions = [statement["Action"]].flat();
  if (action === undefined || statement["Effect"] !== "Allow" || !actions.includes(action))
    return [statement];
  leftOut.add(`the action ${action}`);
  const kept = actions.filter((one) => one !== action);
  return kept.length === 0 ? [] : [{ ...statement, Action: kept }];
}

function withTagsOfAllPools(statement: Statement, leftOut: Set<string>): Statement[] {
  const { Sid: _unique, ...rest } = statement;
  const actions = [statement["Action"]].flat();
  const byArn = actions.filter((action) => typeof action === "string" && BY_ARN.has(action));
  const isNarrow = statement["Resource"] !== undefined && ![statement["Resource"]].flat().includes("*");
  if (statement["Effect"] !== "Allow" || byArn.length === 0 || !isNarrow) return [statement];
  for (const action of byArn) leftOut.add(`the resource of ${String(action)}`);
  return [statement, { ...rest, Action: byArn, Resource: "*" }];
}

function withLogGroups(statement: Statement): Statement {
  const resources = [statement["Resource"]].flat();
  const groups = resources.flatMap((arn) => STREAMS_OF_GROUP.exec(String(arn))?.[1] ?? []);
  if (statement["Effect"] !== "Allow" || groups.length === 0) return statement;
  return { ...statement, Resource: [...resources, ...groups] };
}
