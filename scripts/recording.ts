/** One line that a command wrote, and when. */
export interface Line {
  readonly text: string;
  /** Seconds after the start of the recording. */
  readonly at: number;
}

const width = 860;
const lineHeight = 19;
const characters = 108;
/** A run is shown in at most so many seconds, each pause in proportion. */
const longest = 14;

/** Readable on a light and on a dark ground, and still for those who ask for less motion. */
const style = `<style>
  rect { fill: #f6f8fa; stroke: #d1d9e0 }
  text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2328; white-space: pre }
  .done { fill: #1a7f37 } .note { fill: #59636e }
  g { opacity: 0; animation: show 0.1s linear forwards }
  @keyframes show { to { opacity: 1 } }
  @media (prefers-reduced-motion: reduce) { g { opacity: 1; animation: none } }
  @media (prefers-color-scheme: dark) {
    rect { fill: #0d1117; stroke: #3d444d } text { fill: #f0f6fc } .done { fill: #3fb950 } .note { fill: #9198a1 }
  }
</style>`;

/** The lines of a run as a picture in which they appear as they did, faster. */
export function drawRecording(command: string, lines: readonly Line[]): string {
  const end = lines.at(-1)?.at ?? 0;
  const pace = end > longest ? longest / end : 1;
  const rows = [{ text: `$ ${command}`, at: 0 }, ...lines].flatMap(({ text, at }) =>
    folded(text).map((part) => ({ part, at: at * pace })),
  );
  const height = rows.length * lineHeight + 32;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(`${command}, as it ran`)}</title>`,
    style,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>`,
    ...rows.map(
      ({ part, at }, index) =>
        `<g style="animation-delay: ${at.toFixed(2)}s"><text class="${kindOf(part)}" x="16" y="${28 + index * lineHeight}">${escape(part)}</text></g>`,
    ),
    "</svg>\n",
  ].join("\n");
}

function kindOf(text: string): string {
  if (text.startsWith("✔")) return "done";
  return text.startsWith("›") || text.startsWith("  ") ? "note" : "line";
}

/** A long line as several, each but the first set in. */
function folded(text: string): string[] {
  if (text.length <= characters) return [text];
  const space = text.lastIndexOf(" ", characters);
  const cut = space > characters / 2 ? space : characters;
  return [text.slice(0, cut), ...folded(`  ${text.slice(cut).trimStart()}`)];
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
