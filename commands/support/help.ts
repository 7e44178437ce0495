import { exitCodes } from "./exitCodes";
import type { Options } from "./options";

/** What the help of a command is made of. */
export interface Described {
  /** What a person types before the options. */
  readonly usage: string;
  /** Paragraphs, an empty line between them. */
  readonly description: string;
  readonly options: Options;
  /** What an exit code means here, where it is more than "fine" or "failed". */
  readonly exits?: Partial<Record<keyof typeof exitCodes, string>>;
}

const columns = 100;

/** The text of `--help`. */
export function helpText({ usage, description, options, exits }: Described): string {
  const paragraphs = description.split("\n\n").map((paragraph) => wrap(paragraph).join("\n"));
  const optionRows = Object.entries(options).map(([name, option]): [string, string] => {
    const short = option.kind === "flag" && option.short !== undefined ? `, -${option.short}` : "";
    return [`--${name}${short}${option.kind === "flag" ? "" : ` ${option.value}`}`, option.help];
  });
  const exitRows = Object.entries({
    fine: "done",
    failed: "it failed, or could not be found out",
    usage: "the command line is wrong",
    ...exits,
  }).map(([name, meaning]): [string, string] => [String(codeOf(name)), meaning]);
  return [
    `${usage} [options]`,
    "",
    paragraphs.join("\n\n"),
    "",
    "Options",
    table(optionRows),
    "",
    "Exit codes",
    table(exitRows.toSorted(([a], [b]) => Number(a) - Number(b))),
    "",
  ].join("\n");
}

function codeOf(name: string): number {
  return new Map<string, number>(Object.entries(exitCodes)).get(name) ?? exitCodes.failed;
}

/** Two columns, the second one wrapped. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows
    .map(([left, right]) => {
      const indent = " ".repeat(width + 4);
      return `  ${left.padEnd(width)}  ${wrap(right, columns - indent.length).join(`\n${indent}`)}`;
    })
    .join("\n");
}

function wrap(text: string, width = columns): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(word);
  }
  return lines;
}
