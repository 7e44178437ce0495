import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { version as sdk } from "@aws-sdk/client-cognito-identity-provider/package.json";
import { makeClients } from "./probe/clients";
import { notAsked } from "./probe/notAsked";
import type { Probe } from "./probe/probe";
import { allProbes } from "./probe/probes/all";
import { line, sweepLines, table } from "./probe/report";
import { askAll, type Outcome } from "./probe/runner";
import { sweep } from "./probe/sweep";
import { CommandError, describeError } from "./support/errors";

const help = `npm run probe -- --make-user-pools [--only PREFIX] [--json FILE]

Asks AWS what this project can only assume: ${allProbes.length} questions, each put to a small user pool (a few to a log group, or to a stack with a
function and a role) that is made for it and deleted after it. It takes some minutes and costs some cents at most; the pools never have users. Uses the AWS credentials, Region
and endpoint of the environment. Two runs at a time in one account and Region would take each other's pools away.

  --make-user-pools   the word that it may make user pools and the rest in this account
  --only PREFIX       asks only the questions whose id begins like this
  --json FILE         writes the answers into this file, too
  --sweep             asks nothing: removes what a killed run has left, as each run does at its start
  --list              shows the questions and their possible answers, and what is not asked and why
  --help              shows this text

Exits with 1 when something that a probe has made could not be removed.
`;

async function main(args: string[], signal: AbortSignal): Promise<number> {
  const options = readOptions(args);
  if (options.help) process.stdout.write(help);
  else if (options.list) process.stdout.write(listing());
  else if (options["make-user-pools"] || options.sweep) return run(options, signal);
  else
    throw new CommandError(
      "`npm run probe` makes user pools in your account: say so with `--make-user-pools`. See `--help`.",
    );
  return 0;
}

type Options = ReturnType<typeof readOptions>;

function readOptions(args: string[]) {
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      args,
      options: {
        "make-user-pools": flag,
        only: { type: "string", default: "" },
        json: { type: "string" },
        sweep: flag,
        list: flag,
        help: { ...flag, short: "h" },
      },
    }).values;
  } catch (error) {
    throw new CommandError(`${describeError(error)} See \`npm run probe -- --help\`.`);
  }
}

async function run(options: Options, signal: AbortSignal): Promise<number> {
  const probes = allProbes.filter(({ id }) => id.startsWith(options.only));
  if (probes.length === 0)
    throw new CommandError(`No question's id begins with \`${options.only}\`. See \`--list\`.`);
  const clients = makeClients(retries);
  const before = await sweep(clients);
  for (const said of sweepLines(before, "an earlier run")) console.log(said);
  if (options.sweep) return before.left.length > 0 ? 1 : 0;
  const region = await clients.cognito.config.region();
  const occasion = { region, date: new Date().toISOString(), sdk };
  const { outcomes, swept } = await askAll(probes, { clients, signal, report });
  console.log(`\n${table(outcomes, occasion)}`);
  if (options.json !== undefined)
    await writeFile(options.json, `${JSON.stringify({ ...occasion, outcomes, notAsked }, undefined, 2)}\n`);
  for (const said of sweepLines(swept, "this run")) console.error(said);
  if (signal.aborted) return 130;
  return swept.left.length > 0 ? 1 : 0;
}

const report = (outcome: Outcome): void => console.log(line(outcome));

/** Cognito takes 15 requests a second; the account's other callers count, too. */
const retries = process.env["AWS_MAX_ATTEMPTS"] === undefined ? { maxAttempts: 10 } : {};

function listing(): string {
  const asked = allProbes.map(listed);
  const others = Object.entries(notAsked).map(([id, reason]) => `${id}\n  not asked: it ${reason}\n`);
  return [...asked, ...others].join("\n");
}

function listed({ id, question, answers }: Probe): string {
  const lines = Object.entries(answers).map(([answer, meaning]) => `  ${answer}: ${meaning}\n`);
  return `${id}\n  ${question}\n${lines.join("")}`;
}

/** npm hands on the signals that the terminal has sent to every process already: one Ctrl-C may arrive more than once. */
const echoMs = 1000;

/** The first Ctrl-C ends the run after the question under way, with nothing left behind; a second one ends it at once. */
function interruptible(): AbortSignal {
  const controller = new AbortController();
  let first = Number.POSITIVE_INFINITY;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (performance.now() > first + echoMs) process.exit(130);
      if (!controller.signal.aborted) console.error("Stopping: what was made is removed first.");
      first = Math.min(first, performance.now());
      controller.abort();
    });
  }
  return controller.signal;
}

main(process.argv.slice(2), interruptible()).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof CommandError ? error.message : describeError(error));
    process.exitCode = 1;
  },
);
