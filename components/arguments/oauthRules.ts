import { describeValue, type Fault, unknownValue } from "../../handlers/userPool/settings/values";
import { asMembers, fault, faultSaying } from "./argumentRules";

type Client = Readonly<Record<string, unknown>>;

/**
 * What the members of app clients say to each other. Those of an adopted pool may be older than the rules: what Cognito keeps is
 * not refused.
 */
export function clientMemberFaults({ clients, adoptUserPoolId }: Record<string, unknown>): Fault[] {
  if (adoptUserPoolId !== undefined && adoptUserPoolId !== "") return [];
  return Object.entries(asMembers(clients) ?? {}).flatMap(([key, client]) =>
    memberFaults(asMembers(client) ?? {}, `clients.${key}`),
  );
}

function memberFaults(client: Client, path: string): Fault[] {
  return [
    ...oauthFaults(client, path),
    ...redirectFaults(client, path),
    ...flowFaults(client, path),
    ...validityFaults(client, path),
  ];
}

/** "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows." */
function oauthFaults(client: Client, path: string): Fault[] {
  if (client["allowedOauthFlowsUserPoolClient"] !== true) return [];
  return ["allowedOauthFlows", "allowedOauthScopes"]
    .filter((name) => isEmpty(client[name]))
    .flatMap((name) =>
      faultSaying(
        `${path}.${name}`,
        `is required beside \`allowedOauthFlowsUserPoolClient\`: without it no flow of OAuth 2.0 is of use. Set it.`,
      ),
    );
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/**
 * "Be an absolute URI", "Not include a fragment component", and HTTPS but for this computer.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
function redirectFaults(client: Client, path: string): Fault[] {
  const { callbackUrls, defaultRedirectUri } = client;
  const urls = Array.isArray(callbackUrls) ? callbackUrls : [];
  const places = urls.map((url: unknown, index): [string, unknown] => [
    `${path}.callbackUrls[${index}]`,
    url,
  ]);
  const isForeign =
    typeof defaultRedirectUri === "string" &&
    callbackUrls !== unknownValue &&
    !urls.some((url) => url === defaultRedirectUri || url === unknownValue);
  return [
    ...places.flatMap(([place, url]) => urlFaults(url, place)),
    ...(isForeign
      ? fault(`${path}.defaultRedirectUri`, "must be one of `callbackUrls`", defaultRedirectUri)
      : []),
  ];
}

const localHttp = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/?]|$)/;

function urlFaults(url: unknown, path: string): Fault[] {
  if (typeof url !== "string" || url === "") return [];
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    return fault(
      path,
      "must be a whole URL, such as https://example.com/signed-in or myapp://signed-in",
      url,
    );
  }
  if (url.includes("#")) return fault(path, "must be a URL without a fragment", url);
  return /^http:/i.test(url) && !localHttp.test(url)
    ? fault(path, "must begin with https:// (http:// is for localhost, 127.0.0.1 and [::1] alone)", url)
    : [];
}

/** "You can't assign these legacy ExplicitAuthFlows values to user pool clients at the same time as values that begin with ALLOW_" */
function flowFaults({ explicitAuthFlows }: Client, path: string): Fault[] {
  const flows = (Array.isArray(explicitAuthFlows) ? explicitAuthFlows : []).filter(
    (flow): flow is string => typeof flow === "string",
  );
  const legacy = flows.filter((flow) => !flow.startsWith("ALLOW_"));
  return legacy.length === 0 || legacy.length === flows.length
    ? []
    : faultSaying(
        `${path}.explicitAuthFlows`,
        `has ${legacy.map((flow) => describeValue(flow)).join(", ")} beside names that begin with ALLOW_: Cognito takes either the old names or the new ones.`,
      );
}

const secondsIn: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** How long tokens may live. @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html */
const validities = [
  { token: "accessToken", unit: "hours", least: 300, most: 86_400, says: "5 minutes to 1 day" },
  { token: "idToken", unit: "hours", least: 300, most: 86_400, says: "5 minutes to 1 day" },
  { token: "refreshToken", unit: "days", least: 3_600, most: 315_360_000, says: "1 hour to 10 years" },
] as const;

function validityFaults(client: Client, path: string): Fault[] {
  return validities.flatMap(({ token, unit, least, most, says }) => {
    const value = client[`${token}Validity`];
    const given = unitOf(client["tokenValidityUnits"], token) ?? unit;
    const seconds = typeof given === "string" ? secondsIn[given] : undefined;
    // What is no number is told elsewhere, and Cognito takes 0 for its default.
    if (typeof value !== "number" || typeof given !== "string" || seconds === undefined) return [];
    const total = value * seconds;
    return value === 0 || (total >= least && total <= most)
      ? []
      : faultSaying(
          `${path}.${token}Validity`,
          `must be ${says}, got ${value} ${given}. \`tokenValidityUnits.${token}\` tells the unit; it is ${unit} otherwise.`,
        );
  });
}

function unitOf(units: unknown, token: string): unknown {
  if (units === unknownValue) return unknownValue;
  return typeof units === "object" && units !== null ? Reflect.get(units, token) : undefined;
}
