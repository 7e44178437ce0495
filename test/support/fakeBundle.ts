import type * as real from "../../components/lambda/bundle";

const { bundleFile, ownHandlers } = jest.requireActual<typeof real>("../../components/lambda/bundle");

/** Stands in for components/lambda/bundle.ts where a test is not about bundles: nothing is built, the text names the entry. */
export { bundleFile, ownHandlers };

/** Every source exists. */
export const missingSource = () => undefined;

export const packageFolder = () => "/package";

export const bundle = jest.fn(({ entry }: { entry: string }) => Promise.resolve(`// ${entry}`));
