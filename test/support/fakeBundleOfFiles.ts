import type * as real from "../../components/lambda/bundle";

const { missingSource } = jest.requireActual<typeof real>("../../components/lambda/bundle");

/** As fakeBundle.ts, where a test is about which source files there are. */
export * from "./fakeBundle";
export { missingSource };
