import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newestNotes, releasedChangelog } from "../../scripts/changelog";

const before = "# Changelog\n\n## Unreleased\n\n- A feature.\n";

describe("A release", () => {
  it("makes what was not released its own, and leaves a place for what comes", () => {
    expect(releasedChangelog(before, "1.2.0", "2026-11-25")).toBe(
      "# Changelog\n\n## Unreleased\n\n## 1.2.0 - 2026-11-25\n\n- A feature.\n",
    );
  });

  it("keeps the versions before it", () => {
    const first = releasedChangelog(before, "1.0.0", "2026-11-25");
    const second = releasedChangelog(
      first.replace("Unreleased\n", "Unreleased\n\n- A fix.\n"),
      "1.0.1",
      "2026-11-26",
    );

    expect(second).toBe(
      "# Changelog\n\n## Unreleased\n\n## 1.0.1 - 2026-11-26\n\n- A fix.\n\n## 1.0.0 - 2026-11-25\n\n- A feature.\n",
    );
  });

  it.each([
    ["nothing has changed", "# Changelog\n\n## Unreleased\n", "Nothing under `## Unreleased`"],
    ["there is no place for it", "# Changelog\n", "no heading `## Unreleased`"],
    [
      "the version was released",
      `${before}\n## 1.0.0 - 2026-01-01\n\n- Old.\n`,
      "has the version 1.0.0 already",
    ],
  ])("is refused where %s", (_, changelog, message) => {
    expect(() => releasedChangelog(changelog, "1.0.0", "2026-11-25")).toThrow(message);
  });

  it("could be made of this repository's changelog as it is", () => {
    const changelog = readFileSync(join(__dirname, "../../CHANGELOG.md"), "utf8");
    expect(releasedChangelog(changelog, "99.0.0", "2026-11-25")).toContain("## 99.0.0 - 2026-11-25");
  });
});

describe("The notes of a release", () => {
  it("are the newest version's entries alone", () => {
    const changelog =
      releasedChangelog(before, "1.2.0", "2026-11-25") + "\n## 1.1.0 - 2026-01-01\n\n- Older.\n";

    expect(newestNotes(changelog)).toBe("- A feature.\n");
  });
});
