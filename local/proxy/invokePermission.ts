import { isRecord } from "../../commands/support/records";

const PRINCIPAL = "cognito-idp.amazonaws.com";
const ACTIONS = new Set(["lambda:invokefunction", "lambda:*", "*"]);

/** Whether a function's resource policy lets Cognito call the function for this pool. */
export function mayInvoke(policy: unknown, poolArn: string): boolean {
  const statements = isRecord(policy) ? [policy["Statement"]].flat().filter(isRecord) : [];
  const matching = statements.filter(
    (statement) => concernsCognito(statement) && conditionsHold(statement, poolArn),
  );
  return (
    matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny")
  );
}

function concernsCognito({ Principal: principal, Action: action }: Record<string, unknown>): boolean {
  const services = isRecord(principal) ? [principal["Service"]].flat() : [principal];
  const actions = [action].flat().map((one) => String(one).toLowerCase());
  return services.includes(PRINCIPAL) && actions.some((one) => ACTIONS.has(one));
}

/** The operators with which a permission names its source. Any other leaves the statement without effect: better closed than open. */
const OPERATORS: Record<string, (actual: string, pattern: string) => boolean> = {
  ArnEquals: matches,
  ArnLike: matches,
  StringEquals: (actual, pattern) => actual === pattern,
  StringLike: matches,
};

function conditionsHold({ Condition: condition }: Record<string, unknown>, poolArn: string): boolean {
  const known: Record<string, string> = {
    "aws:sourcearn": poolArn,
    "aws:sourceaccount": poolArn.split(":")[4] ?? "",
  };
  return Object.entries(isRecord(condition) ? condition : {}).every(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).every(([key, patterns]) => {
      const actual = known[key.toLowerCase()];
      const test = OPERATORS[operator];
      return (
        actual !== undefined &&
        test !== undefined &&
        [patterns].flat().some((one) => test(actual, String(one)))
      );
    }),
  );
}

/** IAM's wildcards: `*` for any text, `?` for one character. */
function matches(actual: string, pattern: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  const expression = escaped.replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(actual);
}
