import { deploymentColumns, deploymentTitles } from "../../bench/parts/deployment";
import { number } from "../../bench/report/format";
import { markdown } from "../../bench/report/markdown";
import { plot } from "../../bench/report/plot";
import { sectionsOf } from "../../bench/report/sections";
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

test("tells what is special of a run, in the report and under the plot", () => {
  const special = { ...surroundings, note: "Measured on a train." };

  expect(markdown(findings, special)).toContain("\n\nMeasured on a train.\n\n");
  expect(plot([], special)).toContain(">Measured on a train.<");
  const long = plot([], { ...surroundings, note: "Measured on a train. ".repeat(10) });
  const lines = [...long.matchAll(/>([^<]*train[^<]*)</g)].map(([, line = ""]) => line.length);
  expect(lines.length).toBeGreaterThan(1);
  expect(Math.max(...lines)).toBeLessThanOrEqual(120);
});

test("tells date, machine, versions, medians, spread, and which budgets are kept", () => {
  const text = markdown(findings, surroundings);

  expect(text).toContain("Measured 2026-01-02 on 2 × CPU, with node 22.1.0.");
  expect(text).toContain("| **`pulumi up`** | 4.25 (4.1–4.5) | 27 / 10 |");
  expect(text).toContain("| A < B & C | 8 | - |");
  expect(text).toContain("| zip | 50,000 bytes | 64,000 bytes | yes |");
  expect(text).toContain("| program | 1.7 s | 1.5 s | **no** |");
});

const drawn = (column: string) =>
  plot([{ title: "Tools", panels: [{ table, column, title: "Deploy" }] }], surroundings);

test("draws a bar for each row that has a value, ours apart, in both colour schemes", () => {
  const [, bars = ""] = drawn("deploy, s").split('class="section"');

  expect(bars.match(/<rect /g)).toHaveLength(2);
  expect(bars.match(/class="bar ours"/g)).toHaveLength(1);
  expect(bars).toContain("A &lt; B &amp; C");
  expect(drawn("deploy, s")).toContain("prefers-color-scheme: dark");
});

test("leaves out rows without a value", () => {
  const [, bars = ""] = drawn("calls").split('class="section"');

  expect(bars).not.toContain("<rect ");
});

test("says what its colours, lines and numbers are, and where and when they were measured", () => {
  const svg = drawn("deploy, s");

  for (const words of [
    "this project",
    "for comparison",
    "half of the runs",
    "the median",
    "2026-01-02, 2 × CPU, Node 22.1.0",
  ])
    expect(svg).toContain(words);
});

const deployment = (title: string, provider: string): Table => ({
  title,
  columns: deploymentColumns,
  rows: [{ name: "Pulumi, `--skip-preview`", ours: true, cells: [provider, 9, 3, 4] }],
});
const bundles: Table = { title: "Bundles", columns: ["zipped, bytes", "import, ms"], rows: [] };

test("draws tools apart from parts and from the tools of another provider, and names each bar's provider", () => {
  const tables = [
    bundles,
    deployment(deploymentTitles.local, "local"),
    deployment(deploymentTitles.aws, "aws 7"),
  ];

  const sections = sectionsOf(tables);

  const names = sections.map(({ panels }) => panels[0]?.table.rows.map(({ name }) => name));
  expect(sections.map(({ title }) => title.split(/[ ,:]/)[0])).toEqual(["Tools", "This", "Parts"]);
  expect(names).toEqual([["Pulumi, `--skip-preview` – aws 7"], ["Pulumi, `--skip-preview` – local"], []]);
});

test("gives no bar of a destroy the name of a command that deploys", () => {
  const svg = plot(sectionsOf([deployment(deploymentTitles.aws, "aws 7")]), surroundings);

  expect(svg).toContain("Destroy, seconds");
  expect(svg).not.toContain("pulumi up");
});
