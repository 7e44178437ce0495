import { draws } from "../../support/draws";
import { playMigrations } from "../../support/migration/chaos";

jest.setTimeout(600_000);

const runs = draws(1_000, 150);

it(`loses nobody, doubles nobody, lets nobody in with a wrong password and tells nobody who is a user, in ${runs} seeded runs`, async () => {
  await expect(playMigrations(runs)).resolves.toBeUndefined();
});
