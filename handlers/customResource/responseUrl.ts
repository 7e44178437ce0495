import { UserError } from "./errors";

/**
 * S3 in any partition: `bucket.s3.region.suffix`, `bucket.s3-region.suffix`, `s3.suffix/bucket`. Customers of AWS have hosts
 * below the same suffixes, some of whose names they choose.
 */
const s3Host =
  /^(?:[a-z0-9-]+\.)*s3(?:-fips)?(?:\.dualstack)?(?:[.-][a-z]{2,4}(?:-[a-z]+)+-\d+)?\.(?:amazonaws\.(?:com|com\.cn|eu)|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/**
 * Refuses to answer anybody but CloudFormation: an answer goes by https to S3, where its buckets are. Only the function's
 * own environment can name another host: `AWS_ENDPOINT_URL` says that it lives on a local AWS.
 *
 * @throws {@link UserError}, which does not show the URL.
 */
export function requireAnswerUrl(text: string): void {
  const url = URL.parse(text);
  if (url && (isAws(url) || isLocal(url))) return;
  throw new UserError(
    "This function answers only CloudFormation, by https to Amazon S3; the ResponseURL of this event names another host. Nothing was changed and nobody answered. On a local AWS the function's environment variable AWS_ENDPOINT_URL names its host.",
  );
}

function isAws({ protocol, hostname, port, username, password }: URL): boolean {
  return protocol === "https:" && port === "" && !username && !password && s3Host.test(hostname);
}

/** A local AWS may answer on another port than it is asked on, and call this machine otherwise than we do. */
function isLocal({ protocol, hostname }: URL): boolean {
  const endpoint = URL.parse(process.env["AWS_ENDPOINT_URL"] ?? "");
  const hosts = endpoint ? [endpoint.hostname, "127.0.0.1", "localhost", "[::1]"] : [];
  return ["http:", "https:"].includes(protocol) && hosts.includes(hostname);
}

/**
 * Epoch milliseconds at which CloudFormation made the request, as its signature says; undefined where it does not.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function requestTime(url: string): number | undefined {
  const date = URL.parse(url)?.searchParams.get("X-Amz-Date") ?? "";
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
