/**
 * What may enter the log: named fields only, so that no event, pre-signed URL, response data, message template or
 * user's attribute can reach it by accident. A new field needs a new name here.
 */
export interface LogFields {
  requestType?: string;
  resourceType?: string;
  requestId?: string;
  stackId?: string;
  logicalResourceId?: string;
  physicalResourceId?: string;
  status?: string;
  /** The AWS operation that is called. */
  operation?: string;
  /** The paths of the settings that make the call necessary; never their values. */
  because?: readonly string[];
  attempt?: number;
  /** The error's name or code, never its message: AWS puts the refused value into it. */
  error?: string;
  httpStatus?: number;
  userPoolId?: string;
  /** What became of a user who came from another pool, in words of this project's; never who it is. */
  outcome?: string;
}

/** Writes one line per call. `message` is a fixed text of this project's. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
}

/**
 * Writes what CloudWatch Logs Insights can query by field. Where Lambda writes JSON it makes a member `message` of what it is
 * given, and of a text that is JSON a text: so it is given the fields themselves. Elsewhere they are one line of JSON.
 *
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client the runtime's `formatJsonMessage`
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
export const consoleLog: Log = {
  info: (message, fields) => console.info(line({ message, ...fields })),
  warn: (message, fields) => console.warn(line({ message, ...fields })),
};

function line(fields: LogFields & { message: string }): unknown {
  return process.env["AWS_LAMBDA_LOG_FORMAT"] === "JSON" ? fields : JSON.stringify(fields);
}
