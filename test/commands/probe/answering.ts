import { type Clients, makeClients } from "../../../commands/probe/clients";

/** What a service answers instead, by the name of the command; an error is thrown, and nothing leaves it to the service. */
export type Instead = Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;

/** The SDK's own clients for the services at this address, some of whose commands are answered by the test. */
export function clientsFor(endpoint: string, instead: Instead = {}): Clients & { destroy(): void } {
  const clients = makeClients({
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  // All have the same kind of middleware.
  const all = Object.values(clients) as unknown as Clients["cognito"][];
  for (const client of all)
    client.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          const output = instead[commandName]?.(args.input as unknown as Record<string, unknown>);
          if (output instanceof Error) throw output;
          return output === undefined ? next(args) : { output: output as never, response: {} };
        },
      { step: "initialize" },
    );
  return {
    ...clients,
    destroy: () => {
      for (const client of all) client.destroy();
    },
  };
}
