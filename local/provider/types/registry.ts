import { connectLocal } from "../../../commands/support/aws";
import { CommandError } from "../../../commands/support/errors";
import type { ProviderContext, ResourceType } from "../resourceType";
import { FunctionResource } from "./function";
import { FunctionEventInvokeConfigResource } from "./functionEventInvokeConfig";
import { IdentityProviderResource } from "./identityProvider";
import { LogGroupResource } from "./logGroup";
import { PermissionResource } from "./permission";
import { ResourceServerResource } from "./resourceServer";
import { RoleResource } from "./role";
import { RolePolicyResource } from "./rolePolicy";
import { StackResource } from "./stack";
import { TableResource } from "./table";
import { UserGroupResource } from "./userGroup";
import { UserPoolResource } from "./userPool";
import { UserPoolClientResource } from "./userPoolClient";
import { UserPoolDomainResource } from "./userPoolDomain";

/** Every type of resource that the local provider implements, by its Pulumi type token. */
const TYPES: Record<string, new (context: ProviderContext) => ResourceType> = {
  "aws:cloudformation/stack:Stack": StackResource,
  "aws:cloudwatch/logGroup:LogGroup": LogGroupResource,
  "aws:cognito/identityProvider:IdentityProvider": IdentityProviderResource,
  "aws:cognito/resourceServer:ResourceServer": ResourceServerResource,
  "aws:cognito/userGroup:UserGroup": UserGroupResource,
  "aws:cognito/userPool:UserPool": UserPoolResource,
  "aws:cognito/userPoolClient:UserPoolClient": UserPoolClientResource,
  "aws:cognito/userPoolDomain:UserPoolDomain": UserPoolDomainResource,
  "aws:dynamodb/table:Table": TableResource,
  "aws:iam/role:Role": RoleResource,
  "aws:iam/rolePolicy:RolePolicy": RolePolicyResource,
  "aws:lambda/function:Function": FunctionResource,
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": FunctionEventInvokeConfigResource,
  "aws:lambda/permission:Permission": PermissionResource,
};

/** The resource types, by token. */
export interface Registry {
  /** The implementation of a type. Refuses a type that there is none for. */
  typeOf(token: string): ResourceType;
}

/** The registry over one AWS. */
export function createRegistry(context: ProviderContext): Registry {
  const types = new Map(Object.entries(TYPES).map(([token, Type]) => [token, new Type(context)]));
  return {
    typeOf(token) {
      const type = types.get(token);
      if (type) return type;
      throw new CommandError(
        `\`${token}\` is not implemented by the local provider, which knows ${[...types.keys()].join(", ")}. ` +
          "Use `npm run local -- --provider aws` for every type of `@pulumi/aws`, or deploy to AWS.",
      );
    },
  };
}

/** The registry over the local AWS at `AWS_ENDPOINT_URL`. */
export function registryFromEnvironment(options: RegistryOptions = {}): Registry {
  const { environment = {}, defaultTags = {} } = options;
  return createRegistry({ aws: connectLocal({ ...process.env, ...environment }), defaultTags });
}

export interface RegistryOptions {
  /** Variables that go before those of the process. */
  environment?: Readonly<Record<string, string>>;
  defaultTags?: Record<string, string>;
}
