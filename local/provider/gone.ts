import { isNamed } from "../../commands/support/errors";

/** What the work comes to; nothing where AWS says that the resource is gone. IAM says so in words of its own. */
export async function unlessGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException", "NoSuchEntityException", "NoSuchEntity"))
      return undefined;
    throw error;
  }
}
