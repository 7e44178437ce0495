const { readFileSync } = require("node:fs");
const { default: Sequencer } = require("@jest/test-sequencer");

/**
 * Begins with the files that allow themselves the most time, so that none of them is alone at the end. Jest itself orders
 * by the times of the last run, which a fresh clone does not have.
 */
class LongestFirst extends Sequencer {
  /**
   * @override
   * @param {Parameters<Sequencer["sort"]>[0]} tests
   */
  async sort(tests) {
    const sorted = await super.sort(tests);
    return [...sorted].sort((a, b) => allowance(b) - allowance(a));
  }
}

/** @param {{ path: string }} test */
function allowance({ path }) {
  const [, milliseconds = "0"] = /^jest\.setTimeout\(([\d_]+)\)/m.exec(readFileSync(path, "utf8")) ?? [];
  return Number(milliseconds.replaceAll("_", ""));
}

module.exports = LongestFirst;
