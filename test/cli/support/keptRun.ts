import { type Aws, connectLocal } from "../../../commands/support/aws";
import { startLocalCommand } from "../../miniStack/support/command";

/** A deployment of index.ts on a local AWS, and the environment that `npm run local -- --keep` prints for it. */
export interface KeptRun {
  readonly env: Readonly<Record<string, string>>;
  readonly aws: Aws;
  /** Ends it as `kill` does. @throws Error where it does not end in order */
  end(): Promise<void>;
}

/** Starts `npm run local -- --keep` with the real CLI, in a Region. */
export async function keepRun(region: string): Promise<KeptRun> {
  const args = ["--engine", "pulumi", "--provider", "local", "--keep", "--json"];
  const { child, ended, says } = startLocalCommand(args, { AWS_REGION: region });
  // Of the two streams either may be heard first.
  const [said] = await Promise.all([says('"seconds": {'), says("The deployment stays until Ctrl-C")]);
  const { env } = JSON.parse(/^\{$[^]*?^\}$/m.exec(said)?.[0] ?? "{}") as { env: Record<string, string> };
  const aws = connectLocal(env);
  return {
    env,
    aws,
    end: async () => {
      aws.close();
      child.kill("SIGTERM");
      const { exitCode, stderr } = await ended;
      if (exitCode !== 0) throw new Error(`\`npm run local -- --keep\` ended with ${exitCode}:\n${stderr}`);
    },
  };
}
