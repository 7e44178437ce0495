import { helpText } from "../commands/support/help";
import { choice, commonOptions, flag, list, parseOptions, value } from "../commands/support/options";
import { UsageError } from "../commands/support/usageError";
import type { Config } from "./engines/engine";

const { json, help } = commonOptions;
const provider = choice(
  ["aws", "local"],
  "aws: with the real AWS provider, Pulumi's plugin of the installed @pulumi/aws; local: with the one of this repository; without this option the real one is used where it is installed",
);

const options = {
  engine: choice(
    ["pulumi", "embedded"],
    "pulumi: deploys with the real Pulumi CLI; embedded: without it; without this option the CLI is used where it is found",
  ),
  provider,
  example: value(
    "NAME",
    'deploys the program of examples/NAME instead: twice, the second time without a change, and no user signs up. A text that its Pulumi.yaml gives no value is "local"',
    exampleOf,
  ),
  keep: flag(
    "stays, after the log line, until Ctrl-C or SIGTERM, and prints the environment in which other tools reach the deployment",
  ),
  port: value("PORT", "the port of 127.0.0.1 at which the local AWS listens; otherwise a free one", portOf),
  config: list(
    "KEY=VALUE",
    "a value for a configuration key of Pulumi.yaml; may be given many times",
    keyAndValue,
  ),
  "without-action": value(
    "A",
    "registers the functions' roles without the IAM action A, such as cognito-idp:UpdateUserPool, to see what needs it",
    actionOf,
  ),
  json,
  help,
};

export const HELP = helpText({
  usage: "npm run local --",
  description: `Deploys the program of index.ts to a local AWS, signs a user up, confirms it, shows the line that the trigger logs, and removes everything again.

AWS_ENDPOINT_URL, where it is set, names the emulator to use; otherwise MiniStack is installed into .local/venv, started, and stopped in the end.`,
  options,
});

/** What the command line asks for. */
export interface Options {
  engine?: "pulumi" | "embedded";
  provider?: "aws" | "local";
  /** The folder of `examples/` whose program is deployed. */
  example?: string;
  keep: boolean;
  json: boolean;
  port?: number;
  config: Config;
  withoutAction?: string;
  help: boolean;
}

/** Reads the command line. Refuses what it does not know. */
export function readOptions(args: string[]): Options {
  const { config, "without-action": withoutAction, ...given } = parseOptions(args, options);
  return { ...given, withoutAction, config: Object.fromEntries(config) };
}

/** Also the bench's option. */
export function providerOf(given: string): "aws" | "local" {
  return provider.read(given, "provider");
}

/** A name, and no path to somewhere else. */
function exampleOf(example: string): string {
  if (/^[A-Za-z][\w-]*$/.test(example)) return example;
  throw new UsageError(`Expected \`--example\` to be the name of a folder in examples/, got \`${example}\`.`);
}

function portOf(port: string): number {
  const number = Number(port);
  if (/^\d+$/.test(port) && number >= 1 && number <= 65_535) return number;
  throw new UsageError(`Expected \`--port\` to be a whole number from 1 to 65535, got \`${port}\`.`);
}

function actionOf(action: string): string {
  if (/^[a-z-]+:[A-Za-z]+$/.test(action)) return action;
  throw new UsageError(
    `Expected \`--without-action\` to be an IAM action such as cognito-idp:UpdateUserPool, got \`${action}\`.`,
  );
}

function keyAndValue(setting: string): [string, string] {
  const equals = setting.indexOf("=");
  if (equals > 0) return [setting.slice(0, equals), setting.slice(equals + 1)];
  throw new UsageError(`Expected \`--config\` to be KEY=VALUE, got \`${setting}\`.`);
}
