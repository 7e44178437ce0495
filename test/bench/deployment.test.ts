import { deploymentColumns, deploymentTitles, withPeers } from "../../bench/parts/deployment";

const local = {
  title: deploymentTitles.local,
  columns: deploymentColumns,
  rows: [{ name: "ours", cells: ["local", 1] }],
};
const real = {
  title: deploymentTitles.aws,
  columns: deploymentColumns,
  rows: [{ name: "ours", cells: ["aws", 9] }],
};
const waits = { title: "What one waits for", columns: ["s"], rows: [] };
const peers = { rows: [{ name: "Terraform", cells: ["Terraform's aws", 8] }], notes: ["CDK is left out."] };

test("stands beside other tools with the real provider, never with the local one", () => {
  const [first, second, third] = withPeers([local, real, waits], peers);

  expect(first).toBe(local);
  expect(second?.rows.map(({ name }) => name)).toEqual(["ours", "Terraform"]);
  expect(third).toBe(waits);
});

test("leaves other tools alone in their table where the real provider is missing, and says why", () => {
  const [first, second, third] = withPeers([local, waits], peers);

  expect([first, third]).toEqual([local, waits]);
  expect(second?.rows).toEqual(peers.rows);
  expect(second?.note).toMatch(/This project's row is missing: .* CDK is left out\.$/);
});

test("says in every table which provider each row used", () => {
  expect(deploymentColumns[0]).toBe("provider");
});
