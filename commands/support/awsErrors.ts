import { CommandError, describeError, isNamed } from "./errors";

/** What the SDK, the network or AWS says of where and who the caller is, and what to do about it; other errors as they are. */
export function explained(error: unknown): unknown {
  if (error instanceof CommandError) return error;
  const explanation = explanationOf(error);
  return explanation === undefined ? error : new CommandError(explanation, { cause: error });
}

function explanationOf(error: unknown): string | undefined {
  const said = describeError(error).trim().replace(/\.$/, "");
  const found = explanations.find(({ is }) => is(error, said));
  return found && (typeof found.say === "string" ? found.say : found.say(said));
}

interface Explanation {
  readonly is: (error: unknown, said: string) => boolean;
  readonly say: string | ((said: string) => string);
}

const named =
  (...names: string[]): Explanation["is"] =>
  (error) =>
    isNamed(error, ...names);

/** The names that services give the same faults, and Node's of a network. */
const explanations: readonly Explanation[] = [
  {
    is: (_error, said) => said === "Region is missing",
    say: "No Region is set. Set `AWS_REGION`, or `region` in the profile that `AWS_PROFILE` names.",
  },
  {
    is: (_error, said) => said === "Could not load credentials from any providers",
    say: () => {
      const profile = process.env["AWS_PROFILE"];
      return profile
        ? `There are no AWS credentials in the profile \`${profile}\`, which \`AWS_PROFILE\` names. Correct the name, or make the profile by \`aws configure\` or \`aws configure sso\`.`
        : "There are no AWS credentials. Set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.";
    },
  },
  {
    is: named("CredentialsProviderError"),
    say: (said) => `The AWS credentials cannot be read: ${said}.`,
  },
  {
    is: named("ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired"),
    say: (said) =>
      `The AWS credentials have expired (${said}). Sign in again, as by \`aws sso login\`, and run the command again.`,
  },
  {
    is: named(
      "UnrecognizedClientException",
      "InvalidClientTokenId",
      "IncompleteSignature",
      "InvalidSignatureException",
      "SignatureDoesNotMatch",
      "RequestExpired",
    ),
    say: (said) =>
      `AWS does not accept the credentials (${said}). Look at \`AWS_PROFILE\`, or \`AWS_ACCESS_KEY_ID\`, \`AWS_SECRET_ACCESS_KEY\` and \`AWS_SESSION_TOKEN\`, and at this machine's clock.`,
  },
  {
    is: (error, said) =>
      isNamed(error, "ResourceNotFoundException") && /^User pool \S+ does not exist/.test(said),
    say: (said) =>
      `There is no user pool \`${/^User pool (\S+)/.exec(said)?.[1]}\` in this account and Region. Correct the id, or use the credentials of its account.`,
  },
  {
    is: named(
      "ECONNREFUSED",
      "ECONNRESET",
      "EHOSTUNREACH",
      "ENETUNREACH",
      "ENOTFOUND",
      "EAI_AGAIN",
      "EPROTO",
      "ETIMEDOUT",
      "TimeoutError",
    ),
    say: (said) =>
      `AWS does not answer (${said}). Look at the network, and at \`AWS_ENDPOINT_URL\` and the Region, which name the address.`,
  },
  {
    // The SDK adds that sentence to whatever it could not read.
    is: (_error, said) => said.includes("Deserialization error") || said === "UnknownError",
    say: "What answers is not AWS. Look at `AWS_ENDPOINT_URL`, and whether the network has a proxy or a sign-in page in between.",
  },
];
