/** A part of a pattern: one class of characters, or one character, and how often it may stand there: ``, `*` or `+`. */
interface Part {
  text: string;
  isClass: boolean;
  times: string;
}

/**
 * The same pattern in JavaScript, for whole texts; undefined where it fits any text.
 *
 * The model's patterns are Java's. Its `.` is no line's end, of which Java has one more than JavaScript. Its `\s` may be
 * that of ASCII or that of Unicode, which the model does not say: here it is the wider one, so that nothing is refused
 * that Cognito may accept.
 *
 * @see https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 */
export function translatePattern(pattern: string): RegExp | undefined {
  if (pattern === "(?s).*") return undefined;
  const source = pattern.replace(/^\^|\$$/g, "");
  const parts = partsOf(source);
  const whole = source.includes("|") ? `(?:${source})` : source;
  return new RegExp(`^${(parts && inOnePass(parts)) ?? whole}$`, "u");
}

/** The parts of a pattern without groups and alternatives; undefined for any other one. */
function partsOf(source: string): Part[] | undefined {
  const part = /(?<char>\[(?:[^\]\\]|\\.)+\]|\\.|[^[\](){}|?*+^$\\])(?<times>[*+]?)/gy;
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: whole, groups = {} } of source.matchAll(part)) {
    const { char = "", times = "" } = groups;
    const isClass = char === "." || char.startsWith("[");
    const text = char === "." ? String.raw`[^\n\r\x85\u2028\u2029]` : char;
    parts.push({ text, isClass, times });
    end += whole.length;
  }
  return end === source.length ? parts : undefined;
}

/**
 * `X*abcX*` as `(?=[^]*?abc)X*`, which looks for the place first. The other way a long text with many places and one
 * wrong character takes hours. It means the same where every character of `abc` is an `X` too.
 */
function inOnePass(parts: readonly Part[]): string | undefined {
  const [one, ...others] = parts.filter(({ isClass }) => isClass);
  const literals = parts.filter(({ isClass }) => !isClass);
  if (!one || others.length === 0 || literals.some(({ times }) => times !== "")) return undefined;
  const fits = new RegExp(`^${one.text}$`, "u");
  const same = others.every(({ text, times }) => text === one.text && times !== "") && one.times !== "";
  if (!same || literals.some(({ text }) => !fits.test(text.slice(-1)))) return undefined;
  const ahead = parts.map(({ text, isClass, times }) => (isClass ? `[^]${times}?` : text)).join("");
  return `(?=${ahead.replace(/\[\^\]\*\?$/, "").replace(/\[\^\]\+\?$/, "[^]")})${one.text}*`;
}
