import { poolFaults } from "../../../components/arguments/poolRules";
import { unknownValue } from "../../../handlers/userPool/settings/values";

const settings = { PoolName: "members" };

/** What is wrong with a pool that has these arguments. */
function faultsOf(args: object): string[] {
  return poolFaults({ settings, ...args }).map(({ message }) => message);
}

const code = {
  allowedOauthFlowsUserPoolClient: true,
  allowedOauthFlows: ["code"],
  allowedOauthScopes: ["openid"],
};

test.each([
  [{ ...code, callbackUrls: ["https://example.com/in", "http://localhost:3000/in", "myapp://in"] }],
  [{ callbackUrls: ["http://127.0.0.1", "http://[::1]:8080/"], defaultRedirectUri: "http://127.0.0.1" }],
  [{ callbackUrls: unknownValue, defaultRedirectUri: "https://example.com" }],
  [{ callbackUrls: [unknownValue], defaultRedirectUri: "https://example.com" }],
  [
    {
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: unknownValue,
      allowedOauthScopes: unknownValue,
    },
  ],
  [{ explicitAuthFlows: ["USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"] }],
  [{ explicitAuthFlows: ["ALLOW_TOKEN_EXCHANGE_DELEGATION", "ALLOW_REFRESH_TOKEN_AUTH"] }],
  [
    {
      accessTokenValidity: 5,
      idTokenValidity: 1,
      tokenValidityUnits: { accessToken: "minutes", idToken: "days" },
    },
  ],
  [{ accessTokenValidity: 5, refreshTokenValidity: 0, tokenValidityUnits: { accessToken: unknownValue } }],
  [{ accessTokenValidity: 25, tokenValidityUnits: unknownValue }],
])("has nothing against the client %j", (web) => {
  expect(faultsOf({ clients: { web } })).toEqual([]);
});

test.each([
  {
    web: { allowedOauthFlowsUserPoolClient: true, allowedOauthScopes: [] },
    says: [
      "`clients.web.allowedOauthFlows` is required beside `allowedOauthFlowsUserPoolClient`: without it no flow of OAuth 2.0 is of use. Set it.",
      "`clients.web.allowedOauthScopes` is required beside `allowedOauthFlowsUserPoolClient`: without it no flow of OAuth 2.0 is of use. Set it.",
    ],
  },
  {
    web: { callbackUrls: ["http://example.com", "/signed-in", "https://example.com/#in"] },
    says: [
      '`clients.web.callbackUrls[0]` must begin with https:// (http:// is for localhost, 127.0.0.1 and [::1] alone), got "http://example.com".',
      '`clients.web.callbackUrls[1]` must be a whole URL, such as https://example.com/signed-in or myapp://signed-in, got "/signed-in".',
      '`clients.web.callbackUrls[2]` must be a URL without a fragment, got "https://example.com/#in".',
    ],
  },
  {
    web: { callbackUrls: ["https://example.com"], defaultRedirectUri: "https://example.org" },
    says: ['`clients.web.defaultRedirectUri` must be one of `callbackUrls`, got "https://example.org".'],
  },
  {
    web: { explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"] },
    says: [
      '`clients.web.explicitAuthFlows` has "USER_PASSWORD_AUTH" beside names that begin with ALLOW_: Cognito takes either the old names or the new ones.',
    ],
  },
  {
    web: {
      accessTokenValidity: 25,
      refreshTokenValidity: 30,
      tokenValidityUnits: { refreshToken: "minutes" },
    },
    says: [
      "`clients.web.accessTokenValidity` must be 5 minutes to 1 day, got 25 hours. `tokenValidityUnits.accessToken` tells the unit; it is hours otherwise.",
      "`clients.web.refreshTokenValidity` must be 1 hour to 10 years, got 30 minutes. `tokenValidityUnits.refreshToken` tells the unit; it is days otherwise.",
    ],
  },
  {
    web: {
      authSessionValidity: 16,
      refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 61 },
    },
    says: [
      "`clients.web.refreshTokenRotation.retryGracePeriodSeconds` must be 0 to 60, got 61.",
      "`clients.web.authSessionValidity` must be 3 to 15, got 16.",
    ],
  },
  {
    web: { name: "web/app" },
    says: ["`clients.web.name` must consist of letters, digits, white space and `_+=,.@-`."],
  },
])("refuses a client that Cognito refuses: $says", ({ web, says }) => {
  expect(faultsOf({ clients: { web } }).toSorted()).toEqual(says.toSorted());
});

test("leaves to an adopted pool the clients that Cognito keeps", () => {
  const old = {
    callbackUrls: ["http://example.com"],
    explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"],
  };

  expect(faultsOf({ clients: { old }, adoptUserPoolId: "eu-west-1_AbCdEfGhI" })).toEqual([]);
  expect(faultsOf({ clients: { old }, adoptUserPoolId: "" })).toHaveLength(2);
});

test("refuses a client's key that cannot begin its name, unless the client has a name", () => {
  expect(faultsOf({ clients: { "web/app": {} } })).toEqual([
    "`clients.web/app` must consist of letters, digits, white space and `_+=,.@-`. The client's name begins with this key: change it, or set its `name`.",
  ]);
  expect(faultsOf({ clients: { "web/app": { name: "app" } } })).toEqual([]);
});

const auth = (destination: object) => ({ eventSource: "userAuthEvents", logLevel: "INFO", ...destination });
const group = {
  cloudWatchLogsConfiguration: { logGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:pool" },
};
const bucket = { s3Configuration: { bucketArn: "arn:aws:s3:::logs-of-pools" } };
const texts = { eventSource: "userNotification", logLevel: "ERROR", ...group };

test("has nothing against logs that Cognito delivers", () => {
  expect(faultsOf({ logDelivery: { logConfigurations: [texts, auth(bucket)] } })).toEqual([]);
  expect(
    faultsOf({ logDelivery: { logConfigurations: [unknownValue, auth({ s3Configuration: unknownValue })] } }),
  ).toEqual([]);
});

test.each([
  {
    one: { ...texts, logLevel: "INFO" },
    says: '.logLevel` must be "ERROR" for "userNotification", got "INFO".',
  },
  {
    one: auth({}),
    says: '` must have one of `cloudWatchLogsConfiguration`, `firehoseConfiguration`, `s3Configuration` for "userAuthEvents", and no other destination. It has none.',
  },
  {
    one: { eventSource: "userNotification", logLevel: "ERROR", ...bucket },
    says: '` must have `cloudWatchLogsConfiguration` for "userNotification", and no other destination. It has s3Configuration.',
  },
  { one: auth({ ...group, ...bucket }), says: "It has cloudWatchLogsConfiguration, s3Configuration." },
  {
    one: auth({ cloudwatchLogsConfiguration: {} }),
    says: ".cloudwatchLogsConfiguration` is not an argument. Did you mean `cloudWatchLogsConfiguration`?",
  },
  {
    one: auth({ s3Configuration: {} }),
    says: ".s3Configuration.bucketArn` is required and missing. Set it.",
  },
  {
    one: auth({ s3Configuration: { bucketArn: "logs-of-pools" } }),
    says: ".s3Configuration.bucketArn` must be an ARN.",
  },
])("refuses a log that Cognito does not deliver: $says", ({ one, says }) => {
  const faults = faultsOf({ logDelivery: { logConfigurations: [one] } });

  expect(faults).toContainEqual(expect.stringContaining(`\`logDelivery.logConfigurations[0]`));
  expect(faults).toContainEqual(expect.stringContaining(says));
});

test.each([
  { web: { settings: "{" }, says: ['`branding.web.settings` must be a string of JSON, got "{".'] },
  {
    web: { settings: { components: {} } },
    says: [
      "`branding.web.settings` must be a string: JSON.stringify(…) or pulumi.jsonStringify(…) makes one, got an object.",
    ],
  },
  {
    web: { useCognitoProvidedValues: true, settings: "{}", assets: [] },
    says: [
      "`branding.web.settings` must not stand beside `useCognitoProvidedValues: true`: take one of them out.",
      "`branding.web.assets` must not stand beside `useCognitoProvidedValues: true`: take one of them out.",
    ],
  },
  { web: { settings: unknownValue }, says: [] },
  { web: { settings: '{"components":{}}', useCognitoProvidedValues: false }, says: [] },
])("says to the branding $web: $says", ({ web, says }) => {
  expect(faultsOf({ clients: { web: {} }, branding: { web } })).toEqual(says);
});

const issued = "arn:aws:acm:us-east-1:123456789012:certificate/a";

test.each([
  { domain: { domain: "login.example.com", certificateArn: issued, managedLoginVersion: 2 }, says: [] },
  {
    domain: {
      domain: "login.example.com",
      certificateArn: "arn:aws-us-gov:acm:us-gov-west-1:123456789012:certificate/a",
    },
    says: [],
  },
  {
    domain: { domain: "https://login.example.com/", hostedZoneId: "Z" },
    says: [
      '`domain.domain` must be the name of a host alone, in lower case, such as login.example.com, got "https://login.example.com/".',
    ],
  },
  {
    domain: { domain: "Login.example.com", hostedZoneId: "Z" },
    says: [
      '`domain.domain` must be the name of a host alone, in lower case, such as login.example.com, got "Login.example.com".',
    ],
  },
  {
    domain: { domain: "login.example.com", certificateArn: issued.replace("us-east-1", "eu-west-1") },
    says: [
      '`domain.certificateArn` must be the ARN of a certificate of ACM in us-east-1, got "arn:aws:acm:eu-west-1:123456789012:certi…".',
    ],
  },
  {
    domain: { domain: "login", certificateArn: issued },
    says: [
      "`domain.certificateArn` is for a domain of your own: a prefix of Cognito's domain has Cognito's certificate.",
    ],
  },
  {
    domain: { domain: "login", managedLoginVersion: 3 },
    says: ["`domain.managedLoginVersion` must be one of 1, 2, got 3."],
  },
])("says to the domain $domain: $says", ({ domain, says }) => {
  expect(faultsOf({ domain })).toEqual(says);
});

const parts = {
  domain: { domain: "login", managedLoginVersion: 2 },
  clients: { web: { explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH"] } },
  logDelivery: { logConfigurations: [texts, auth(bucket)] },
};

test("refuses parts that the pool's feature plan does not have", () => {
  const tier = (UserPoolTier: unknown) => ({ ...parts, settings: { ...settings, UserPoolTier } });
  const log =
    "`logDelivery.logConfigurations[1].eventSource` is the log of threat protection, which needs the feature plan PLUS, and `settings.UserPoolTier` is";

  expect(faultsOf(tier("LITE"))).toEqual([
    '`domain.managedLoginVersion` is managed login, which needs the feature plan ESSENTIALS or PLUS, and `settings.UserPoolTier` is "LITE".',
    '`clients.web.explicitAuthFlows[1]` is choice-based sign-in, which needs the feature plan ESSENTIALS or PLUS, and `settings.UserPoolTier` is "LITE".',
    `${log} "LITE".`,
  ]);
  expect(faultsOf(tier("ESSENTIALS"))).toEqual([`${log} "ESSENTIALS".`]);
  expect(faultsOf(tier("PLUS"))).toEqual([]);
  expect(faultsOf(tier(unknownValue))).toEqual([]);
  expect(faultsOf({ ...tier("LITE"), adoptUserPoolId: "eu-west-1_AbCdEfGhI" })).toEqual([]);
});

test("tells of a value of the wrong kind nothing but that", () => {
  const providerDetails = { client_id: "a", oidc_issuer: 7 };
  const corp = { providerType: "OIDC", providerDetails };

  expect(faultsOf({ identityProviders: { corp }, groups: { admins: { precedence: "1" } } })).toEqual([
    "`identityProviders.corp.providerDetails.oidc_issuer` must be a string, got 7.",
    '`groups.admins.precedence` must be a number, got "1".',
  ]);
});

test("refuses that two attributes of the old pool become one", () => {
  const attributes = { "custom:first": "name", "custom:second": "name", "custom:third": "drop", sub: "drop" };

  expect(faultsOf({ migrateFrom: { userPoolId: "eu-west-1_AbCdEfGhI", attributes } })).toEqual([
    '`migrateFrom.attributes["custom:second"]` is "name", as that of "custom:first" is: one of the two would be lost. Give them places of their own, or "drop" one.',
  ]);
});

const statement = { Effect: "Allow", Action: "dynamodb:PutItem", Resource: "*" };
const trigger = (args: object) => ({
  triggers: { PreSignUp: { entry: "handlers/postConfirmation/index.ts", ...args } },
});

test("names the item of a list in a policy that is wrong", () => {
  const policyStatements = [{ ...statement, Action: ["dynamodb:PutItem", 7, unknownValue] }];

  expect(faultsOf(trigger({ policyStatements }))).toEqual([
    "`triggers.PreSignUp.policyStatements[0].Action[1]` must be a string, got 7.",
  ]);
});

test("refuses more environment than a function has", () => {
  expect(faultsOf(trigger({ environment: { TABLE: "x".repeat(4_091) } }))).toEqual([]);
  expect(faultsOf(trigger({ environment: { TABLE: "x".repeat(4_092) } }))).toEqual([
    "`triggers.PreSignUp.environment` must have at most 4096 bytes, names and values together, got 4097.",
  ]);
});
