import { middle, type Row, type Table } from "../results";
import { number } from "./format";
import type { Surroundings } from "./surroundings";

/** One group of bars: a column of a table. */
interface Panel {
  readonly table: Table;
  readonly column: string;
  readonly title: string;
}

/** Panels whose bars may be compared with each other, and with no others. */
export interface Section {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const width = 860;
const labelWidth = 340;
const barHeight = 18;
const rowHeight = 26;
const sectionHeight = 40;
const titleHeight = 36;

/** Readable on a light and on a dark ground: the colours follow the reader's own setting. */
const style = `<style>
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .section { font-weight: 600; font-size: 16px } .title { font-weight: 600 }
  .value { font-variant-numeric: tabular-nums }
  .bar { fill: #8c959f } .ours { fill: #0969da } .spread { stroke: #1f2328; stroke-width: 1.5 } .rule { stroke: #8c959f }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .bar { fill: #6e7681 } .ours { fill: #4493f8 } .spread { stroke: #e6edf3 }
  }
</style>`;

/** The sections, one under the other: a legend, the panels' bars, and on what and with what they were measured. */
export function plot(sections: readonly Section[], { date, machine, versions, note }: Surroundings): string {
  let top = 48;
  const parts: string[] = [];
  for (const section of sections) {
    parts.push(heading(section.title, top));
    top += sectionHeight;
    for (const panel of section.panels) {
      const bars = filled(panel);
      parts.push(drawPanel(panel.title, bars, top));
      top += titleHeight + bars.length * rowHeight;
    }
    top += 16;
  }
  const where = `${date}, ${machine}, Node ${versions["node"] ?? ""}, MiniStack ${versions["MiniStack"] ?? ""}.`;
  const captions = [where, ...(note === undefined ? [] : wrapped(note))];
  const height = top + 16 + captions.length * 20;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    "<title>Medians of one run: tools, and the parts of this project</title>",
    style,
    legend,
    ...parts,
    ...captions.map(
      (caption, index) => `<text x="16" y="${top + 22 + index * 20}">${escape(caption)}</text>`,
    ),
    "</svg>\n",
  ].join("\n");
}

/** What the colours and the lines mean. */
const legend = [
  '<g class="legend">',
  '<rect class="bar ours" x="16" y="14" width="14" height="14" rx="2"/><text x="36" y="26">this project</text>',
  '<rect class="bar" x="134" y="14" width="14" height="14" rx="2"/><text x="154" y="26">for comparison</text>',
  '<line class="spread" x1="272" x2="298" y1="21" y2="21"/>',
  '<text x="306" y="26">half of the runs were within this line; bar and number: the median, less is better</text>',
  "</g>",
].join("");

function heading(title: string, top: number): string {
  const rule = `<line class="rule" x1="16" x2="${width - 16}" y1="${top}" y2="${top}"/>`;
  return `${rule}<text class="section" x="16" y="${top + 28}">${escape(title)}</text>`;
}

interface Bar {
  readonly row: Row;
  readonly value: number;
  readonly spread: readonly [number, number];
}

function filled({ table, column }: Panel): Bar[] {
  const index = table.columns.indexOf(column);
  return table.rows.flatMap((row) => {
    const cell = row.cells[index];
    const value = middle(cell);
    if (value === undefined) return [];
    const spread = typeof cell === "object" ? ([cell.low, cell.high] as const) : ([value, value] as const);
    return [{ row, value, spread }];
  });
}

function drawPanel(title: string, bars: readonly Bar[], top: number): string {
  const longest = Math.max(...bars.map(({ value, spread }) => Math.max(value, spread[1])));
  const scale = (width - labelWidth - 110) / longest;
  const lines = bars.map((bar, index) => drawBar(bar, top + titleHeight + index * rowHeight, scale));
  return [`<text class="title" x="16" y="${top + 24}">${escape(title)}</text>`, ...lines].join("\n");
}

function drawBar({ row, value, spread: [low, high] }: Bar, y: number, scale: number): string {
  const [end, middleLine] = [labelWidth + value * scale, y + barHeight / 2];
  const line =
    high > low
      ? `<line class="spread" x1="${round(labelWidth + low * scale)}" x2="${round(labelWidth + high * scale)}" y1="${middleLine}" y2="${middleLine}"/>`
      : "";
  return [
    `<text x="${labelWidth - 10}" y="${y + 13}" text-anchor="end">${escape(row.name.replaceAll("`", ""))}</text>`,
    `<rect class="${row.ours ? "bar ours" : "bar"}" x="${labelWidth}" y="${y}" width="${round(Math.max(end - labelWidth, 1))}" height="${barHeight}" rx="2"/>`,
    line,
    `<text class="value" x="${round(labelWidth + Math.max(value, high) * scale + 8)}" y="${y + 13}">${escape(number(value))}</text>`,
  ].join("");
}

/** An SVG breaks no lines by itself. */
function wrapped(text: string): string[] {
  return text.match(/\S.{0,118}\S(?=\s|$)|\S/g) ?? [];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
