import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { Clients } from "../../../commands/probe/pools";

/** What a service answers instead, by the name of the command; an error is thrown, and nothing leaves it to the service. */
export type Instead = Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;

/** The SDK's own clients for the service at this address, some of whose commands are answered by the test. */
export function clientsFor(endpoint: string, instead: Instead = {}): Clients & { destroy(): void } {
  const config = {
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  const cognito = new CognitoIdentityProviderClient(config);
  const logs = new CloudWatchLogsClient(config);
  // Both have the same kind of middleware.
  for (const client of [cognito, logs as unknown as typeof cognito])
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
    cognito,
    logs,
    destroy: () => {
      cognito.destroy();
      logs.destroy();
    },
  };
}
