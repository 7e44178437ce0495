import { defaults, structureDefaults, unremovableMembers } from "../settings/defaults";
import { isSame } from "../settings/sameness";
import { asRecord, membersOf, recordOf } from "../settings/values";

type Values = Readonly<Record<string, unknown>>;

/** The four sides of one value. */
export interface Sides {
  desired: unknown;
  previous: unknown;
  live: unknown;
  default: unknown;
}

/**
 * What a value shall be: as the program says; at its default where the program said something before and does not any
 * more; as it is where the program never mentioned it.
 */
function merge(sides: Sides, path: string): unknown {
  const { desired, previous, live } = sides;
  if (desired === undefined && previous === undefined) return live;
  if (desired === undefined) return removed(sides, path);
  return asRecord(desired) ? mergeRecords(sides, path) : desired;
}

function removed(sides: Sides, path: string): unknown {
  if (unremovableMembers.includes(path)) return sides.live;
  if (structureDefaults.has(path)) return structureDefaults.get(path);
  if (!asRecord(sides.previous)) return sides.default;
  const merged = mergeRecords(sides, path);
  return Object.keys(merged).length === 0 ? sides.default : merged;
}

function mergeRecords(sides: Sides, path: string): Values {
  const desired: Values = membersOf(sides.desired);
  const previous: Values = membersOf(sides.previous);
  const live: Values = membersOf(sides.live);
  const base: Values = membersOf(sides.default);
  const names = new Set([desired, previous, live].flatMap((side) => Object.keys(side)));
  const merged = recordOf(
    [...names].map((name) => [
      name,
      merge(
        { desired: desired[name], previous: previous[name], live: live[name], default: base[name] },
        `${path}.${name}`,
      ),
    ]),
  );
  const ruledOut = exclusions[path.slice(path.lastIndexOf(".") + 1)]?.(merged, desired) ?? [];
  return recordOf(
    Object.entries(merged).filter(([name]) => desired[name] !== undefined || !ruledOut.includes(name)),
  );
}

/**
 * The parts of a structure that may not stand beside what the program says of it. Where somebody else has set them they go,
 * since Cognito would refuse the whole request.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SmsConfigurationType.html
 * @see https://github.com/aws/aws-cdk/issues/9739 "Cannot configure From email address for default email configuration"
 */
const exclusions: Readonly<Record<string, (merged: Values, desired: Values) => readonly string[]>> = {
  SmsConfiguration: (_merged, { EumsSms }) =>
    EumsSms === undefined ? ["EumsSms"] : ["SnsCallerArn", "ExternalId", "SnsRegion"],
  EmailConfiguration: ({ EmailSendingAccount: account }) =>
    account === "DEVELOPER" ? [] : ["From", "ConfigurationSet"],
  // A key that is named says which type it is of: AWS's own type is only the default of what was named before.
  KeyConfiguration: ({ KeyType }, { KmsKeyArn }) => {
    if (KeyType !== "AWS_OWNED_KEY") return [];
    return KmsKeyArn === undefined ? ["KmsKeyArn"] : ["KeyType"];
  },
};

/** Merges one member of the settings. */
export function mergeMember(name: string, sides: Omit<Sides, "default">): unknown {
  return merge({ ...sides, default: defaults[name] }, name);
}

/** The paths at which `wanted` is not what `live` is. Where `live` has nothing, the default counts as there. */
export function differences(wanted: unknown, live: unknown, path: string): string[] {
  return compare(wanted, live, { path, base: defaultAt(path) });
}

function defaultAt(path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => asRecord(value)?.[name], defaults);
}

function compare(wanted: unknown, live: unknown, { path, base }: { path: string; base: unknown }): string[] {
  const [wantedRecord, liveRecord] = [asRecord(wanted), asRecord(live)];
  if (wantedRecord || liveRecord) {
    const names = new Set([...Object.keys(wantedRecord ?? {}), ...Object.keys(liveRecord ?? {})]);
    return [...names].flatMap((name) =>
      compare(wantedRecord?.[name], liveRecord?.[name], {
        path: `${path}.${name}`,
        base: asRecord(base)?.[name],
      }),
    );
  }
  return isSame(wanted ?? base, live ?? base) ? [] : [path];
}
