import { version as sdk } from "@aws-sdk/client-cognito-identity-provider/package.json";
import { makeClients } from "./probe/clients";
import { notAsked } from "./probe/notAsked";
import type { Probe } from "./probe/probe";
import { allProbes } from "./probe/probes/all";
import { line, sweepLines, table } from "./probe/report";
import { askAll, type Outcome } from "./probe/runner";
import { sweep } from "./probe/sweep";
import { clientConfig } from "./support/aws";
import { defineCommand, type Invocation } from "./support/command";
import { exitCodes } from "./support/exitCodes";
import { Interrupted } from "./support/interruption";
import { flag, text } from "./support/options";
import { UsageError } from "./support/usageError";

const options = {
  "make-user-pools": flag("the word that it may make user pools and the rest in this account"),
  only: text("PREFIX", "asks only the questions whose id begins like this"),
  sweep: flag("asks nothing: removes what a killed run has left, as each run does at its start"),
  list: flag("shows the questions and their possible answers, and what is not asked and why"),
};

export const command = defineCommand({
  usage: "npx custom-user-pool probe --make-user-pools",
  description: `Asks AWS what this project can only assume: ${allProbes.length} questions, each put to a small user pool (a few to a log group, or to a stack with a function and a role) that is made for it and deleted after it. It takes some minutes and costs some cents at most; the pools never have users. Uses the AWS credentials, Region and endpoint of the environment.

Two runs at a time in one account and Region would take each other's pools away.`,
  options,
  exits: { failed: "nothing was answered, or what probes have made could not be looked for or removed" },
  run: async (invocation) => {
    const { options: asked, output } = invocation;
    if (asked.list) {
      output.result({ text: listing(), json: { probes: allProbes.map(described), notAsked } });
      return exitCodes.fine;
    }
    if (asked["make-user-pools"] || asked.sweep) return run(invocation);
    throw new UsageError(
      "`probe` makes user pools in your account: say so with `--make-user-pools`. See `--help`.",
    );
  },
});

async function run({ options: asked, output, signal }: Invocation<typeof options>): Promise<number> {
  const probes = allProbes.filter(({ id }) => id.startsWith(asked.only ?? ""));
  if (probes.length === 0)
    throw new UsageError(`No question's id begins with \`${asked.only}\`. See \`--list\`.`);
  signal.addEventListener("abort", () => output.warn("Stopping: what was made is removed first."));
  const clients = makeClients(clientConfig());
  const before = await sweep(clients);
  for (const said of sweepLines(before, "an earlier run")) output.say(said);
  if (asked.sweep) {
    output.result({ text: "", json: before });
    return before.left.length + before.problems.length > 0 ? exitCodes.failed : exitCodes.fine;
  }
  const region = await clients.cognito.config.region();
  const occasion = { region, date: new Date().toISOString(), sdk };
  const report = (outcome: Outcome) => output.say(line(outcome));
  const { outcomes, swept } = await askAll(probes, { clients, signal, report });
  output.result({ text: `\n${table(outcomes, occasion)}\n`, json: { ...occasion, outcomes, notAsked } });
  for (const said of sweepLines(swept, "this run")) output.warn(said);
  if (signal.reason instanceof Interrupted) return signal.reason.exitCode;
  const isAnswered = outcomes.some(({ answer }) => answer !== undefined);
  return isAnswered && swept.left.length === 0 ? exitCodes.fine : exitCodes.failed;
}

const described = ({ id, question, answers }: Probe) => ({ id, question, answers });

function listing(): string {
  const asked = allProbes.map(listed);
  const others = Object.entries(notAsked).map(([id, reason]) => `${id}\n  not asked: it ${reason}\n`);
  return [...asked, ...others].join("\n");
}

function listed({ id, question, answers }: Probe): string {
  const lines = Object.entries(answers).map(([answer, meaning]) => `  ${answer}: ${meaning}\n`);
  return `${id}\n  ${question}\n${lines.join("")}`;
}
