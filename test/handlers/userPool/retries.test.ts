import { withRetries } from "../../../handlers/userPool/retries";
import { recordingLog } from "../../support/events";
import { FakeCognito } from "../../support/fakeCognito";
import { VirtualClock } from "../../support/virtualClock";

it("A call is not begun once the time of the function is used up", async () => {
  const control = new AbortController();
  const [fake, clock] = [new FakeCognito(), new VirtualClock(0)];
  const context = { clock, random: () => 0.5, log: recordingLog(), signal: control.signal, deadline: 1_000 };
  const cognito = withRetries(fake.api(), context);
  control.abort(new Error("used up"));

  await expect(cognito.listUserPools({})).rejects.toThrow("used up");
  expect(fake.calls).toEqual([]);
});
