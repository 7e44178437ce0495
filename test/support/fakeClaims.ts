import type { Claim, Claims } from "../../handlers/userPool/aws/claims";

/** CloudWatch Logs as far as the handler claims by it: log streams have unique names. */
export class FakeClaims {
  /** Whether it can be asked. */
  isAvailable = true;
  readonly streams = new Set<string>();

  api(): Claims {
    return {
      createLogStream: ({ logGroupName, logStreamName }) => {
        if (logGroupName === "" || /[:*]/.test(logStreamName) || logStreamName.length > 512) {
          throw new Error(`not a log stream: ${logGroupName} ${logStreamName}`);
        }
        return Promise.resolve(
          this.isAvailable ? this.#claim(`${logGroupName} ${logStreamName}`) : "unknown",
        );
      },
    };
  }

  #claim(stream: string): Claim {
    if (this.streams.has(stream)) return "taken";
    this.streams.add(stream);
    return "won";
  }
}
