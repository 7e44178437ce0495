import type {
  handleUnaryCall,
  ServerUnaryCall,
  sendUnaryData,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  type LogRequest,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  DeploymentInfo,
  type RegisterResourceRequest,
  RegisterResourceResponse,
  ResourceMonitorFeature,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { createServer, listen } from "../../local/cli/pluginProcess";
import { instantOutputs } from "./instantOutputs";

/** A registration and when it came, in milliseconds of `performance.now`. */
interface Registration {
  readonly type: string;
  readonly at: number;
}

/** An engine for programs whose resources take no time at all: what is left is the program's own work. */
export interface InstantEngine {
  readonly monitorAddress: string;
  readonly engineAddress: string;
  /** The registrations and the errors since the last time that somebody took them. */
  take(): { registrations: Registration[]; errors: string[] };
  stop(): void;
}

/** Starts the engine. */
export async function startInstantEngine(): Promise<InstantEngine> {
  let registrations: Registration[] = [];
  let errors: string[] = [];
  const register = unary((request: RegisterResourceRequest) => {
    registrations.push({ type: request.getType(), at: performance.now() });
    return registered(request);
  });
  const log = unary((request: LogRequest) => {
    if (request.getSeverity() === LogSeverity.ERROR) errors.push(request.getMessage());
    return new Empty();
  });
  const monitor = createServer(ResourceMonitorService, { ...monitorMethods, registerResource: register });
  const engine = createServer(EngineService, { ...engineMethods, log });
  const [monitorPort, enginePort] = await Promise.all([listen(monitor), listen(engine)]);
  const take = () => {
    const taken = { registrations, errors };
    registrations = [];
    errors = [];
    return taken;
  };
  const stop = () => {
    monitor.forceShutdown();
    engine.forceShutdown();
  };
  return { monitorAddress: `127.0.0.1:${monitorPort}`, engineAddress: `127.0.0.1:${enginePort}`, take, stop };
}

/** The engine's features, by their numbers. A TypeScript enum has its names among its values. */
const features = Object.values(ResourceMonitorFeature).filter((feature) => typeof feature === "number");

const nothing = unary(() => new Empty());

const engineMethods: UntypedServiceImplementation = {
  setRootResource: unary(() => new SetRootResourceResponse()),
  requirePulumiVersion: unary(() => new RequirePulumiVersionResponse()),
};

const monitorMethods: UntypedServiceImplementation = {
  getDeploymentInfo: unary(() => new DeploymentInfo().setSupportedfeaturesList(features)),
  registerResourceOutputs: nothing,
  registerResourceHook: nothing,
  registerErrorHook: nothing,
  signalAndWaitForShutdown: nothing,
};

function registered(request: RegisterResourceRequest): RegisterResourceResponse {
  const [type, name] = [request.getType(), request.getName()];
  const inputs = request.getObject()?.toJavaScript() ?? {};
  const response = new RegisterResourceResponse().setUrn(`urn:pulumi:bench::bench::${type}::${name}`);
  if (!request.getCustom()) return response;
  return response
    .setId(`${name}-id`)
    .setObject(Struct.fromJavaScript({ ...inputs, ...instantOutputs(type, name) }));
}

function unary<Request, Response>(
  answer: (request: Request) => Response,
): handleUnaryCall<Request, Response> {
  return ({ request }: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>) =>
    done(null, answer(request));
}
