import * as pulumi from "@pulumi/pulumi";
import { deploysMark } from "../../components/engine/unitTest";

/** One resource that a program registered, as the engine would see it. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly parent: string;
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly provider: string;
  readonly secretInputs: readonly string[];
  /** The URNs that it had before, as far as the program says them itself. */
  readonly aliases: readonly string[];
  readonly secretOutputs: readonly string[];
}

/** What came of a program that ran with mocks. */
export interface Recording<T> {
  readonly result: T;
  readonly registrations: readonly Registration[];
  /** The one resource of this type, and of this name if given. */
  readonly find: (type: string, name?: string) => Registration;
  /** All resources of this type. */
  readonly all: (type: string) => Registration[];
}

export interface RecordOptions {
  readonly preview?: boolean;
  readonly config?: Record<string, string>;
  /** Whether the program may register hooks, as with a real engine. */
  readonly hooks?: boolean;
  /** Runs where the engine would call a resource's hooks. */
  readonly beforeResource?: (type: string, inputs: Record<string, unknown>) => Promise<void>;
  /** Outputs that AWS would make up for a resource, beyond the usual ones. */
  readonly outputs?: (args: pulumi.runtime.MockResourceArgs) => Record<string, unknown>;
}

export const account = "123456789012";
export const region = "eu-west-1";
export const userPoolId = `${region}_AbCdEfGhI`;
export const userPoolArn = `arn:aws:cognito-idp:${region}:${account}:userpool/${userPoolId}`;

/** The ARN that a function of this name gets. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}

/**
 * Runs a program with Pulumi's mocks and records what it registers, until everything that it started has settled. A
 * call to a provider's function fails, since the components make none.
 */
export async function record<T>(program: () => T, options: RecordOptions = {}): Promise<Recording<T>> {
  const registrations: Registration[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: async (args) => {
        await options.beforeResource?.(args.type, withSecrets(args.inputs as Record<string, unknown>));
        return { id: `${args.name}-id`, state: { ...awsOutputs(args), ...options.outputs?.(args) } };
      },
      call: ({ token }) => {
        throw new Error(`The program called \`${token}\`, which no mock answers.`);
      },
    },
    "shop",
    "dev",
    options.preview,
  );
  // These tests are about what is deployed.
  Object.assign(pulumi.runtime.getMonitor() ?? {}, { [deploysMark]: true });
  pulumi.runtime.setAllConfig(options.config ?? {});
  spyOnMonitor((registration) => registrations.push(registration), options.hooks === true);

  const result = program();
  await pulumi.runtime.disconnect();
  return {
    result,
    registrations,
    all: (type) => registrations.filter((one) => one.type === type),
    find: (type, name) => {
      const found = registrations.filter(
        (one) => one.type === type && (name === undefined || one.name === name),
      );
      if (found.length !== 1 || found[0] === undefined) {
        const names = registrations.map((one) => `${one.type} ${one.name}`).join("\n");
        throw new Error(`Found ${found.length} of ${type} ${name ?? ""} in:\n${names}`);
      }
      return found[0];
    },
  };
}

/** The value of an output, once it is known. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** Parses a JSON input, such as a policy or a template. */
export function parsed(input: unknown): unknown {
  if (typeof input !== "string") {
    throw new TypeError(`Expected JSON text, got ${typeof input}.`);
  }
  return JSON.parse(input);
}

/** With the default tags of the provider. */
function tagsAllOf({ tags }: Record<string, unknown>): Record<string, string> {
  return { "cost-center": "42", ...(tags as Record<string, string> | undefined) };
}

function awsOutputs({ type, name, ...args }: pulumi.runtime.MockResourceArgs): Record<string, unknown> {
  const inputs = args.inputs as Record<string, unknown>;
  // As AWS' provider makes one up where the program gives none.
  const { name: given, namePrefix = `${name}-` } = inputs as { name?: string; namePrefix?: string };
  const physicalName = given ?? `${namePrefix}1a2b3c4`;
  switch (type) {
    case "aws:cloudwatch/logGroup:LogGroup":
      return {
        ...inputs,
        name: physicalName,
        arn: `arn:aws:logs:${region}:${account}:log-group:${physicalName}`,
        tagsAll: tagsAllOf(inputs),
      };
    case "aws:iam/role:Role":
      return {
        ...inputs,
        name: `${name}-1a2b3c4`,
        arn: `arn:aws:iam::${account}:role/${name}-1a2b3c4`,
        tagsAll: tagsAllOf(inputs),
      };
    case "aws:lambda/function:Function":
      return { ...inputs, name: physicalName, arn: functionArn(physicalName) };
    case "aws:sns/topic:Topic":
      return { ...inputs, arn: `arn:aws:sns:${region}:${account}:${physicalName}` };
    case "aws:dynamodb/table:Table":
      return { ...inputs, arn: `arn:aws:dynamodb:${region}:${account}:table/${physicalName}` };
    case "aws:cloudformation/stack:Stack":
      return {
        ...inputs,
        outputs: {
          UserPoolId: userPoolId,
          UserPoolArn: userPoolArn,
          UserPoolProviderName: `cognito-idp.${region}.amazonaws.com/${userPoolId}`,
          UserPoolProviderUrl: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
        },
      };
    default:
      return inputs;
  }
}

interface RegisterRequest {
  getType(): string;
  getName(): string;
  getObject(): { toJavaScript(): Record<string, unknown> };
  getParent(): string;
  getDependenciesList(): string[];
  getProtect(): boolean;
  getDeletebeforereplace(): boolean;
  getProvider(): string;
  getAdditionalsecretoutputsList(): string[];
  getAliasurnsList(): string[];
  getAliasesList(): { getUrn(): string }[];
}

/** Inputs as the engine hands them to hooks: secrets are outputs. */
function withSecrets(inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) =>
      pulumi.runtime.isRpcSecret(value)
        ? [key, pulumi.secret(pulumi.runtime.unwrapRpcSecret(value))]
        : [key, value],
    ),
  );
}

/** A copy without the wrappers that mark secrets. */
function unwrapSecrets(value: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value), (_key, item: unknown) =>
    item !== null && typeof item === "object" && "value" in item && secretMark in item ? item.value : item,
  ) as Record<string, unknown>;
}

/** The key that marks a special value on the wire to the engine. */
const secretMark = "4dabf18193072939515e22adb298388d";

/** Marks a secret among a resource's inputs on the wire to the engine. */
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Pulumi's mocks hide parents, dependencies and secrets, which the requests to the resource monitor hold. */
function spyOnMonitor(onRegister: (registration: Registration) => void, hasHooks: boolean): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResourceHook?: () => void;
    registerResource: (request: RegisterRequest, ...rest: unknown[]) => unknown;
  };
  if (hasHooks) {
    monitor.registerResourceHook = () => {};
  }
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, ...rest) => {
    const object = request.getObject().toJavaScript();
    onRegister({
      type: request.getType(),
      name: request.getName(),
      inputs: unwrapSecrets(object),
      parent: request.getParent(),
      dependencies: request.getDependenciesList(),
      protect: request.getProtect(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      provider: request.getProvider(),
      secretInputs: Object.keys(object).filter((key) =>
        JSON.stringify(object[key])?.includes(secretSignature),
      ),
      secretOutputs: request.getAdditionalsecretoutputsList(),
      aliases: [...request.getAliasurnsList(), ...request.getAliasesList().map((alias) => alias.getUrn())],
    });
    return register(request, ...rest);
  };
}
