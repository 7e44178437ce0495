import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drawRecording } from "../../scripts/recording";

const delays = (svg: string) =>
  [...svg.matchAll(/animation-delay: ([\d.]+)s/g)].map(([, delay]) => Number(delay));

describe("A recording", () => {
  it("shows the lines when they came, in proportion, within fourteen seconds", () => {
    const svg = drawRecording("npm run local", [
      { text: "✔ deploy", at: 14 },
      { text: "✔ destroy", at: 28 },
    ]);

    expect(delays(svg)).toEqual([0, 7, 14]);
  });

  it("is no slower than the run was", () => {
    expect(delays(drawRecording("npm run local", [{ text: "✔ deploy", at: 3 }]))).toEqual([0, 3]);
  });

  it("folds long lines, and escapes what XML would read", () => {
    const svg = drawRecording("a", [{ text: `› <pool> & ${"word ".repeat(40)}`, at: 1 }]);

    expect(svg).toContain("› &lt;pool&gt; &amp; word");
    expect(svg.match(/<text /g)).toHaveLength(3);
    expect(svg.match(/class="note"/g)).toHaveLength(2);
  });

  it("follows the reader's colours, and stands still for who wants no motion", () => {
    const svg = drawRecording("a", []);

    expect(svg).toContain("prefers-color-scheme: dark");
    expect(svg).toContain("prefers-reduced-motion: reduce");
  });

  it("of the README is of a whole run, and names no folder of the machine that it was made on", () => {
    const svg = readFileSync(join(__dirname, "../../docs/local-run.svg"), "utf8");

    expect(svg).toContain("User confirmed: User-Pool us-east-1_");
    expect(svg).toContain("✔ check that nothing is left");
    expect(svg).not.toMatch(/\/(home|root|work|Users)\//);
  });
});
