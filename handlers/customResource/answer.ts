import type { CloudFormationCustomResourceEvent } from "aws-lambda";

/** What a resource's lifecycle hands back on success. */
export interface ResourceResult {
  /** `Ref` of the resource. Another one than before makes CloudFormation delete the old one once the update is done. */
  physicalResourceId: string;
  /** What `Fn::GetAtt` returns. */
  data?: Record<string, string>;
}

/**
 * The fields of the answer that are the lifecycle's: the rest is echoed from the event. A reason ends with its footer, also
 * when it is cut.
 */
export type Outcome =
  | ({ status: "SUCCESS" } & ResourceResult)
  | { status: "FAILED"; physicalResourceId: string; reason: string; footer?: string };

/** CloudFormation refuses a longer one: "Response object is too long." */
export const maxAnswerBytes = 4096;

/**
 * The body of the answer, at most 4,096 bytes: a longer `Reason` is cut at a character's end, before its
 * footer.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 */
export function answerBody(event: CloudFormationCustomResourceEvent, outcome: Outcome): Buffer {
  const echo = {
    Status: outcome.status,
    PhysicalResourceId: outcome.physicalResourceId,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  };
  if (outcome.status === "SUCCESS") return Buffer.from(JSON.stringify({ ...echo, Data: outcome.data ?? {} }));
  const build = (reason: string) => Buffer.from(JSON.stringify({ ...echo, Reason: reason }));
  const { reason, footer = "" } = outcome;
  const room = maxAnswerBytes - build(footer).length;
  return build(cutToJsonBytes(reason, room) + footer);
}

const ellipsis = "…";

/** The longest start of `text` whose JSON form, without its quotes, has at most `room` bytes; a cut one ends in "…". */
function cutToJsonBytes(text: string, room: number): string {
  if (jsonBytes(text) <= room) return text;
  const characters = Array.from(text.slice(0, room));
  let used = jsonBytes(ellipsis);
  let kept = "";
  for (const character of characters) {
    used += jsonBytes(character);
    if (used > room) break;
    kept += character;
  }
  return kept + ellipsis;
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
