import type { Outcome } from "./runner";
import type { Sweep } from "./sweep";

/** Where and when the service was asked. */
export interface Occasion {
  readonly region: string;
  readonly date: string;
  /** The version of @aws-sdk/client-cognito-identity-provider. */
  readonly sdk: string;
}

/** One line for each outcome. */
export function line({ id, question, answer, meaning, problem }: Outcome): string {
  const says = answer === undefined ? `no answer (${problem})` : `${answer}: ${meaning}`;
  return `${id.padEnd(38)} ${question}\n${" ".repeat(38)} → ${says}`;
}

/** All outcomes as a table in Markdown, for an issue. */
export function table(outcomes: readonly Outcome[], { region, date, sdk }: Occasion): string {
  const rows = outcomes.map(
    ({ id, answer, problem }) => `| ${id} | ${answer ?? `no answer: ${oneLine(problem)}`} |`,
  );
  return [`${region}, ${date}, SDK ${sdk}`, "", "| probe | answer |", "| --- | --- |", ...rows].join("\n");
}

/** What a sweep has to say. `when` tells whose remains it was after. */
export function sweepLines({ removed, notOurs, left, problems }: Sweep, when: string): string[] {
  const others = notOurs.join(", ");
  return [
    ...(removed > 0 ? [`Removed ${removed} left behind by ${when}.`] : []),
    ...(notOurs.length > 0
      ? [`Named like a probe's, but without its tag, and so left alone: ${others}`]
      : []),
    ...problems,
    ...(left.length > 0 ? [`STILL THERE: ${left.join(", ")}. Try \`custom-user-pool probe --sweep\`.`] : []),
  ];
}

function oneLine(problem = ""): string {
  return problem.replaceAll(/\s+/g, " ").replaceAll("|", String.raw`\|`);
}
