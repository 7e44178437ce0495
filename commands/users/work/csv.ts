import type { PasswordHashingAlgorithmType } from "@aws-sdk/client-cognito-identity-provider";
import type { Mapping } from "../data/mapping";
import type { PoolFacts } from "../data/pools";
import type { UserRecord } from "../data/records";

/** Where a row's hash stands. `GetCSVHeader` does not have to tell it: then it is put last. */
const hashColumn = "password_hash";

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#resource-quotas-cup-import */
export const csvLimits = { users: 500_000, bytes: 100_000_000, characters: 16_000 };

/** The algorithms that `CreateUserImportJob` takes. */
export const hashAlgorithms = [
  "ARGON2ID",
  "BCRYPT",
  "PBKDF2_SHA256",
  "SCRYPT",
] as const satisfies readonly PasswordHashingAlgorithmType[];

/** What a hash of each algorithm looks like; the parameters within are Cognito's to judge. */
const hashForms: Readonly<Record<PasswordHashingAlgorithmType, RegExp>> = {
  BCRYPT: /^\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}$/,
  SCRYPT: /^\d+\$\d+\$\d+\$[0-9a-fA-F]+\$[0-9a-fA-F]+$/,
  ARGON2ID: /^\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+$/,
  PBKDF2_SHA256: /^\$pbkdf2-sha256\$\d+\$[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+$/,
};

/** How rows are written. */
export interface CsvOptions {
  readonly columns: readonly string[];
  readonly pool: PoolFacts;
  readonly mapping: Mapping;
  readonly algorithm?: PasswordHashingAlgorithmType;
}

/** The columns of a file, from what `GetCSVHeader` says. */
export function columnsOf(header: readonly string[], algorithm: string | undefined): string[] {
  const withHash = algorithm !== undefined && !header.includes(hashColumn);
  return withHash ? [...header, hashColumn] : [...header];
}

/** Why a user cannot be a row; undefined when it can. */
export function whyNoRow(user: UserRecord, { pool, mapping, algorithm }: CsvOptions): string | undefined {
  const attributes = mapping.attributes(user);
  const values = [mapping.username(user) ?? "", ...Object.values(attributes)];
  if (values.some((value) => /[\r\n]/.test(value))) return "a value has more than one line";
  if (/\s/.test(values[0] ?? "")) return "its user name has spaces";
  if (!pool.autoVerified.some((name) => attributes[`${name}_verified`]?.toLowerCase() === "true"))
    return `none of ${pool.autoVerified.join(", ") || "its addresses"} is verified`;
  if (attributes["birthdate"] !== undefined && !isoDate.test(attributes["birthdate"]))
    return "its birthdate is not YYYY-MM-DD";
  return whyNoHash(user, algorithm);
}

/** Why a user's hash cannot be used; undefined when it can, or when there is none. */
export function whyNoHash(
  { passwordHash }: UserRecord,
  algorithm: PasswordHashingAlgorithmType | undefined,
): string | undefined {
  if (passwordHash === undefined) return undefined;
  if (algorithm === undefined) return "it has a `passwordHash`, and no `--hash-algorithm` is said";
  return hashForms[algorithm].test(passwordHash) ? undefined : `its hash is none of ${algorithm}`;
}

const isoDate = /^(\d{4})-(\d\d)-(\d\d)$/;

/**
 * A user as a line of the CSV file: no quotes, a backslash before a comma.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool-csv-header.html
 */
export function csvRow(user: UserRecord, { columns, pool, mapping }: CsvOptions): string {
  const attributes = mapping.attributes(user);
  const values: Readonly<Record<string, string | undefined>> = {
    ...attributes,
    birthdate: attributes["birthdate"]?.replace(isoDate, "$2/$3/$1"),
    "cognito:username": mapping.username(user),
    "cognito:mfa_enabled": String(pool.mfa === "ON" || (pool.mfa === "OPTIONAL" && hasFactor(user))),
    [hashColumn]: user.passwordHash,
  };
  return (
    columns
      // Cognito wants a word there, also where a user has no address.
      .map((column) => values[column] ?? (column.endsWith("_verified") ? "false" : ""))
      .map((value) => value.replaceAll(/[\\,]/g, String.raw`\$&`))
      .join(",")
  );
}

/** An enrolled authenticator does not come along. */
const hasFactor = ({ mfa = [] }: UserRecord): boolean => mfa.some((one) => one !== "SOFTWARE_TOKEN_MFA");
