import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

const root = resolve(__dirname, "..");

const files = ["handlers", "components", "commands", "local", "scripts"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name)),
);

/** The folders that each folder imports from, types included. */
function imports(): Map<string, Set<string>> {
  const arrows = new Map<string, Set<string>>();
  for (const file of files) {
    const from = dirname(file);
    const known = arrows.get(from) ?? new Set();
    arrows.set(from, known);
    for (const { fileName } of ts.preProcessFile(readFileSync(join(root, file), "utf8")).importedFiles) {
      if (!fileName.startsWith(".")) continue;
      const to = relative(root, dirname(resolve(root, from, fileName)));
      if (to !== from) known.add(to);
    }
  }
  return arrows;
}

/** The first way from a folder back to itself, as the folders that it leads through. */
function circleFrom(
  folder: string,
  arrows: Map<string, Set<string>>,
  way: string[] = [],
): string[] | undefined {
  if (way.includes(folder)) return [...way.slice(way.indexOf(folder)), folder];
  for (const next of arrows.get(folder) ?? []) {
    const circle = circleFrom(next, arrows, [...way, folder]);
    if (circle) return circle;
  }
  return undefined;
}

it("Imports between folders run one way: none leads back", () => {
  const arrows = imports();

  expect(arrows.size).toBeGreaterThan(10);
  expect([...arrows.keys()].map((folder) => circleFrom(folder, arrows)).find(Boolean)).toBeUndefined();
});

it.each([
  ["handlers/customResource", []],
  ["handlers/userPool/settings", ["handlers/customResource"]],
  ["commands/support", ["handlers/userPool/settings"]],
])("%s imports from no folder but %j", (folder, allowed) => {
  expect([...(imports().get(folder) ?? [])]).toEqual(allowed);
});
