import * as pulumi from "@pulumi/pulumi";
import type { CustomUserPool } from "../components/customUserPool";
import { mapped } from "../components/engine/mapped";
import type { UserPoolHandler } from "../components/userPoolHandler";

/** An output of a component, for programs in any language. */
export interface OutputOf<Component> {
  readonly type: "string" | "integer" | "texts";
  readonly description: string;
  readonly isSecret?: true;
  readonly read: (component: Component) => pulumi.Input<unknown>;
}

/** What a program in another language gets of a pool. */
export const poolOutputs: Readonly<Record<string, OutputOf<CustomUserPool>>> = {
  userPoolId: {
    type: "string",
    description: "The pool's id, such as `eu-west-1_AbCdEfGhI`.",
    read: (pool) => pool.userPoolId,
  },
  userPoolArn: {
    type: "string",
    description: "The pool's ARN, for policies.",
    read: (pool) => pool.userPoolArn,
  },
  userPoolProviderName: {
    type: "string",
    description: "The pool's name as an identity provider: `cognito-idp.<region>.amazonaws.com/<id>`.",
    read: (pool) => pool.userPoolProviderName,
  },
  userPoolProviderUrl: {
    type: "string",
    description: "The issuer of the pool's tokens.",
    read: (pool) => pool.userPoolProviderUrl,
  },
  clientIds: {
    type: "texts",
    description: "The ids of the app clients, by their names in `clients`.",
    read: (pool) => mapped(pool.clients, ({ id }) => id),
  },
  clientSecrets: {
    type: "texts",
    description: "The secrets of the app clients that have one, by their names in `clients`.",
    isSecret: true,
    read: (pool) => pulumi.secret(mapped(pool.clients, ({ clientSecret }) => clientSecret)),
  },
  handlerArn: {
    type: "string",
    description: "The ARN of the function that makes and changes the pool.",
    read: (pool) => pool.handler.arn,
  },
  stackId: {
    type: "string",
    description: "The id of the CloudFormation stack that holds the pool.",
    read: (pool) => pool.stack.id,
  },
};

/** What a program in another language gets of a handler. */
export const handlerOutputs: Readonly<Record<string, OutputOf<UserPoolHandler>>> = {
  arn: {
    type: "string",
    description: "The function's ARN: the `ServiceToken` of the custom resources.",
    read: (handler) => handler.arn,
  },
  functionName: {
    type: "string",
    description: "The function's name, and the value of the tag that its pools carry.",
    read: (handler) => handler.functionName,
  },
  serviceTimeout: {
    type: "integer",
    description: "The seconds that CloudFormation waits for an answer.",
    read: (handler) => handler.serviceTimeout,
  },
};

/** The values of a component's outputs. */
export function stateOf<Component>(
  outputs: Readonly<Record<string, OutputOf<Component>>>,
  component: Component,
): pulumi.Inputs {
  return mapped(outputs, ({ read }) => read(component));
}
