import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { joinProgram, oncePerProgram } from "../components/engine/program";

/** The AWS providers of a program, by their URNs. */
const providers = oncePerProgram<Provider>();

/**
 * Lets each AWS provider of a program be one object, with its name, in all calls to the plugin: pools with the same provider share a
 * handler, which is named after it. Pulumi would make an object without a name in each call.
 */
export function keepAwsProviders(): void {
  pulumi.runtime.registerResourcePackage("aws", {
    constructProvider: (name, _type, urn) => {
      // A call's options are read before its component is made.
      joinProgram();
      return providers(urn, () => new Provider(name, undefined, { urn }));
    },
  });
}
