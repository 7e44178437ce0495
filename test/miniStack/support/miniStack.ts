import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Aws, connectLocal, localEnvironment } from "../../../local/aws";
import { type MiniStack, startMiniStack } from "../../../local/miniStack";
import type { ProviderContext } from "../../../local/provider/resourceType";
import { type Proxy, startProxy } from "../../../local/proxy";

/** A MiniStack with the proxy in front of it, shared by the tests of one file. */
export interface LocalStack {
  miniStack: MiniStack;
  proxy: Proxy;
  aws: Aws;
  /** Forgets everything that the tests have made. */
  reset(): Promise<void>;
}

/**
 * A group of tests that needs MiniStack. Without Python it says loudly that it did not run; where `CI` is set it fails instead.
 */
export function describeWithMiniStack(name: string, tests: (stack: () => LocalStack) => void): void {
  describeWithPython(name, () => {
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

/** As {@link describeWithMiniStack}, for tests that start what they need themselves. */
export function describeWithPython(name: string, tests: () => void): void {
  if (hasPython()) {
    describe(name, tests);
  } else if (process.env["CI"]) {
    test(`${name}: needs python3`, () => {
      throw new Error("There is no `python3` on PATH, so these tests did not run, and `CI` is set.");
    });
  } else {
    process.stderr.write(`\n*** NOT RUN, for want of python3: ${name} ***\n\n`);
    describe.skip(name, tests);
  }
}

async function start(): Promise<LocalStack> {
  const miniStack = await startMiniStack();
  const proxy = await startProxy({ upstream: () => miniStack.endpoint });
  const reset = async () => {
    await fetch(`${miniStack.endpoint}/_ministack/reset`, { method: "POST" });
  };
  return { miniStack, proxy, aws: connectLocal(localEnvironment(proxy.endpoint)), reset };
}

function hasPython(): boolean {
  try {
    execFileSync("python3", ["-c", "import sys; sys.exit(0 if sys.version_info >= (3, 10) else 3)"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

/** What a resource type is made with, and the lines that it reports. */
export function providerContext(aws: Aws, overrides: Partial<ProviderContext> = {}) {
  const reported: string[] = [];
  const context: ProviderContext = {
    aws,
    defaultTags: {},
    report: (line) => reported.push(line),
    ...overrides,
  };
  return { context, reported };
}

/** An empty folder for one test, removed with {@link removeFolders}. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "custom-user-pool-test-"));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
