import * as pulumi from "@pulumi/pulumi";

/** The type token of a `UserPoolHandler`: contract, a change needs an alias. */
export const handlerType = "custom-user-pool:index:UserPoolHandler";

/** By the type token and not by the class: a program may hold two copies of this package. */
export function isUserPoolHandler(value: unknown): boolean {
  return pulumi.ComponentResource.isInstance(value) && Reflect.get(value, "__pulumiType") === handlerType;
}
