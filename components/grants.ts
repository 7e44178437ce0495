import * as pulumi from "@pulumi/pulumi";
import type { CustomUserPoolArgs } from "./customUserPoolArgs";
import { childName } from "./names";
import {
  adoptStatement,
  createGrantStatement,
  forceDestroyStatement,
  type PolicyStatement,
  passRoleStatement,
  replaceStatement,
} from "./policies";
import { resolved } from "./resolved";
import type { ResolvedSettings } from "./settingsArgs";
import type { UserPoolHandler } from "./userPoolHandler";

/** Gives the handler the permissions that only some pools need: each is there only if a pool asks for it. */
export function grantOptIns(handler: UserPoolHandler, name: string, args: CustomUserPoolArgs): void {
  const { adoptUserPoolId, settings } = args;
  if (isAskedFor(args.onImmutableChange, "refuse")) {
    handler.grant("replace", (place, functionName) => [replaceStatement(place, functionName)]);
  }
  if (isAskedFor(args.forceDestroy, false)) {
    handler.grant("force-destroy", (place, functionName) => [forceDestroyStatement(place, functionName)]);
  }
  if (isAskedFor(adoptUserPoolId, "")) {
    handler.grant(childName(name, "adopt"), (place) =>
      pulumi.output(adoptUserPoolId).apply((id) => [adoptStatement(place, id ?? "")]),
    );
  }
  if (settings.SmsConfiguration !== undefined || settings.SmsMfaConfiguration !== undefined) {
    const roles = smsRoles(settings);
    handler.grant(childName(name, "sms"), () =>
      roles.apply((arns) => statementsFor(arns, passRoleStatement)),
    );
  }
  if (settings.KeyConfiguration !== undefined || args.triggers?.KMSKeyID !== undefined) {
    const keys = customerKeys(args);
    handler.grant(childName(name, "keys"), () =>
      keys.apply((arns) => statementsFor(arns, createGrantStatement)),
    );
  }
}

/** A statement about no resource at all would be refused by IAM. */
function statementsFor(arns: string[], statement: (arns: string[]) => PolicyStatement): PolicyStatement[] {
  return arns.length === 0 ? [] : [statement(arns)];
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
