/** A part of a confidential text that is shorter is no secret: words such as "code" stand in any message. */
const shortestPart = 8;
/** Letters alone may be a word of anybody's; from so many on they are not. */
const shortestWord = 16;
/** A shorter confidential text than this is concealed nowhere: its letters stand in every word. */
const shortestText = 4;
/** No more of a reason than this can be shown; the rest need not be looked at. */
const longestReason = 8_192;

/**
 * Replaces by `***` what a reason has in common with the confidential texts: a whole text, and any part of one that is
 * long enough to be telling, since AWS repeats a refused value and cuts it. Also as JSON spells it.
 */
export function conceal(reason: string, confidential: readonly string[]): string {
  const texts = confidential.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  const whole = texts
    .filter((text) => text.length >= shortestText && text.length < shortestPart)
    .reduce((shown, text) => shown.replaceAll(asWord(text), "***"), reason.slice(0, longestReason));
  return concealParts(whole, texts);
}

/** A short text, where it does not stand inside of a longer word. */
function asWord(text: string): RegExp {
  return new RegExp(`(?<!\\w)${text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")}(?!\\w)`, "g");
}

function concealParts(reason: string, texts: readonly string[]): string {
  const parts = new Set(texts.flatMap(partsOf));
  if (parts.size === 0) return reason;
  let shown = "";
  for (let at = 0; at < reason.length; ) {
    const end = endOfRun(reason, at, parts);
    const run = reason.slice(at, end);
    const isTelling = run.length >= shortestWord || /[^A-Za-z]/.test(run);
    shown += run.length >= shortestPart && isTelling ? "***" : reason.slice(at, Math.max(end, at + 1));
    at = Math.max(end, at + 1);
  }
  return shown;
}

/** The end of what is common from `at` on: parts that overlap. */
function endOfRun(reason: string, at: number, parts: ReadonlySet<string>): number {
  let end = at;
  for (let start = at; start <= end && parts.has(reason.slice(start, start + shortestPart)); start++) {
    end = start + shortestPart;
  }
  return end;
}

function partsOf(text: string): string[] {
  const count = Math.max(0, text.length - shortestPart + 1);
  return Array.from({ length: count }, (_, start) => text.slice(start, start + shortestPart));
}
