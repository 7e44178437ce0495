import { allProbes } from "../../commands/probe/probes/all";
import { askAll } from "../../commands/probe/runner";
import { clientsFor } from "../commands/probe/answering";
import { answersOf } from "../commands/probe/answersOf";
import { describeWithMiniStack } from "./support/miniStack";

jest.setTimeout(120_000);

describeWithMiniStack("what `npm run probe` asks AWS", (stack) => {
  it("is answered by MiniStack", async () => {
    const clients = clientsFor(stack().proxy.endpoint);

    const answers = answersOf(await askAll(allProbes, { clients }));
    clients.destroy();

    expect(answers).toMatchSnapshot();
  });
});
