import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { localEnvironment } from "../../../commands/support/aws";
import { GET_CLI } from "../../../local/chooseEngine";
import { type Cli, findCli } from "../../../local/cli/findCli";
import { runPulumi } from "../../../local/engines/pulumiCommand";
import { preparePulumiHome } from "../../../local/engines/pulumiHome";
import { temporaryFolder } from "../../support/folders";
import { runShellBlock } from "../../support/shellBlock";

const ROOT = join(__dirname, "..", "..", "..");

/** What a person sees of one command. */
export interface Said {
  readonly ok: boolean;
  readonly output: string;
}

/** A program in a folder of its own, and the commands that a person types there. */
export interface TypedProgram {
  /** A folder on the commands' PATH. */
  readonly bin: string;
  /** Writes the program; what it imports as `../pool` is the component. */
  write(source: string): void;
  /** `pulumi` with these arguments, and what it says in the terminal. */
  pulumi(...args: string[]): Promise<Said>;
  /** Runs a page's block of commands, which nobody is there to confirm. @throws Error where one of them fails */
  shell(block: string): Promise<string>;
}

/** The CLI with the local provider, for any number of programs. */
export interface Pulumi {
  /**
   * A program with a stack of its own, in TypeScript or JavaScript.
   *
   * @param plugins - the folders of the plugins that it names, by their names
   */
  program(source: string, language?: "ts" | "js", plugins?: Record<string, string>): Promise<TypedProgram>;
}

/** Nothing listens at the default endpoint: a preview needs no AWS. */
export async function preparePulumi(endpoint = "http://127.0.0.1:9"): Promise<Pulumi> {
  const { cli, reason } = await findCli();
  if (!cli) throw new Error(`${reason}. ${GET_CLI}.`);
  const aws = localEnvironment(endpoint);
  const home = await preparePulumiHome(temporaryFolder(), { cli, aws });
  return {
    program: async (source, language = "ts", plugins = {}) => {
      const program = typedProgram(cli, { ...process.env, ...home, FORCE_COLOR: "0" }, { language, plugins });
      program.write(source);
      const made = await program.pulumi("stack", "init", "dev", "--non-interactive");
      if (!made.ok) throw new Error(made.output);
      return program;
    },
  };
}

function typedProgram(
  cli: Cli,
  env: NodeJS.ProcessEnv,
  { language, plugins }: { language: "ts" | "js"; plugins: Record<string, string> },
): TypedProgram {
  const folder = temporaryFolder();
  const [state, bin] = [join(folder, "state"), join(folder, "bin")];
  for (const made of [state, bin]) mkdirSync(made);
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const runtime = { name: "nodejs", options: { typescript: language === "ts" } };
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    JSON.stringify({
      name: "shop",
      runtime,
      main: `index.${language}`,
      plugins: { providers: Object.entries(plugins).map(([name, path]) => ({ name, path })) },
    }),
  );
  writeFileSync(join(folder, "package.json"), "{}");
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  const variables = {
    ...env,
    PATH: [bin, env["PATH"]].join(delimiter),
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
  };
  return {
    bin,
    shell: (block) =>
      runShellBlock(block, { folder, env: { ...variables, PULUMI_SKIP_CONFIRMATIONS: "true" } }),
    write: (source) => writeFileSync(join(folder, `index.${language}`), imports[language] + source),
    pulumi: async (...args) => {
      const common = args[0] === "stack" ? [] : ["--stack", "dev", "--color", "never", "--non-interactive"];
      const { ok, stdout, stderr } = await runPulumi({
        path: cli.path,
        args: [...args, ...common],
        cwd: folder,
        env: variables,
      });
      return { ok, output: stdout + stderr };
    },
  };
}

const compilerOptions = {
  module: "nodenext",
  target: "es2022",
  strict: true,
  noCheck: true,
  skipLibCheck: true,
  rootDir: "/",
  esModuleInterop: true,
};

const component = JSON.stringify(join(ROOT, "components", "customUserPool"));
const loader = JSON.stringify(join(ROOT, "scripts", "typescript.cjs"));

const imports = {
  ts: `import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, UserPoolHandler } from ${component};
`,
  // The program is JavaScript; the component comes from its sources, which are never out of date.
  js: `require(${loader});
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { CustomUserPool, UserPoolHandler } = require(${component});
`,
};
