/** What the component tells the function, as JSON in its environment: no secrets, and nothing that is not needed. */
export interface MigrationOptions {
  /** The pool that the users come from. */
  readonly userPoolId: string;
  /** The app client of that pool at which users are signed in; it has no secret. */
  readonly clientId: string;
  /** Where an attribute goes, by its name in the old pool: a name in the new one, or {@link dropped}. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Values for required attributes that a user lacks; without one, the user is not let in. */
  readonly defaults: Readonly<Record<string, string>>;
  /** The pool that the users come to. */
  readonly pool: NewPool;
}

/** What decides under which name, and with what, the new pool takes a user. */
export interface NewPool {
  /** `UsernameAttributes`; empty where users have names. */
  readonly usernameAttributes: readonly string[];
  /** Whether `Ada` and `ada` are two users. */
  readonly caseSensitive: boolean;
  /** The custom attributes, with their prefix. */
  readonly custom: readonly string[];
  /** The attributes that each user must have. */
  readonly required: readonly string[];
  /** To which attributes a code for a forgotten password may be sent. */
  readonly recovery: readonly string[];
  readonly mfa: "OFF" | "OPTIONAL" | "ON";
  /** Whether it can ask for a code by SMS as the second factor. */
  readonly smsMfa: boolean;
}

/** What stands for the new name of an attribute that does not come along. */
export const dropped = "drop";

/** The environment variable that holds the options. */
export const optionsVariable = "USER_MIGRATION";

/** @throws Error where the component has not set them: then the function does not start. */
export function readOptions(environment: Readonly<Record<string, string | undefined>>): MigrationOptions {
  const options: unknown = JSON.parse(environment[optionsVariable] ?? "null");
  if (isOptions(options)) return options;
  throw new Error(
    `The environment variable ${optionsVariable} is missing; the component \`CustomUserPool\` sets it.`,
  );
}

function isOptions(value: unknown): value is MigrationOptions {
  return typeof value === "object" && value !== null && "pool" in value;
}
