import { number } from "../../bench/report/format";
import { markdown } from "../../bench/report/markdown";
import { plot } from "../../bench/report/plot";
import type { Findings, Table } from "../../bench/results";

const table: Table = {
  title: "Deployment",
  note: "Warm.",
  columns: ["deploy, s", "calls"],
  rows: [
    {
      name: "`pulumi up`",
      ours: true,
      cells: [{ median: 4.25, low: 4.1, high: 4.5, runs: 9 }, "27 / 10"],
    },
    { name: "A < B & C", cells: [8, undefined] },
  ],
};
const findings: Findings = {
  tables: [table],
  budgets: [
    { what: "zip", got: 50_000, limit: 64_000, unit: "bytes" },
    { what: "program", got: 1.7, limit: 1.5, unit: "s" },
  ],
};
const surroundings = { date: "2026-01-02", machine: "2 × CPU", versions: { node: "22.1.0" } };

test.each([
  [0.04812, "0.048"],
  [4.25, "4.25"],
  [16.93, "16.9"],
  [158_890, "158,890"],
  [1234.5, "1,235"],
  [Number.NaN, "-"],
])("writes %d as %s", (value, text) => {
  expect(number(value)).toBe(text);
});

test("tells date, machine, versions, medians, spread, and which budgets are kept", () => {
  const text = markdown(findings, surroundings);

  expect(text).toContain("Measured 2026-01-02 on 2 × CPU, with node 22.1.0.");
  expect(text).toContain("| **`pulumi up`** | 4.25 (4.1–4.5) | 27 / 10 |");
  expect(text).toContain("| A < B & C | 8 | - |");
  expect(text).toContain("| zip | 50,000 bytes | 64,000 bytes | yes |");
  expect(text).toContain("| program | 1.7 s | 1.5 s | **no** |");
});

test("draws a bar for each row that has a value, ours apart, in both colour schemes", () => {
  const svg = plot([{ table, column: "deploy, s", title: "Deploy" }], "Less is better.");

  expect(svg.match(/<rect /g)).toHaveLength(2);
  expect(svg.match(/class="bar ours"/g)).toHaveLength(1);
  expect(svg).toContain("prefers-color-scheme: dark");
  expect(svg).toContain("A &lt; B &amp; C");
});

test("leaves out rows without a value", () => {
  const svg = plot([{ table, column: "calls", title: "Calls" }], "");

  expect(svg).not.toContain("<rect ");
});
