import { playChaos } from "../../support/chaos";

jest.setTimeout(120_000);

it("answers each request exactly once and ends without a second or an orphaned pool, in 1,000 seeded runs", async () => {
  await expect(playChaos(1_000)).resolves.toBeUndefined();
});
