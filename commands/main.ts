#!/usr/bin/env node
import { oldNodeWarning } from "../components/lambda/nodeVersion";
import type { Command } from "./support/command";
import { exitCodes } from "./support/exitCodes";
import { table } from "./support/help";
import { interruptible } from "./support/interruption";
import { hint } from "./support/options";
import { Output, watchOutputs } from "./support/output";

/** The commands and what each is for. `commands/NAME.ts` exports it as `command`. */
const summaries = {
  adopt: "prints the smallest program that takes a live pool over",
  drift: "compares the live pools of a stack with what was deployed",
  probe: "asks AWS what this project can only assume",
  smoke: "signs a user up in a deployed pool, and removes it again",
  try: "serves a page on which a person signs up and in, on this machine",
  users: "moves, backs up and compares the users of pools",
} as const;

const help = `npx custom-user-pool COMMAND [options]

Commands
${table(Object.entries(summaries))}

\`npx custom-user-pool COMMAND --help\` shows the options of one.
Credentials, Region and endpoint of AWS are those of the environment.
`;

/** Node's own, by which only the files of the command that is asked for are loaded. */
const load: (file: string) => { readonly command: Command } = require;

async function main([name = "--help", ...args]: readonly string[]): Promise<number> {
  if (["--help", "-h", "help"].includes(name)) {
    process.stdout.write(help);
    return exitCodes.fine;
  }
  if (!Object.hasOwn(summaries, name)) {
    const output = new Output({ json: args.includes("--json"), quiet: false });
    output.fail(`Unknown command \`${name}\`. ${hint(name, Object.keys(summaries))}`);
    return exitCodes.usage;
  }
  const signal = interruptible();
  // What a stopped command still waits for must not keep it: a request may never be answered.
  signal.addEventListener("abort", () => (isStopped = true), { once: true });
  return load(`./${name}`).command.run(args, { signal });
}

const warning = oldNodeWarning();
if (warning !== undefined) process.stderr.write(`${warning}\n`);

let isStopped = false;
const outputs = watchOutputs();

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = outputs.areBroken() ? exitCodes.failed : code;
  if (isStopped) process.exit();
});
