import { playChaos } from "../../support/chaos";
import { draws } from "../../support/draws";

jest.setTimeout(600_000);

const runs = draws(3_000, 300);

it(`answers each request exactly once and ends without a second or an orphaned pool, in ${runs} seeded runs`, async () => {
  await expect(playChaos(runs)).resolves.toBeUndefined();
});
