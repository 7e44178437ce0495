import { playChaos } from "../../support/chaos";
import { runs } from "../../support/longRuns";

jest.setTimeout(600_000);

it("answers each request exactly once and ends without a second or an orphaned pool, in seeded runs", async () => {
  await expect(playChaos(runs(300, 3_000))).resolves.toBeUndefined();
});
