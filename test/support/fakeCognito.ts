import type { SchemaAttributeType, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import type { Cognito, CognitoOperation } from "../../handlers/userPool/aws/cognito";
import { createShape, mfaShape, updateShape } from "../../handlers/userPool/settings/schema";
import { asRecord } from "../../handlers/userPool/settings/values";
import {
  awsError,
  checkAgainst,
  checkMfa,
  checkTags,
  checkTogether,
  checkUpdateMembers,
  describeSchema,
  invalid,
  newAttributes,
  poolDefaults,
  standardAttributes,
} from "./cognitoRules";
import { checkHandedOver, completed, keptMembers, type Nature, shownBy, tagsAfter } from "./shownBy";

type Values = Record<string, unknown>;

/** A pool inside the fake. */
export interface FakePool {
  id: string;
  createdAt: number;
  /** Members of CreateUserPool's request, with Cognito's defaults filled in. */
  settings: Values;
  schema: SchemaAttributeType[];
  mfa: Values;
  domain?: string;
  users: number;
  isUpdated?: boolean;
}

/** One call, as it reached Cognito. */
export interface RecordedCall {
  operation: CognitoOperation;
  input: Values;
}

/** Something that goes wrong with a call. */
export interface Fault {
  operation: CognitoOperation;
  /** Which call of this operation, from 1. Default: the next one. */
  nth?: number;
  /** Before the call had an effect, or after it: the answer got lost. */
  when: "before" | "after";
  /** An error, or what is done instead of answering, such as never. */
  fail: () => Promise<never> | Error;
}

export interface FakeCognitoOptions {
  /**
   * What UpdateUserPool does with the members that a request omits. Cognito resets some and keeps others; a client has to
   * be right under both.
   */
  omitted?: "reset" | "keep";
  region?: string;
  now?: () => number;
  /** Called at the start of every call, for instance to let time pass. */
  latency?: () => Promise<void>;
  /** As IAM does with the handler's policy: only pools whose tag `custom-user-pool:handler` is this may be touched. */
  role?: string;
  /** The pools that the role may take over: it may tag them, and touch them before they have our tag. */
  adoptable?: readonly string[];
  poolsPerPage?: number;
  /** Called before every call has an effect; what it throws is the answer. */
  gate?: (operation: CognitoOperation, input: object) => void;
  /** Which pools the list does not hold yet. */
  hidden?: (pool: FakePool) => boolean;
  /** What CreateUserPool and DescribeUserPool answer instead: all members of a pool are optional in the API. */
  shown?: (pool: UserPoolType) => UserPoolType;
  /** What it shows and does beyond what it was told. */
  nature?: Nature;
}

/** Operations that change something. */
const mutating: ReadonlySet<CognitoOperation> = new Set([
  "createUserPool",
  "updateUserPool",
  "deleteUserPool",
  "deleteUserPoolDomain",
  "addCustomAttributes",
  "setUserPoolMfaConfig",
  "tagResource",
]);

/**
 * A strict Cognito in memory: it knows the rules which aws-facts and the service model give, refuses whatever the real
 * one refuses, and forgets what the real one forgets.
 */
export class FakeCognito {
  readonly pools = new Map<string, FakePool>();
  readonly calls: RecordedCall[] = [];
  readonly faults: Fault[] = [];
  readonly options: FakeCognitoOptions;
  /** Whether it answers nothing any more. */
  isSilent = false;
  #made = 0;
  readonly #counts = new Map<CognitoOperation, number>();

  constructor(options: FakeCognitoOptions = {}) {
    this.options = options;
  }

  /** The calls that changed something, or tried to. */
  get mutations(): RecordedCall[] {
    return this.calls.filter(({ operation }) => mutating.has(operation));
  }

  operations(): CognitoOperation[] {
    return this.calls.map(({ operation }) => operation);
  }

  /** The only pool. */
  get onlyPool(): FakePool {
    const [pool, another] = this.pools.values();
    if (!pool || another) throw new Error(`expected one pool, got ${this.pools.size}`);
    return pool;
  }

  /** The pool as DescribeUserPool shows it. */
  describe(id: string): UserPoolType {
    return this.#describe(this.#pool(id));
  }

  /** The pool's MFA as GetUserPoolMfaConfig shows it. */
  describeMfa(id: string): Values {
    const pool = this.#pool(id);
    return { MfaConfiguration: "OFF", ...structuredClone(pool.mfa), ...sharedSms(pool) };
  }

  /** A pool that somebody else made. */
  addForeignPool(settings: Values): FakePool {
    return this.#create(settings);
  }

  /** The API, as the handler's narrow interface. */
  api(signal?: AbortSignal): Cognito {
    const call =
      <Input extends object, Output>(operation: CognitoOperation, effect: (input: Input) => Output) =>
      (input: Input) =>
        this.#call({ operation, input, signal, effect: () => effect(input) });
    return {
      createUserPool: call("createUserPool", (input) => {
        checkAgainst(createShape, input);
        checkTags(input.UserPoolTags ?? {});
        checkHandedOver(this.#nature, { ...input });
        if (this.options.role && input.UserPoolTags?.["custom-user-pool:handler"] !== this.options.role) {
          throw awsError("AccessDeniedException", "not authorized to perform: cognito-idp:CreateUserPool");
        }
        return this.#describe(this.#create({ ...input }));
      }),
      describeUserPool: call("describeUserPool", ({ UserPoolId }) =>
        this.#describe(this.#allowed(UserPoolId)),
      ),
      updateUserPool: call("updateUserPool", ({ UserPoolId = "", ...input }) => {
        this.#update(this.#allowed(UserPoolId), input);
      }),
      deleteUserPool: call("deleteUserPool", ({ UserPoolId }) => {
        const pool = this.#allowed(UserPoolId);
        if (pool.settings["DeletionProtection"] === "ACTIVE") {
          throw invalid(
            "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
          );
        }
        if (pool.domain)
          throw invalid(
            "User pool cannot be deleted. It has a domain configured that should be deleted first.",
          );
        this.pools.delete(pool.id);
      }),
      deleteUserPoolDomain: call("deleteUserPoolDomain", ({ UserPoolId = "", Domain }) => {
        const pool = this.#allowed(UserPoolId);
        if (pool.domain !== Domain) throw awsError("ResourceNotFoundException", "No such domain.");
        pool.domain = undefined;
      }),
      addCustomAttributes: call("addCustomAttributes", ({ UserPoolId = "", CustomAttributes }) => {
        const pool = this.#allowed(UserPoolId);
        const added = (CustomAttributes ?? []).map((attribute) => completed(attribute, this.#nature));
        pool.schema.push(...newAttributes(added, pool.schema));
      }),
      getUserPoolMfaConfig: call("getUserPoolMfaConfig", ({ UserPoolId }) => {
        this.#allowed(UserPoolId);
        return this.describeMfa(UserPoolId);
      }),
      setUserPoolMfaConfig: call("setUserPoolMfaConfig", ({ UserPoolId = "", ...input }) => {
        const pool = this.#allowed(UserPoolId);
        checkAgainst({ ...mfaShape, required: [] }, input);
        checkMfa(input);
        checkHandedOver(this.#nature, input);
        checkTogether(pool.settings, input);
        // A full replacement: what is omitted is off.
        const { SmsMfaConfiguration: sms, ...rest } = structuredClone(input);
        pool.mfa = { MfaConfiguration: "OFF", ...rest, ...(sms && { SmsMfaConfiguration: {} }) };
        Object.assign(pool.settings, sms);
        pool.settings["MfaConfiguration"] = pool.mfa["MfaConfiguration"];
      }),
      tagResource: call("tagResource", ({ ResourceArn = "", Tags = {} }) => {
        const id = ResourceArn.split("/")[1] ?? "";
        if (this.options.role && !this.options.adoptable?.includes(id)) {
          throw awsError("AccessDeniedException", "not authorized to perform: cognito-idp:TagResource");
        }
        checkTags(Tags);
        const pool = this.#pool(id);
        pool.settings["UserPoolTags"] = { ...asRecord(pool.settings["UserPoolTags"]), ...Tags };
      }),
      listUserPools: call("listUserPools", ({ NextToken }) => this.#list(Number(NextToken ?? 0))),
      listUsers: call("listUsers", ({ UserPoolId }) => ({
        count: Math.min(1, this.#allowed(UserPoolId).users),
      })),
    };
  }

  get #nature(): Nature {
    return this.options.nature ?? {};
  }

  async #call<Output>(call: {
    operation: CognitoOperation;
    input: object;
    signal?: AbortSignal;
    effect: () => Output;
  }): Promise<Output> {
    const { operation, input, signal } = call;
    signal?.throwIfAborted();
    const count = (this.#counts.get(operation) ?? 0) + 1;
    this.#counts.set(operation, count);
    this.calls.push({ operation, input: structuredClone({ ...input }) });
    await this.options.latency?.();
    if (this.isSilent) await new Promise<never>(() => undefined);
    signal?.throwIfAborted();
    const fault = this.#takeFault(operation, count);
    if (fault?.when === "before") throw await fault.fail();
    this.options.gate?.(operation, input);
    const output = call.effect();
    if (fault?.when === "after") throw await fault.fail();
    return structuredClone(output);
  }

  #takeFault(operation: CognitoOperation, count: number): Fault | undefined {
    const index = this.faults.findIndex(
      (fault) => fault.operation === operation && (fault.nth ?? count) === count,
    );
    return index < 0 ? undefined : this.faults.splice(index, 1)[0];
  }

  #pool(id: string): FakePool {
    const pool = this.pools.get(id);
    if (!pool) throw awsError("ResourceNotFoundException", `User pool ${id} does not exist.`);
    return pool;
  }

  /** IAM comes first: a pool without our tag is refused, and so is one that does not exist. */
  #allowed(id = ""): FakePool {
    const { role } = this.options;
    const tags = asRecord(this.pools.get(id)?.settings["UserPoolTags"]);
    const isAdoptable = this.pools.has(id) && this.options.adoptable?.includes(id);
    if (role && !isAdoptable && tags?.["custom-user-pool:handler"] !== role) {
      throw awsError("AccessDeniedException", `not authorized on resource userpool/${id}`);
    }
    return this.#pool(id);
  }

  #create(input: Values): FakePool {
    const { Schema: schema, ...settings }: Values = structuredClone(input);
    const declared = (schema ?? []) as SchemaAttributeType[];
    const mode = settings["MfaConfiguration"] ?? "OFF";
    if (mode !== "OFF" && !settings["SmsConfiguration"]) {
      throw invalid("SMS configuration is required when MFA is turned on.");
    }
    const sequence = String(++this.#made).padStart(4, "0");
    const pool: FakePool = {
      id: `${this.options.region ?? "eu-west-1"}_Fake${sequence}`,
      createdAt: this.options.now?.() ?? Date.now(),
      settings: withDefaults(settings),
      schema: describeSchema(declared.map((attribute) => completed(attribute, this.#nature))),
      mfa:
        mode === "OFF"
          ? {}
          : {
              MfaConfiguration: mode,
              SmsMfaConfiguration: {},
            },
      users: 0,
    };
    checkUpdateMembers(pool.settings);
    checkTogether(pool.settings, pool.mfa);
    this.pools.set(pool.id, pool);
    return pool;
  }

  #update(pool: FakePool, input: Values): void {
    checkAgainst({ ...updateShape, required: [] }, input);
    if (input["UserPoolTags"]) checkTags(input["UserPoolTags"] as Record<string, string>);
    const { PoolName, ...rest } = input;
    checkHandedOver(this.#nature, input);
    const base: Values = this.options.omitted === "keep" ? pool.settings : this.#resetMembers(pool);
    const settings: Values = {
      ...base,
      ...structuredClone(rest),
      ...(rest["Policies"] !== undefined && { Policies: withPolicies(rest["Policies"], base["Policies"]) }),
      PoolName: PoolName ?? pool.settings["PoolName"],
      UserPoolTags: tagsAfter(
        this.#nature,
        pool.settings["UserPoolTags"],
        rest["UserPoolTags"] ?? base["UserPoolTags"],
      ),
    };
    checkUpdateMembers(settings, input);
    const mode = settings["MfaConfiguration"] ?? "OFF";
    const factors = Object.keys(pool.mfa).filter(
      (name) => name !== "MfaConfiguration" && name !== "WebAuthnConfiguration",
    );
    if (mode !== "OFF" && factors.length === 0 && !settings["SmsConfiguration"]) {
      throw invalid("SMS MFA, Email MFA, or Software Token MFA must be enabled.");
    }
    checkTogether(settings, { ...pool.mfa, MfaConfiguration: mode });
    pool.settings = settings;
    pool.isUpdated = true;
    // Like CreateUserPool it knows one factor: SMS, where the pool may send them and has no other one.
    const sms = factors.length === 0 ? { SmsMfaConfiguration: {} } : {};
    pool.mfa =
      mode === "OFF" ? this.#withoutFactors(pool.mfa) : { ...sms, ...pool.mfa, MfaConfiguration: mode };
  }

  #withoutFactors({ WebAuthnConfiguration }: Values): Values {
    return WebAuthnConfiguration === undefined ? {} : { WebAuthnConfiguration };
  }

  /** Everything at its default, except for what is fixed for the pool's life. */
  #resetMembers(pool: FakePool): Values {
    const fixed = Object.entries(pool.settings).filter(([name]) => !updateShape.members.has(name));
    return { ...poolDefaults(), ...Object.fromEntries(fixed), ...keptMembers(this.#nature, pool.settings) };
  }

  #describe(pool: FakePool): UserPoolType {
    const { shown = (whole) => whole } = this.options;
    return shown(shownBy(this.#nature, this.#whole(pool), pool.isUpdated ?? false));
  }

  #whole(pool: FakePool): UserPoolType {
    const { PoolName, Schema: _schema, ...settings } = structuredClone(pool.settings);
    const password = asRecord(asRecord(settings["Policies"])?.["PasswordPolicy"]);
    const template = asRecord(settings["VerificationMessageTemplate"]) ?? {};
    return {
      ...settings,
      Id: pool.id,
      Name: PoolName,
      Arn: `arn:aws:cognito-idp:${this.options.region ?? "eu-west-1"}:123456789012:userpool/${pool.id}`,
      CreationDate: new Date(pool.createdAt),
      LastModifiedDate: new Date(pool.createdAt),
      SchemaAttributes: [
        ...standardAttributes(pool.schema),
        ...pool.schema.filter(({ Name }) => Name?.includes(":")),
      ],
      // The former places, which Cognito still fills in.
      AdminCreateUserConfig: {
        ...asRecord(settings["AdminCreateUserConfig"]),
        UnusedAccountValidityDays: password?.["TemporaryPasswordValidityDays"] ?? 7,
      },
      SmsVerificationMessage: template["SmsMessage"],
      EmailVerificationMessage: template["EmailMessage"],
      EmailVerificationSubject: template["EmailSubject"],
      EstimatedNumberOfUsers: pool.users,
      Domain: pool.domain,
    } as UserPoolType;
  }

  #list(start: number): Awaited<ReturnType<Cognito["listUserPools"]>> {
    const size = this.options.poolsPerPage ?? 60;
    const { hidden = () => false } = this.options;
    const all = [...this.pools.values()].filter((pool) => !hidden(pool));
    const page = all.slice(start, start + size).map(({ id, createdAt, settings }) => ({
      id,
      name: String(settings["PoolName"]),
      createdAt,
    }));
    return { pools: page, nextToken: start + size < all.length ? String(start + size) : undefined };
  }
}

/** A new pool's settings with what Cognito fills in. */
function withDefaults(settings: Values): Values {
  const base = poolDefaults();
  return { ...base, ...mentioned(settings), Policies: withPolicies(settings["Policies"], base["Policies"]) };
}

/** Of its two policies a request may give one. */
function withPolicies(given: unknown, base: unknown): Values {
  return { ...asRecord(base), ...mentioned(asRecord(structuredClone(given)) ?? {}) };
}

/** The members that say something: an empty structure is as good as none. */
function mentioned(settings: Values): Values {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => {
      const record = asRecord(value);
      return value !== undefined && (record === undefined || Object.keys(record).length > 0);
    }),
  );
}

/** The role and the text of SMS are the pool's own; the factor only shows them. */
function sharedSms({ mfa, settings }: FakePool): Values {
  if (!mfa["SmsMfaConfiguration"]) return {};
  const { SmsConfiguration, SmsAuthenticationMessage } = settings;
  return { SmsMfaConfiguration: mentioned({ SmsConfiguration, SmsAuthenticationMessage }) };
}
