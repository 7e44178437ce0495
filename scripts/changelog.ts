/** The changelog in which what was not released yet is a version's. @throws Error when there is nothing, or the version stands there. */
export function releasedChangelog(changelog: string, version: string, day: string): string {
  const heading = "## Unreleased\n";
  const start = changelog.indexOf(heading);
  if (start < 0) throw new Error("CHANGELOG.md has no heading `## Unreleased`.");
  if (changelog.includes(`\n## ${version} `))
    throw new Error(`CHANGELOG.md has the version ${version} already.`);
  const after = changelog.slice(start + heading.length);
  const next = after.indexOf("\n## ");
  const entries = (next < 0 ? after : after.slice(0, next)).trim();
  if (entries === "") throw new Error("Nothing under `## Unreleased`: say what a user would notice first.");
  const rest = next < 0 ? "" : after.slice(next);
  return `${changelog.slice(0, start)}${heading}\n## ${version} - ${day}\n\n${entries}\n${rest}`;
}

/** What the newest version's entries say; of a changelog without versions, what was not released yet. */
export function newestNotes(changelog: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const [unreleased = "", newest] = sections;
  const [, ...lines] = (newest ?? unreleased).split("\n");
  return `${lines.join("\n").trim()}\n`;
}
