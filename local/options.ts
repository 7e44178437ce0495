import { parseArgs } from "node:util";
import { CommandError, describeError } from "../commands/support/errors";
import type { Config } from "./engines/engine";

export const HELP = `npm run local [-- OPTIONS]

Deploys the program of index.ts to a local AWS, signs a user up, confirms it, shows the line that
the trigger logs, and removes everything again.

  --engine pulumi     deploys with the real Pulumi CLI
  --engine embedded   deploys without it; without this option the CLI is used where it is found
  --provider aws      with the real AWS provider, Pulumi's plugin of the installed @pulumi/aws
  --provider local    with the one of this repository; without this option the real one is used
                      where it is installed
  --example NAME      deploys the program of examples/NAME instead: twice, the second time without a
                      change, and no user signs up. A text that its Pulumi.yaml gives no value is "local"
  --keep              stays, after the log line, until Ctrl-C or SIGTERM, and prints the environment
                      in which other tools reach the deployment
  --json              prints one JSON object on standard output, and everything else on standard error
  --port PORT         the port of 127.0.0.1 at which the local AWS listens; otherwise a free one
  --config KEY=VALUE  a value for a configuration key of Pulumi.yaml; may be given many times
  --without-action A  registers the functions' roles without the IAM action A, such as
                      cognito-idp:UpdateUserPool, to see what needs it
  --help              shows this text

AWS_ENDPOINT_URL, where it is set, names the emulator to use; otherwise MiniStack is installed into
.local/venv, started, and stopped in the end.
`;

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
  const { engine, provider, example, port, config, "without-action": withoutAction, ...flags } = parse(args);
  return {
    ...(engine !== undefined && { engine: engineOf(engine) }),
    ...(provider !== undefined && { provider: providerOf(provider) }),
    ...(example !== undefined && { example: exampleOf(example) }),
    ...(port !== undefined && { port: portOf(port) }),
    ...(withoutAction !== undefined && { withoutAction: actionOf(withoutAction) }),
    config: Object.fromEntries((config ?? []).map(keyAndValue)),
    keep: flags.keep ?? false,
    json: flags.json ?? false,
    help: flags.help ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        engine: { type: "string" },
        provider: { type: "string" },
        example: { type: "string" },
        keep: { type: "boolean" },
        json: { type: "boolean" },
        port: { type: "string" },
        config: { type: "string", multiple: true },
        "without-action": { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new CommandError(`${describeError(error)}. \`npm run local -- --help\` lists the options.`);
  }
}

function engineOf(engine: string): "pulumi" | "embedded" {
  if (engine === "pulumi" || engine === "embedded") return engine;
  throw new CommandError(`Expected \`--engine\` to be pulumi or embedded, got \`${engine}\`.`);
}

/** Also the bench's option. */
export function providerOf(provider: string): "aws" | "local" {
  if (provider === "aws" || provider === "local") return provider;
  throw new CommandError(`Expected \`--provider\` to be aws or local, got \`${provider}\`.`);
}

/** A name, and no path to somewhere else. */
function exampleOf(example: string): string {
  if (/^[A-Za-z][\w-]*$/.test(example)) return example;
  throw new CommandError(
    `Expected \`--example\` to be the name of a folder in examples/, got \`${example}\`.`,
  );
}

function portOf(port: string): number {
  const value = Number(port);
  if (/^\d+$/.test(port) && value >= 1 && value <= 65_535) return value;
  throw new CommandError(`Expected \`--port\` to be a whole number from 1 to 65535, got \`${port}\`.`);
}

function actionOf(action: string): string {
  if (/^[a-z-]+:[A-Za-z]+$/.test(action)) return action;
  throw new CommandError(
    `Expected \`--without-action\` to be an IAM action such as cognito-idp:UpdateUserPool, got \`${action}\`.`,
  );
}

function keyAndValue(setting: string): [string, string] {
  const equals = setting.indexOf("=");
  if (equals > 0) return [setting.slice(0, equals), setting.slice(equals + 1)];
  throw new CommandError(`Expected \`--config\` to be KEY=VALUE, got \`${setting}\`.`);
}
