/**
 * The local provider as the executable `pulumi-resource-aws` that Pulumi's engine starts. `pulumiHome.ts` bundles it
 * and says how the engine finds it.
 */
import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { engineAddress, servePlugin } from "../cli/pluginProcess";
import { LocalError } from "../errors";
import { providerService } from "./pluginServer";
import { type Registry, registryFromEnvironment } from "./registry";
import { isRecord } from "./values";

const engine = new EngineClient(engineAddress(), credentials.createInsecure());
let registry: Registry | undefined;

const methods = providerService({
  version: awsVersion(),
  configure(settings) {
    // Its leniency must never meet an account: the emulator is always given by an address.
    if (!process.env["AWS_ENDPOINT_URL"]) {
      throw new LocalError(
        "The local provider works on a local AWS only: `AWS_ENDPOINT_URL` is not set. " +
          "Set the variables that `npm run local -- --keep` prints, or unset PULUMI_HOME to deploy to AWS.",
      );
    }
    registry = registryFromEnvironment(report, defaultTags(settings));
  },
  typeOf(token) {
    if (!registry) throw new Error("The engine did not configure the provider");
    return registry.typeOf(token);
  },
});

/** Shows a line in the CLI. What a resource provider prints itself, the CLI hides. */
function report(line: string): void {
  const request = new LogRequest().setSeverity(LogSeverity.INFO).setMessage(line);
  // A line that cannot be shown is no reason to fail.
  engine.log(request, () => undefined);
}

/** The tags of `aws:defaultTags`, which the engine passes as JSON. */
function defaultTags(settings: Record<string, string>): Record<string, string> {
  const parsed: unknown = JSON.parse(settings["aws:config:defaultTags"] ?? "{}");
  const tags = isRecord(parsed) ? parsed["tags"] : undefined;
  return isRecord(tags)
    ? Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]))
    : {};
}

/** The version in the name of the folder that the plugin is installed in, `resource-aws-v<version>`. */
function awsVersion(): string {
  return /resource-aws-v([^/\\]+)/.exec(__dirname)?.[1] ?? "0.0.0";
}

void servePlugin({ service: ResourceProviderService, methods });
