import type * as cognito from "@pulumi/aws/cognito";
import type * as pulumi from "@pulumi/pulumi";

/** An app client: the arguments of `aws.cognito.UserPoolClient`, without the pool. */
export type ClientArgs = Omit<cognito.UserPoolClientArgs, "userPoolId">;

/**
 * An identity provider: the arguments of `aws.cognito.IdentityProvider`, without the pool. Its `providerName` is the name
 * that it has in `identityProviders`, unless another one is given.
 */
export type IdentityProviderArgs = Omit<cognito.IdentityProviderArgs, "userPoolId" | "providerName"> & {
  providerName?: pulumi.Input<string>;
};

/**
 * A resource server: the arguments of `aws.cognito.ResourceServer`, without the pool. Its `name` is the one that it has in
 * `resourceServers`, unless another one is given.
 */
export type ResourceServerArgs = Omit<cognito.ResourceServerArgs, "userPoolId">;

/**
 * A group of users: the arguments of `aws.cognito.UserGroup`, without the pool. Its `name` is the one that it has in
 * `groups`, unless another one is given.
 */
export type GroupArgs = Omit<cognito.UserGroupArgs, "userPoolId">;

/**
 * A domain: the arguments of `aws.cognito.UserPoolDomain`, without the pool.
 */
export type DomainArgs = Omit<cognito.UserPoolDomainArgs, "userPoolId"> & {
  /**
   * The Route 53 zone of a name of your own. With it the component makes the A and AAAA records, and, unless there is a
   * `certificateArn`, the certificate with the record that validates it.
   */
  hostedZoneId?: pulumi.Input<string>;
};

/** How managed login looks to one client: the arguments of `aws.cognito.ManagedLoginBranding`, without pool and client. */
export type BrandingArgs = Omit<cognito.ManagedLoginBrandingArgs, "userPoolId" | "clientId">;

/** What the pool logs where: the arguments of `aws.cognito.LogDeliveryConfiguration`, without the pool. */
export type LogDeliveryArgs = Omit<cognito.LogDeliveryConfigurationArgs, "userPoolId">;

/** The component whose parts they are, and its pool. */
export interface PartOwner {
  readonly name: string;
  readonly parent: pulumi.ComponentResource;
  readonly userPoolId: pulumi.Output<string>;
  readonly userPoolArn: pulumi.Output<string>;
}

/** What belongs to a pool and needs its id, by names of the user's own. */
export interface PartArgs {
  /**
   * The pool's app clients, by names of your own. They wait for the pool's identity providers and resource servers.
   *
   * A client with another name is another client, with another id.
   *
   * @default none
   * @example
   * { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } }
   */
  clients?: Record<string, ClientArgs>;

  /**
   * Where people sign in besides the pool itself, by names of your own.
   *
   * A client's `supportedIdentityProviders` refers to them. The name of one of Google, Facebook, LoginWithAmazon and SignInWithApple is its type.
   *
   * `client_secret` and `private_key` have to be secrets. With any of them here, all that clients name have to be here; with
   * none, they may be made elsewhere, once the pool exists.
   *
   * @default none
   * @example
   * {
   *   Google: {
   *     providerType: "Google",
   *     providerDetails: {
   *       client_id: config.require("googleClientId"),
   *       client_secret: config.requireSecret("googleClientSecret"),
   *       authorize_scopes: "openid email profile",
   *     },
   *     attributeMapping: { email: "email", username: "sub" },
   *   },
   * }
   */
  identityProviders?: Record<string, IdentityProviderArgs>;

  /**
   * The APIs that the pool's tokens give access to, by names of your own.
   *
   * A client asks for `identifier/scopeName` in its
   * `allowedOauthScopes`. With any of them here, all whose scopes clients name have to be here.
   *
   * @default none
   * @example
   * { orders: { identifier: "orders", scopes: [{ scopeName: "read", scopeDescription: "Read orders" }] } }
   */
  resourceServers?: Record<string, ResourceServerArgs>;

  /**
   * Groups of users, by names of your own. A group with another name is another group, without members.
   *
   * @default none
   * @example
   * { admins: { precedence: 1, roleArn: role.arn } }
   */
  groups?: Record<string, GroupArgs>;

  /**
   * The pool's domain for managed login: a prefix of Cognito's own, or a name of your own.
   *
   * A name of your own comes with the Route 53 zone that it is in, or with its certificate in us-east-1. The domain above
   * it must have an A record.
   *
   * Another `domain` replaces it, and the old one goes first: nobody can sign in meanwhile.
   *
   * @default none
   * @example
   * { domain: "customers-example" }
   * @example
   * { domain: "login.example.com", hostedZoneId: zone.zoneId }
   * @example
   * { domain: "login.example.com", certificateArn: certificate.arn }
   */
  domain?: DomainArgs;

  /**
   * How managed login looks, by the names of clients in `clients`. It is shown on a domain with `managedLoginVersion: 2`.
   *
   * Cognito shows no managed login of version 2 to a client without branding.
   *
   * @default none
   * @example
   * { web: { useCognitoProvidedValues: true } }
   */
  branding?: Record<string, BrandingArgs>;

  /**
   * Where the pool's logs go: messages that could not be sent, and threat protection.
   *
   * @default none
   * @example
   * {
   *   logConfigurations: [
   *     { eventSource: "userNotification", logLevel: "ERROR", cloudWatchLogsConfiguration: { logGroupArn: group.arn } },
   *   ],
   * }
   */
  logDelivery?: LogDeliveryArgs;

  /**
   * The ARN of the regional AWS WAF web ACL in front of the pool's endpoints.
   *
   * @default none
   */
  webAclArn?: pulumi.Input<string>;
}
