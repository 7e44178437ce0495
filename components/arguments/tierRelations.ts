import { asList, describeValue, type Fault } from "../../handlers/userPool/settings/values";
import { asMembers, faultSaying } from "./argumentRules";

type Members = Record<string, unknown>;

/** What parts of a pool ask of its feature plan, where `settings` name the plan. An adopted pool may have another. */
export function tierFaults(args: Members): Fault[] {
  const tier = asMembers(args["settings"])?.["UserPoolTier"];
  const { adoptUserPoolId } = args;
  if (typeof tier !== "string" || (adoptUserPoolId !== undefined && adoptUserPoolId !== "")) return [];
  return needs.flatMap(({ below, what, plan, uses }) =>
    below.includes(tier)
      ? uses(args).flatMap((path) =>
          faultSaying(
            path,
            `is ${what}, which needs the feature plan ${plan}, and \`settings.UserPoolTier\` is ${describeValue(tier)}.`,
          ),
        )
      : [],
  );
}

/** What a plan does not have. */
interface Need {
  /** The plans without it. */
  readonly below: readonly string[];
  readonly what: string;
  readonly plan: string;
  readonly uses: (args: Members) => string[];
}

const needs: readonly Need[] = [
  { below: ["LITE"], what: "managed login", plan: "ESSENTIALS or PLUS", uses: managedLogin },
  { below: ["LITE"], what: "choice-based sign-in", plan: "ESSENTIALS or PLUS", uses: choiceFlows },
  { below: ["LITE", "ESSENTIALS"], what: "the log of threat protection", plan: "PLUS", uses: activityLogs },
];

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
function managedLogin({ domain }: Members): string[] {
  return asMembers(domain)?.["managedLoginVersion"] === 2 ? ["domain.managedLoginVersion"] : [];
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
function choiceFlows({ clients }: Members): string[] {
  return Object.entries(asMembers(clients) ?? {}).flatMap(([key, client]) => {
    const index = asList(asMembers(client)?.["explicitAuthFlows"]).indexOf("ALLOW_USER_AUTH");
    return index < 0 ? [] : [`clients.${key}.explicitAuthFlows[${index}]`];
  });
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LogConfigurationType.html */
function activityLogs({ logDelivery }: Members): string[] {
  return asList(asMembers(logDelivery)?.["logConfigurations"]).flatMap((one, index) =>
    asMembers(one)?.["eventSource"] === "userAuthEvents"
      ? [`logDelivery.logConfigurations[${index}].eventSource`]
      : [],
  );
}
