import type {
  DomainDescriptionType,
  GroupType,
  ResourceServerType,
} from "@aws-sdk/client-cognito-identity-provider";
import * as cognito from "@pulumi/aws/cognito";
import { argumentsOf } from "../../components/arguments/resourceRules";
import { asRecord, recordOf } from "../../handlers/userPool/settings/values";
import type { LiveClient, LiveProvider } from "./livePool";
import { SecretSetting } from "./secretSetting";

type Members = Readonly<Record<string, unknown>>;

/** Something that belongs to the pool, in the words of a program. */
export interface Part {
  /** The arguments of its resource. */
  readonly args: Members;
  /** What the resource has no argument for, by the API's names. */
  readonly inexpressible: readonly string[];
}

/** What Cognito tells of a client and nobody sets, and the secret, which nobody reads. */
const clientFacts = ["UserPoolId", "ClientId", "ClientSecret", "LastModifiedDate", "CreationDate"];

/**
 * What a client has that nobody has said anything of.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
const clientDefaults: Members = {
  RefreshTokenValidity: 30,
  AuthSessionValidity: 3,
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: false,
  AllowedOAuthFlowsUserPoolClient: false,
};

/** A client as the arguments of `aws.cognito.UserPoolClient`. */
export function clientPart({ client }: LiveClient): Part {
  const { ClientName, ...members } = client;
  const said = Object.entries({ Name: ClientName, ...members }).filter(
    ([name, value]) => !clientFacts.includes(name) && !isNothing(value) && clientDefaults[name] !== value,
  );
  return partOf(said, argumentsOf(cognito.UserPoolClient));
}

/** What Cognito tells of a domain and nobody sets. */
const domainFacts = ["UserPoolId", "AWSAccountId", "S3Bucket", "CloudFrontDistribution", "Version", "Status"];

/** A domain as the arguments of `aws.cognito.UserPoolDomain`. */
export function domainPart({ CustomDomainConfig, ...domain }: DomainDescriptionType): Part {
  const members = Object.entries({ ...domain, ...CustomDomainConfig }).filter(
    ([name, value]) =>
      !domainFacts.includes(name) && !isNothing(value) && !(name === "ManagedLoginVersion" && value === 1),
  );
  return partOf(members, argumentsOf(cognito.UserPoolDomain));
}

/** What Cognito tells of all that follows and nobody sets. */
const facts = ["UserPoolId", "LastModifiedDate", "CreationDate"];

/**
 * Of the details of a SAML provider what Cognito makes itself, and refuses to be told.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-SAML-signing-encryption.html
 */
const ownDetails = ["ActiveEncryptionCertificate"];

/** An identity provider as the arguments of `aws.cognito.IdentityProvider`; `settingOf` names the setting of a secret. */
export function providerPart(
  { provider, secrets }: LiveProvider,
  settingOf: (secret: string) => string,
): Part {
  const { ProviderDetails = {}, AttributeMapping = {}, ...members } = provider;
  const details = Object.entries(ProviderDetails).filter(([name]) => !ownDetails.includes(name));
  const part = partOf(told(members), argumentsOf(cognito.IdentityProvider));
  return {
    ...part,
    args: {
      ...part.args,
      providerDetails: {
        ...Object.fromEntries(details),
        ...Object.fromEntries(secrets.map((name) => [name, new SecretSetting(settingOf(name))])),
      },
      ...(!isNothing(AttributeMapping) && { attributeMapping: AttributeMapping }),
    },
  };
}

/** A resource server as the arguments of `aws.cognito.ResourceServer`. */
export function resourceServerPart(server: ResourceServerType): Part {
  return partOf(told({ ...server }), argumentsOf(cognito.ResourceServer));
}

/** A group as the arguments of `aws.cognito.UserGroup`. */
export function groupPart({ GroupName, ...group }: GroupType): Part {
  return partOf(told({ Name: GroupName, ...group }), argumentsOf(cognito.UserGroup));
}

function told(members: Members): [string, unknown][] {
  return Object.entries(members).filter(([name, value]) => !facts.includes(name) && !isNothing(value));
}

/** The API's members by the names of a resource's arguments, which differ in their case. */
function partOf(members: readonly (readonly [string, unknown])[], names: readonly string[]): Part {
  const byName = new Map(names.map((name) => [name.toLowerCase(), name]));
  const named = members.map(([member, value]) => ({ member, value, name: byName.get(member.toLowerCase()) }));
  return {
    args: recordOf(named.flatMap(({ name, value }) => (name === undefined ? [] : [[name, inPulumi(value)]]))),
    inexpressible: named.flatMap(({ name, member }) => (name === undefined ? [member] : [])),
  };
}

/** A value with the names of its members as Pulumi writes them. */
function inPulumi(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inPulumi);
  const record = asRecord(value);
  if (!record) return value;
  const members = Object.entries(record).map(
    ([name, member]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, inPulumi(member)] as const,
  );
  return recordOf(members);
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  const record = asRecord(value);
  return record !== undefined && Object.values(record).every(isNothing);
}
