/** Values of the program's configuration keys, written as `pulumi config set` takes them. */
export type Config = Record<string, string>;

/** How many resources were created, updated and so on, as Pulumi counts them: `{ create: 9 }`, `{ update: 1, same: 8 }`. */
export type Changes = Record<string, number>;

/** What a deployment has come to. */
export interface Deployment {
  outputs: Record<string, string>;
  changes: Changes;
}

/** What deploys the program of index.ts to the local AWS. */
export interface Engine {
  readonly name: "pulumi" | "embedded";
  /** Creates the program's resources, or brings them up to date. */
  up(config: Config): Promise<Deployment>;
  /** What `up` would change. */
  preview?(config: Config): Promise<Changes>;
  /** The variables in which commands that a person types find what `up` has made. */
  keptEnvironment?(): Promise<Record<string, string>>;
  /** Removes everything that `up` has made. */
  destroy(): Promise<void>;
}
