import type * as cognito from "@pulumi/aws/cognito";
import type * as pulumi from "@pulumi/pulumi";

/** An app client: the arguments of `aws.cognito.UserPoolClient`, without the pool. */
export type ClientArgs = Omit<cognito.UserPoolClientArgs, "userPoolId">;

/**
 * An identity provider: the arguments of `aws.cognito.IdentityProvider`, without the pool. Its `providerName` is its key in
 * `identityProviders`, unless you set another one.
 */
export type IdentityProviderArgs = Omit<cognito.IdentityProviderArgs, "userPoolId" | "providerName"> & {
  providerName?: pulumi.Input<string> | undefined;
};

/**
 * A resource server: the arguments of `aws.cognito.ResourceServer`, without the pool. Its `name` is its key in
 * `resourceServers`, unless you set another one.
 */
export type ResourceServerArgs = Omit<cognito.ResourceServerArgs, "userPoolId">;

/**
 * A group of users: the arguments of `aws.cognito.UserGroup`, without the pool. Its `name` is its key in `groups`, unless
 * you set another one.
 */
export type GroupArgs = Omit<cognito.UserGroupArgs, "userPoolId">;

/**
 * A domain: the arguments of `aws.cognito.UserPoolDomain`, without the pool.
 */
export type DomainArgs = Omit<cognito.UserPoolDomainArgs, "userPoolId"> & {
  /**
   * The Route 53 hosted zone of a custom domain. With it, the component creates the A and AAAA records and, unless you set
   * `certificateArn`, the certificate with its validation record.
   */
  hostedZoneId?: pulumi.Input<string> | undefined;
};

/** How managed login looks for one client: the arguments of `aws.cognito.ManagedLoginBranding`, without pool and client. */
export type BrandingArgs = Omit<cognito.ManagedLoginBrandingArgs, "userPoolId" | "clientId">;

/** What the pool logs, and where: the arguments of `aws.cognito.LogDeliveryConfiguration`, without the pool. */
export type LogDeliveryArgs = Omit<cognito.LogDeliveryConfigurationArgs, "userPoolId">;

/** The component to which the parts belong, and its pool. */
export interface PartOwner {
  readonly name: string;
  readonly parent: pulumi.ComponentResource;
  readonly userPoolId: pulumi.Output<string>;
  readonly userPoolArn: pulumi.Output<string>;
}

/** The parts of a pool, which need its id. The program chooses their keys. */
export interface PartArgs {
  /**
   * The pool's app clients, with keys of your choice. They are created after the pool's identity providers and resource
   * servers.
   *
   * Another key creates another client, with another id.
   *
   * @default none
   * @example
   * { web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } }
   */
  clients?: Record<string, ClientArgs> | undefined;

  /**
   * Identity providers for sign-in, with names of your choice.
   *
   * A client's `supportedIdentityProviders` refers to these names. For Google, Facebook, LoginWithAmazon and
   * SignInWithApple, the name must be the type.
   *
   * `client_secret` and `private_key` must be secrets. If you declare any provider, declare all that clients name; with
   * none, you may create them elsewhere once the pool exists.
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
  identityProviders?: Record<string, IdentityProviderArgs> | undefined;

  /**
   * The APIs that accept the pool's tokens, with names of your choice.
   *
   * A client requests `identifier/scopeName` in its `allowedOauthScopes`. If you declare any resource server here, declare
   * all whose scopes clients name.
   *
   * @default none
   * @example
   * { orders: { identifier: "orders", scopes: [{ scopeName: "read", scopeDescription: "Read orders" }] } }
   */
  resourceServers?: Record<string, ResourceServerArgs> | undefined;

  /**
   * Groups of users, with names of your choice. Another name creates another group, without members.
   *
   * @default none
   * @example
   * { admins: { precedence: 1, roleArn: role.arn } }
   */
  groups?: Record<string, GroupArgs> | undefined;

  /**
   * The pool's domain for managed login: a prefix of Cognito's domain, or a domain of your own.
   *
   * A domain of your own needs its Route 53 hosted zone or its certificate in us-east-1. Its parent domain must have an A
   * record.
   *
   * Changing `domain` replaces the domain, and deletes the old one first: nobody can sign in meanwhile.
   *
   * @default none
   * @example
   * { domain: "customers-example" }
   * @example
   * { domain: "login.example.com", hostedZoneId: zone.zoneId }
   * @example
   * { domain: "login.example.com", certificateArn: certificate.arn }
   */
  domain?: DomainArgs | undefined;

  /**
   * How managed login looks, by the keys of the clients in `clients`. It applies to a domain with `managedLoginVersion: 2`.
   *
   * Without branding, Cognito shows a client no managed login of version 2.
   *
   * @default none
   * @example
   * { web: { useCognitoProvidedValues: true } }
   */
  branding?: Record<string, BrandingArgs> | undefined;

  /**
   * Where the pool sends its logs of failed e-mails and text messages, and of threat protection.
   *
   * @default none
   * @example
   * {
   *   logConfigurations: [
   *     { eventSource: "userNotification", logLevel: "ERROR", cloudWatchLogsConfiguration: { logGroupArn: group.arn } },
   *   ],
   * }
   */
  logDelivery?: LogDeliveryArgs | undefined;

  /**
   * The ARN of the regional AWS WAF web ACL that protects the pool's endpoints.
   *
   * @default none
   */
  webAclArn?: pulumi.Input<string> | undefined;
}
