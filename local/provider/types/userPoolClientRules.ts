import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../../commands/support/records";
import { all, anything, arn, between, block, each, length, matches, oneOf, type Refuse } from "../refusals";
import type { PropertyRule, Props } from "../resourceType";
import { isUnknown } from "../unknown";

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** What the members of `tokenValidityUnits` are where a program does not give them. */
const DEFAULT_UNITS = { accessToken: "hours", idToken: "hours", refreshToken: "days" } as const;

/** What a token's validity may be, in seconds: its unit is another property. */
function validity(token: keyof typeof DEFAULT_UNITS, [min, max]: readonly [number, number]): Refuse {
  return (value, name, { tokenValidityUnits: units }) => {
    const given = (isRecord(units) ? units[token] : undefined) ?? DEFAULT_UNITS[token];
    const unit = Object.entries(SECONDS).find(([word]) => word === given);
    if (typeof value !== "number" || isUnknown(units) || !unit) return undefined;
    const seconds = value * unit[1];
    return seconds >= min && seconds <= max
      ? undefined
      : `Expected \`${name}\` to be ${min} to ${max} seconds, got \`${value}\` ${unit[0]}`;
  };
}

const printable = matches(/[\p{L}\p{M}\p{S}\p{N}\p{P}]/u, "a text with a visible character");
const url = all(length(1, 1024), printable);

const unit = oneOf(...Object.keys(SECONDS));

const analytics: Refuse = all(
  block({
    applicationArn: arn,
    applicationId: anything,
    externalId: anything,
    roleArn: arn,
    userDataShared: anything,
  }),
  (value, name) => {
    if (!isRecord(value)) return undefined;
    const { applicationArn, applicationId, externalId, roleArn } = value;
    if ((applicationArn === undefined) === (applicationId === undefined))
      return `Expected \`${name}\` to have one of applicationArn and applicationId`;
    const needsBoth = applicationId !== undefined && (externalId === undefined || roleArn === undefined);
    if (needsBoth) return `Expected \`${name}\` with applicationId to have externalId and roleArn`;
    const refusesBoth = applicationArn !== undefined && (externalId !== undefined || roleArn !== undefined);
    return refusesBoth
      ? `Expected \`${name}\` with applicationArn to have no externalId and no roleArn`
      : undefined;
  },
);

function filled(units: unknown): unknown {
  return isRecord(units) ? { ...DEFAULT_UNITS, ...units } : units;
}

function unitsDiffer(olds: Props, value: unknown): Promise<boolean> {
  return Promise.resolve(!isDeepStrictEqual(filled(olds["tokenValidityUnits"]), filled(value)));
}

const FLOWS = [
  "ADMIN_NO_SRP_AUTH",
  "CUSTOM_AUTH_FLOW_ONLY",
  "USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_CUSTOM_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
  "ALLOW_USER_AUTH",
];

const DAY = 86_400;

/** The properties of `aws.cognito.UserPoolClient`. */
export const CLIENT_PROPERTIES: Record<string, PropertyRule> = {
  name: {
    kind: "string",
    refuse: all(
      length(1, 128),
      matches(/[\w\s+=,.@-]/, "a text with a letter, a digit, a space or one of +=,.@-"),
    ),
  },
  userPoolId: { kind: "string", required: true, replaces: true },
  accessTokenValidity: { kind: "number", computed: true, refuse: validity("accessToken", [300, DAY]) },
  allowedOauthFlows: {
    kind: "set",
    computed: true,
    refuse: each(oneOf("code", "implicit", "client_credentials"), 3),
  },
  allowedOauthFlowsUserPoolClient: { kind: "boolean", computed: true },
  allowedOauthScopes: { kind: "set", computed: true, refuse: each(anything, 50) },
  analyticsConfiguration: { kind: "block", refuse: analytics },
  authSessionValidity: { kind: "number", computed: true, refuse: between(3, 15) },
  callbackUrls: { kind: "set", computed: true, refuse: each(url, 100) },
  defaultRedirectUri: { kind: "string", computed: true, refuse: url },
  enablePropagateAdditionalUserContextData: { kind: "boolean", computed: true },
  enableTokenRevocation: { kind: "boolean", computed: true },
  explicitAuthFlows: { kind: "set", computed: true, refuse: each(oneOf(...FLOWS)) },
  generateSecret: { kind: "boolean", replaces: true },
  idTokenValidity: { kind: "number", computed: true, refuse: validity("idToken", [300, DAY]) },
  logoutUrls: { kind: "set", computed: true, refuse: each(url, 100) },
  preventUserExistenceErrors: { kind: "string", computed: true, refuse: oneOf("LEGACY", "ENABLED") },
  readAttributes: { kind: "set", computed: true },
  refreshTokenRotation: {
    kind: "block",
    refuse: block(
      { feature: oneOf("ENABLED", "DISABLED"), retryGracePeriodSeconds: between(0, 60) },
      "feature",
    ),
  },
  refreshTokenValidity: {
    kind: "number",
    computed: true,
    refuse: validity("refreshToken", [3600, 3650 * DAY]),
  },
  supportedIdentityProviders: { kind: "set", computed: true, refuse: each(all(length(1, 32), printable)) },
  tokenValidityUnits: {
    kind: "map",
    refuse: block({ accessToken: unit, idToken: unit, refreshToken: unit }),
    differs: unitsDiffer,
  },
  writeAttributes: { kind: "set", computed: true },
};
