import { type Aws, connectLocal, localEnvironment } from "../../../commands/support/aws";
import { type MiniStack, startMiniStack } from "../../../local/emulator/miniStack";
import type { ProviderContext } from "../../../local/provider/resourceType";
import { type Proxy, startProxy } from "../../../local/proxy/proxy";

/** A MiniStack with the proxy in front of it, shared by the tests of one file. */
export interface LocalStack {
  miniStack: MiniStack;
  proxy: Proxy;
  aws: Aws;
  /** What the proxy has told about policies. */
  reported: string[];
  /** Forgets everything that the tests have made. */
  reset(): Promise<void>;
}

/** A group of tests with a MiniStack of its own. Where Python is missing, each of them fails and says what to install. */
export function describeWithMiniStack(name: string, tests: (stack: () => LocalStack) => void): void {
  describe(name, () => {
    let stack: LocalStack | undefined;
    beforeAll(async () => {
      stack = await start();
    }, 180_000);
    afterAll(async () => {
      stack?.aws.close();
      await stack?.proxy.close();
      await stack?.miniStack.stop();
    });
    tests(() => {
      if (!stack) throw new Error("MiniStack did not start");
      return stack;
    });
  });
}

async function start(): Promise<LocalStack> {
  const miniStack = await startMiniStack();
  const reported: string[] = [];
  const report = (line: string) => reported.push(line);
  const proxy = await startProxy({ upstream: () => miniStack.endpoint, report });
  const reset = async () => {
    await fetch(`${miniStack.endpoint}/_ministack/reset`, { method: "POST" });
  };
  return { miniStack, proxy, aws: connectLocal(localEnvironment(proxy.endpoint)), reported, reset };
}

/** What a resource type is made with. */
export function providerContext(aws: Aws, overrides: Partial<ProviderContext> = {}): ProviderContext {
  return { aws, defaultTags: {}, ...overrides };
}
