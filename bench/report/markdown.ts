import { type Budget, type Findings, isMet, type Table } from "../results";
import { cellText, number } from "./format";
import type { Surroundings } from "./surroundings";

/** The whole report. */
export function markdown(findings: Findings, surroundings: Surroundings): string {
  const versions = Object.entries(surroundings.versions).map(([name, version]) => `${name} ${version}`);
  const head = [
    "# Results of `npm run bench`",
    "",
    `Measured ${surroundings.date} on ${surroundings.machine}, with ${versions.join(", ")}.`,
    "",
    "Medians, with the quartiles in brackets. What is compared was run in turn, so that the machine's moods meet all of it alike. Read the ratios, not the seconds.",
    ...(surroundings.note === undefined ? [] : ["", surroundings.note]),
    "",
    "![The times of this run](results.svg)",
  ].join("\n");
  const parts = [head, ...findings.tables.map(table)];
  if (findings.budgets.length > 0) parts.push(budgets(findings.budgets));
  return `${parts.join("\n\n")}\n`;
}

function table({ title, note, columns, rows }: Table): string {
  const lines = rows.map(({ name, ours, cells }) => [
    ours ? `**${name}**` : name,
    ...columns.map((_, index) => cellText(cells[index])),
  ]);
  const parts = [`## ${title}`, grid([["", ...columns], ...lines])];
  if (note !== undefined) parts.push(note);
  return parts.join("\n\n");
}

function budgets(all: readonly Budget[]): string {
  const lines = all.map((budget) => [
    budget.what,
    `${number(budget.got)} ${budget.unit}`,
    `${number(budget.limit)} ${budget.unit}`,
    isMet(budget) ? "yes" : "**no**",
  ]);
  return `## Budgets\n\n${grid([["", "got", "limit", "kept"], ...lines])}`;
}

function grid([head = [], ...lines]: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
