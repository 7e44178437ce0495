/** What Pulumi's state holds from the last deployment, by URN; stands in for what components/stack/deployedState.ts reads of it. */
export const deployed = jest.fn<Promise<Record<string, { outputs: object }>>, []>();

export async function deployedUrns(type: string): Promise<string[]> {
  return Object.keys(await deployed()).filter((urn) => urn.split("::")[2]?.split("$").at(-1) === type);
}

export async function deployedOutputs(urn: string): Promise<object> {
  return (await deployed())[urn]?.outputs ?? {};
}
