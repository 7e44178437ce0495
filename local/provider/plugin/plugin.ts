/**
 * The local provider as the executable `pulumi-resource-aws` that Pulumi's engine starts. `pulumiHome.ts` bundles it
 * and says how the engine finds it.
 */
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CommandError } from "../../../commands/support/errors";
import { servePlugin } from "../../cli/pluginProcess";
import { type Registry, registryFromEnvironment } from "../types/registry";
import { providerService } from "./pluginServer";
import { registryOptions } from "./providerSettings";

let registry: Registry | undefined;

const methods = providerService({
  version: awsVersion(),
  configure(settings) {
    // Its leniency must never meet an account: the emulator is always given by an address.
    if (!process.env["AWS_ENDPOINT_URL"]) {
      throw new CommandError(
        "The local provider works on a local AWS only: `AWS_ENDPOINT_URL` is not set. " +
          "Set the variables that `npm run local -- --keep` prints, or unset PULUMI_HOME to deploy to AWS.",
      );
    }
    registry = registryFromEnvironment(registryOptions(settings));
  },
  typeOf(token) {
    if (!registry) throw new Error("The engine did not configure the provider");
    return registry.typeOf(token);
  },
});

/** The version in the name of the folder that the plugin is installed in, `resource-aws-v<version>`. */
function awsVersion(): string {
  return /resource-aws-v([^/\\]+)/.exec(__dirname)?.[1] ?? "0.0.0";
}

void servePlugin({ service: ResourceProviderService, methods });
