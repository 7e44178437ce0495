import * as pulumi from "@pulumi/pulumi";
import type { UserPoolHandler } from "../userPoolHandler";

/** The type token of a {@link UserPoolHandler}: contract, a change needs an alias. */
export const handlerType = "custom-user-pool:index:UserPoolHandler";

/** By the type token and not by the class: a program may hold two copies of this package. */
export function isUserPoolHandler(value: unknown): value is UserPoolHandler {
  return pulumi.ComponentResource.isInstance(value) && Reflect.get(value, "__pulumiType") === handlerType;
}
