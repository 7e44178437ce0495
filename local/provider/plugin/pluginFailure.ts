import { Metadata, type ServerErrorResponse, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { describeError } from "../../../commands/support/errors";
import { InitializationFailed } from "../resourceType";
import { PluginValues } from "./pluginValues";

/**
 * An error as the engine takes it. Of a resource that was made but did not become ready it also carries the state, so that the engine
 * keeps the resource and `destroy` removes it: in the header in which gRPC has details of an error
 * (`ParseInitError` in sdk/go/common/resource/plugin/provider_plugin.go reads it).
 */
export function failureResponse(error: unknown): Partial<ServerErrorResponse> {
  const response = { code: status.UNKNOWN, details: describeError(error) };
  if (!(error instanceof InitializationFailed)) return response;
  const detail = new ErrorResourceInitFailed()
    .setId(error.id)
    .setProperties(new PluginValues().toWire(error.properties))
    .setReasonsList(error.reasons);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const packed = new Status().setCode(status.UNKNOWN).setMessage(error.message).setDetailsList([any]);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(packed.serializeBinary()));
  return { ...response, metadata };
}
