import { CommandError } from "../../../commands/support/errors";
import { isRecord } from "../../../commands/support/records";
import type { RegistryOptions } from "../types/registry";

const PREFIX = "aws:config:";

/** Settings that say nothing to a local AWS: where it is and who is asked for stands in the environment. */
const WITHOUT_EFFECT = /^(version|pluginDownloadURL|maxRetries|retryMode|skip\w+|s3UsePathStyle)$/;

/** What a program's `aws` provider, or the configuration `aws:`, asks for. What has no counterpart here is refused. */
export function registryOptions(settings: Readonly<Record<string, string>>): RegistryOptions {
  const { region, accessKey, secretKey, defaultTags, ...others } = Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key,
      value,
    ]),
  );
  const refused = Object.keys(others).filter((name) => !WITHOUT_EFFECT.test(name));
  if (refused.length > 0) {
    throw new CommandError(
      `The local provider has no ${refused.map((name) => `\`${name}\``).join(", ")}; it knows \`region\`, \`accessKey\`, \`secretKey\` and \`defaultTags\`. ` +
        "Use `npm run local -- --provider aws` for every setting of `aws.Provider`.",
    );
  }
  const environment = {
    ...(region && { AWS_REGION: region }),
    ...(accessKey && { AWS_ACCESS_KEY_ID: accessKey }),
    ...(secretKey && { AWS_SECRET_ACCESS_KEY: secretKey }),
  };
  return { environment, defaultTags: tagsOf(defaultTags) };
}

/** The engine passes what is no text as JSON. */
function tagsOf(defaultTags = "{}"): Record<string, string> {
  const parsed: unknown = JSON.parse(defaultTags);
  const tags = isRecord(parsed) ? parsed["tags"] : undefined;
  return isRecord(tags)
    ? Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]))
    : {};
}
