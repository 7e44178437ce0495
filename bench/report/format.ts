import type { Cell, Measured } from "../results";

/** Three significant digits, and no more than the number needs. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (Number.isInteger(value)) return value.toLocaleString("en-US");
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString("en-US", { maximumFractionDigits: Math.min(digits, 3) });
}

/** A cell's words: the median, and the quartiles in brackets. */
export function cellText(cell: Cell): string {
  if (cell === undefined) return "-";
  if (typeof cell === "string") return cell;
  return typeof cell === "number" ? number(cell) : measured(cell);
}

function measured({ median, low, high, runs }: Measured): string {
  return runs < 2 ? number(median) : `${number(median)} (${number(low)}–${number(high)})`;
}
