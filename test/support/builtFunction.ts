import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, ownHandlers, packageFolder } from "../../components/lambda/bundle";
import { BundleProcess } from "./bundleProcess";
import { CognitoServer } from "./cognitoServer";
import { FakeCognito } from "./fakeCognito";
import { idle } from "./virtualClock";
import { type Host, type HostServices, hostWorlds, timeoutMs } from "./world";

/**
 * Lets every world of this group of tests have the built function as its handler: in a process of its own, with Cognito
 * and CloudFormation over HTTP, in virtual time.
 */
export function onTheBuiltFunction(): void {
  let folder: string;
  let wire: CognitoServer;
  let lambda: BundleProcess | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "user-pool-bundle-"));
    const file = join(folder, "index.mjs");
    await writeFile(file, await bundle({ ...ownHandlers.userPool, folder: packageFolder() }));
    wire = await CognitoServer.start(new FakeCognito());
    const start = async () => {
      lambda = await BundleProcess.start(file, {
        endpoint: wire.url,
        remainingMs: timeoutMs,
        isVirtual: true,
      });
      return lambda;
    };
    hostWorlds((services) => host(services, wire, () => (lambda?.isAlive ? lambda : start())));
  });
  afterAll(async () => {
    await lambda?.stop();
    await wire.stop();
    await rm(folder, { recursive: true });
  });
}

/** Like Lambda, it keeps the process from one invocation, and from one world, to the next. */
function host(
  { clock, cognito, claims, stacks, log, server }: HostServices,
  wire: CognitoServer,
  environment: () => BundleProcess | Promise<BundleProcess>,
): Host {
  let lambda: BundleProcess | undefined;
  let read = 0;
  const readLog = () => {
    const lines = lambda?.output.slice(read) ?? [];
    read += lines.length;
    log.push(...lines.filter((line) => line.startsWith("{")));
  };
  Object.assign(wire, { cognito, claims, stacks });
  clock.elsewhere = {
    settled: async () => {
      if (!lambda?.isAlive) return undefined;
      for (let before = ""; ; ) {
        const { inFlight, next } = await lambda.settle();
        await idle();
        // Whatever it has sent has arrived here, and here nothing goes on with it.
        const now = JSON.stringify([inFlight, next, wire.held(), server.held()]);
        if (inFlight === wire.held() + server.held() && now === before) return next;
        before = now;
      }
    },
    advance: async (now) => lambda?.advance(now),
  };
  return {
    invoke: async (event) => {
      const ready = await environment();
      if (ready !== lambda) read = ready.output.length;
      lambda = ready;
      await lambda.advance(clock.now());
      const ending = await clock.run(() => ready.invoke(event));
      readLog();
      return ending;
    },
    crash: () => {
      readLog();
      void lambda?.stop();
    },
    stop: async () => {
      clock.elsewhere = undefined;
      if (lambda?.isBusy || wire.held() > 0) await lambda?.stop();
    },
  };
}
