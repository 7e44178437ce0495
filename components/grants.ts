import * as pulumi from "@pulumi/pulumi";
import { poolId } from "./arguments/poolRules";
import type { ResolvedSettings } from "./arguments/settingsArgs";
import type { CustomUserPoolArgs } from "./customUserPoolArgs";
import { throwFaults } from "./engine/judge";
import { childName, poolType } from "./engine/names";
import { resolved } from "./engine/resolved";
import { comesFrom } from "./engine/resourceTree";
import {
  adoptStatement,
  createGrantStatement,
  forceDestroyStatement,
  passRoleStatement,
} from "./lambda/policies";
import type { Grant } from "./lambda/rolePolicies";
import type { UserPoolHandler } from "./userPoolHandler";

/** What the pool's grants are about: the pool, and the handler that carries them out. */
export interface GrantedPool {
  readonly name: string;
  /** The pool's component, for messages. */
  readonly title: string;
  readonly handler: UserPoolHandler;
  readonly args: CustomUserPoolArgs;
  /** The arguments as the program gives them, which do not wait for the verdict. */
  readonly given: CustomUserPoolArgs;
  /** What all its arguments are judged by. */
  readonly verdict: Promise<void> | undefined;
}

/**
 * Gives the handler the permissions that only some pools need: each is there only if a pool asks for it.
 *
 * @returns the policies that the pool needs
 */
export function grantOptIns({ name, title, handler, args, given, verdict }: GrantedPool): pulumi.Resource[] {
  const { adoptUserPoolId, forceDestroy, settings, triggers } = args;
  const { functionName } = handler;
  const sends = settings.SmsConfiguration !== undefined || settings.SmsMfaConfiguration !== undefined;
  const encrypts = settings.KeyConfiguration !== undefined || triggers?.KMSKeyID !== undefined;
  const grants: (Grant | false)[] = [
    isAskedFor(forceDestroy, false) && {
      kind: "force-destroy",
      targets: [functionName],
      statement: (place) => forceDestroyStatement(place, functionName),
    },
    isAskedFor(adoptUserPoolId, "") && {
      kind: "adopt",
      targets: adoptedIds(title, pulumi.all([adoptUserPoolId, verdict])),
      statement: adoptStatement,
    },
    sends && { kind: "sms", targets: smsRoles(settings), statement: (_, arns) => passRoleStatement(arns) },
    encrypts && {
      kind: "keys",
      targets: customerKeys(args),
      statement: (_, arns) => createGrantStatement(arns),
    },
  ];
  const asked = grants.filter((grant) => grant !== false);
  // A list waits for all that it holds, and a pool for the list: what comes from another pool may not be in the list of that one.
  const isApart = asked.length > 0 && comesFrom(poolType, grantedBy(given));
  return asked.map((grant) =>
    handler.grant(isApart ? { ...grant, kind: `${grant.kind}-${childName(name)}` } : grant),
  );
}

/** The arguments of which grants are made. */
function grantedBy({ settings, adoptUserPoolId, triggers }: CustomUserPoolArgs): unknown[] {
  const isWhole = pulumi.Output.isInstance(settings) || settings instanceof Promise;
  const { SmsConfiguration, SmsMfaConfiguration, KeyConfiguration } = settings;
  const own = isWhole ? [settings] : [SmsConfiguration, SmsMfaConfiguration, KeyConfiguration];
  return [...own, adoptUserPoolId, triggers?.KMSKeyID];
}

/** Whatever an id is found to be, nothing but a pool's id gets into a policy: a "*" would be every pool. */
function adoptedIds(
  title: string,
  judged: pulumi.Output<[string | undefined, unknown]>,
): pulumi.Output<string[]> {
  return judged.apply(([id]) => {
    throwFaults(title, poolId(id, "adoptUserPoolId"));
    return id === undefined || id === "" ? [] : [id];
  });
}

/** A value that is known only later may ask for it. */
function isAskedFor<T>(value: pulumi.Input<T> | undefined, fallback: T): boolean {
  return value !== undefined && value !== fallback;
}

function smsRoles(settings: CustomUserPoolArgs["settings"]): pulumi.Output<string[]> {
  const { SmsConfiguration, SmsMfaConfiguration } = settings;
  const sending = resolved<Pick<ResolvedSettings, "SmsConfiguration" | "SmsMfaConfiguration">>({
    SmsConfiguration,
    SmsMfaConfiguration,
  });
  return sending.apply(({ SmsConfiguration: sms, SmsMfaConfiguration: mfa }) =>
    unique([sms, mfa?.SmsConfiguration].flatMap((one) => [one?.SnsCallerArn, one?.EumsSms?.CallerArn])),
  );
}

function customerKeys({ settings, triggers }: CustomUserPoolArgs): pulumi.Output<string[]> {
  const key = resolved<ResolvedSettings["KeyConfiguration"]>(settings.KeyConfiguration);
  return pulumi.all([key, triggers?.KMSKeyID]).apply(([own, senders]) => unique([own?.KmsKeyArn, senders]));
}

function unique(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values)].filter((value) => value !== undefined).toSorted();
}
