import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";

/** Pulumi's own limit for a message (runtime/settings.js). */
const maxMessageBytes = 400 * 1024 * 1024;

/** What a plugin serves. */
export interface PluginServer {
  /** One of the services of @pulumi/pulumi's stubs. */
  readonly service: unknown;
  /** Its methods. gRPC answers "unimplemented" for those that are not there. */
  readonly methods: UntypedServiceImplementation;
  /** Called when the engine wants the process to end. */
  readonly stop?: () => void;
}

/** The engine's address, which it gives its plugins as the last argument. */
export const engineAddress = (): string => process.argv.at(-1) ?? "";

/**
 * Makes this process a plugin of Pulumi's engine: it serves on a free port, writes the port as its first line, and ends
 * with the engine.
 */
export async function servePlugin({ service, methods, stop = () => {} }: PluginServer): Promise<void> {
  const server = createServer(service, methods);
  process.stdout.write(`${await listen(server)}\n`);
  const end = (): void => {
    stop();
    process.exit(0);
  };
  // The engine interrupts its plugins when it ends. One that was killed cannot; then its end of our stdin closes.
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  process.stdin.once("end", end).resume();
}

/** A gRPC server of one service. */
export function createServer(service: unknown, methods: UntypedServiceImplementation): Server {
  // The stubs' declarations give a service the type of its implementation.
  if (!isServiceDefinition(service)) throw new TypeError("Expected a gRPC service definition");
  const server = new Server({
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
  });
  server.addService(service, methods);
  return server;
}

/** Listens on a free loopback port and returns it. */
export function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}

function isServiceDefinition(service: unknown): service is ServiceDefinition {
  if (typeof service !== "object" || service === null) return false;
  return Object.values(service).every(
    (method: unknown) => typeof method === "object" && method !== null && "path" in method,
  );
}
