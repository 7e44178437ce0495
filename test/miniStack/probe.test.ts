import { makePool, namePrefix } from "../../commands/probe/pools";
import { allProbes } from "../../commands/probe/probes/all";
import { askAll } from "../../commands/probe/runner";
import { makeSmsRole, makeStack } from "../../commands/probe/stacks";
import { sweep } from "../../commands/probe/sweep";
import { clientsFor } from "../commands/probe/answering";
import { answersOf } from "../commands/probe/answersOf";
import { describeWithMiniStack } from "./support/miniStack";

jest.setTimeout(120_000);

describeWithMiniStack("what `npm run probe` asks AWS", (stack) => {
  it("is answered by MiniStack", async () => {
    const clients = clientsFor(stack().proxy.endpoint);

    const answers = answersOf((await askAll(allProbes, { clients })).outcomes);
    const left = await sweep(clients);
    clients.destroy();

    expect(answers).toMatchSnapshot();
    expect(left).toEqual({ removed: 0, notOurs: [], left: [], problems: [] });
  });

  it("leave nothing behind that the next run does not remove, if one is killed", async () => {
    const clients = clientsFor(stack().proxy.endpoint);
    const name = `${namePrefix}killed-0`;
    const context = {
      ...clients,
      name,
      makePool: () => makePool(clients, name, {}),
      afterwards: () => undefined,
    };
    await (await makeStack(context)).deploy({ Recorded: { properties: {} } });
    await makeSmsRole({ ...context, name: `${name}-sms` }, "id");
    await context.makePool();

    const swept = [await sweep(clients), await sweep(clients)];
    clients.destroy();

    expect(swept).toEqual([
      { removed: 5, notOurs: [], left: [], problems: [] },
      { removed: 0, notOurs: [], left: [], problems: [] },
    ]);
  });
});
