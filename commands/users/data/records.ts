import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { GroupType, UserType } from "@aws-sdk/client-cognito-identity-provider";
import { CommandError, unusable } from "../../support/errors";
import { isRecord } from "../../support/records";

/** A user as a line of an export holds it, and as both pools are looked at. */
export interface UserRecord {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  /** Cognito's `UserStatus`. */
  readonly status: string;
  /** ISO 8601. */
  readonly created?: string;
  readonly modified?: string;
  readonly groups?: readonly string[];
  /** The factors that the user has turned on: SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA. */
  readonly mfa?: readonly string[];
  readonly preferredMfa?: string;
  /** Only in files of other user directories: an export never has it. */
  readonly passwordHash?: string;
}

export interface GroupRecord {
  readonly name: string;
  readonly description?: string;
  readonly precedence?: number;
  readonly roleArn?: string;
}

/** One line of an export. The last line tells that nothing is missing; a file that was written by hand has neither first nor last. */
export type ExportLine =
  | { readonly export: { readonly version: 1; readonly userPoolId: string; readonly at: string } }
  | { readonly group: GroupRecord }
  | { readonly user: UserRecord }
  | { readonly end: { readonly users: number; readonly groups: number } };

/** A user as Cognito lists it. */
export function recordOf(user: UserType): UserRecord {
  const { Username = "", Attributes = [], Enabled = true, UserStatus = "UNKNOWN" } = user;
  return {
    username: Username,
    attributes: Object.fromEntries(Attributes.map(({ Name = "", Value = "" }) => [Name, Value])),
    enabled: Enabled,
    status: UserStatus,
    ...(user.UserCreateDate && { created: user.UserCreateDate.toISOString() }),
    ...(user.UserLastModifiedDate && { modified: user.UserLastModifiedDate.toISOString() }),
  };
}

export function groupRecordOf({ GroupName = "", Description, Precedence, RoleArn }: GroupType): GroupRecord {
  return {
    name: GroupName,
    ...(Description !== undefined && { description: Description }),
    ...(Precedence !== undefined && { precedence: Precedence }),
    ...(RoleArn !== undefined && { roleArn: RoleArn }),
  };
}

/** Whether a user has no password of the pool's own, but signs in with another identity provider. */
export const isFederated = ({ status }: UserRecord): boolean => status === "EXTERNAL_PROVIDER";

/** The numbered lines of a file, without the empty ones. A last line that was cut off is given as it is. */
async function* linesOf(file: string): AsyncGenerator<{ number: number; text: string }> {
  const stream = createReadStream(file);
  let number = 0;
  try {
    for await (const read of createInterface({ input: stream, crlfDelay: Infinity })) {
      number += 1;
      // Some editors begin a file with a mark of its encoding.
      const text = number === 1 ? read.replace(/^\uFEFF/, "") : read;
      if (text.trim() !== "") yield { number, text };
    }
  } catch (error) {
    throw unusable(error, file, "Name an export, or a file of such lines.");
  } finally {
    stream.destroy();
  }
}

/** A line of an export with its number, from 1. */
export interface NumberedLine {
  readonly number: number;
  readonly line: ExportLine;
}

/**
 * Reads an export line by line, so that its length costs no memory.
 *
 * @throws CommandError with the number of the first line that is none of an export, or when the export's last line is missing.
 */
export async function* readExport(file: string): AsyncGenerator<NumberedLine> {
  let isWhole = true;
  for await (const { number, text } of linesOf(file)) {
    const line = parseLine(text);
    if (line === undefined)
      throw new CommandError(
        `Line ${number} of \`${file}\` is no line of an export: expected a JSON object with \`export\`, \`group\`, \`user\` (with \`username\` and \`attributes\` of texts) or \`end\`.`,
      );
    if ("export" in line) isWhole = false;
    if ("end" in line) isWhole = true;
    yield { number, line };
  }
  if (!isWhole)
    throw new CommandError(
      `\`${file}\` ends before the export did: its last line, \`{"end":…}\`, is missing. Export again.`,
    );
}

/** A line of an export; undefined when it is none. */
export function parseLine(text: string): ExportLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { user } = value;
  if (isRecord(user) && isUser(user))
    return { user: { attributes: {}, enabled: true, status: "CONFIRMED", ...user } };
  return isOther(value) ? value : undefined;
}

type Json = Record<string, unknown>;
type GivenUser = Pick<UserRecord, "username"> & Partial<UserRecord>;

/** What a member has to be where it is there. */
const userMembers: Readonly<Record<string, (value: unknown) => boolean>> = {
  attributes: (value) => isRecord(value) && isTexts(Object.values(value)),
  enabled: (value) => typeof value === "boolean",
  status: (value) => typeof value === "string",
  groups: isTexts,
  mfa: isTexts,
  passwordHash: (value) => typeof value === "string",
};

function isUser(value: Json): value is Json & GivenUser {
  if (typeof value["username"] !== "string" || value["username"] === "") return false;
  return Object.entries(userMembers).every(([name, is]) => value[name] === undefined || is(value[name]));
}

function isOther(value: Json): value is Json & Exclude<ExportLine, { user: unknown }> {
  const { group } = value;
  if (isRecord(group)) return typeof group["name"] === "string";
  return isRecord(value["export"]) || isRecord(value["end"]);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
