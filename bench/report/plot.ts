import { middle, type Row, type Table } from "../results";
import { number } from "./format";

/** One group of bars in the plot: a column of a table. */
export interface Panel {
  readonly table: Table;
  readonly column: string;
  readonly title: string;
}

const width = 860;
const labelWidth = 300;
const barHeight = 18;
const rowHeight = 26;
const titleHeight = 44;

/** Readable on a light and on a dark ground: the colours follow the reader's own setting. */
const style = `<style>
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 15px }
  .value { font-variant-numeric: tabular-nums }
  .bar { fill: #8c959f } .ours { fill: #0969da } .spread { stroke: #1f2328; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .bar { fill: #6e7681 } .ours { fill: #4493f8 } .spread { stroke: #e6edf3 }
  }
</style>`;

/** The panels as bars, one under the other: ours coloured, the quartiles as a line over each bar's end. */
export function plot(panels: readonly Panel[], caption: string): string {
  let top = 8;
  const parts = panels.map((panel) => {
    const rows = filled(panel);
    const drawn = drawPanel(panel.title, rows, top);
    top += titleHeight + rows.length * rowHeight;
    return drawn;
  });
  const height = top + 40;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(caption)}</title>`,
    style,
    ...parts,
    `<text x="16" y="${height - 14}">${escape(caption)}</text>`,
    "</svg>\n",
  ].join("\n");
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
    return [
      {
        row,
        value,
        spread: typeof cell === "object" ? ([cell.low, cell.high] as const) : ([value, value] as const),
      },
    ];
  });
}

function drawPanel(title: string, bars: readonly Bar[], top: number): string {
  const longest = Math.max(...bars.map(({ value, spread }) => Math.max(value, spread[1])));
  const scale = (width - labelWidth - 110) / longest;
  const lines = bars.map((bar, index) => drawBar(bar, top + titleHeight + index * rowHeight, scale));
  return [`<text class="title" x="16" y="${top + 26}">${escape(title)}</text>`, ...lines].join("\n");
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

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
