import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

export const root = resolve(__dirname, "../..");

/** @param file - from the root */
export const readPage = (file: string) => readFileSync(join(root, file), "utf8");

/** Every page of the documentation, from the root. */
export const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...[
    "docs",
    "examples",
    "handlers",
    "components",
    "commands",
    "local",
    "bench",
    "test",
    "scripts",
    "templates",
  ]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      // With types it does not follow links: an installed example has one back to the root.
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .map(({ name, parentPath }) => join(relative(root, parentPath), name))
        .filter((file) => file.endsWith(".md") && !file.includes("node_modules")),
    ),
];

/** A fenced block of a page. */
export interface Block {
  /** Where it starts, such as `README.md:12`. */
  readonly place: string;
  /** What stands behind the fence: the language, and how it is meant. */
  readonly info: string;
  readonly text: string;
}

export function blocksOf(page: string): Block[] {
  const text = readPage(page);
  return [...text.matchAll(/^( *)```(\S.*)?\n([^]*?)^\1```$/gm)].map((match) => {
    const line = text.slice(0, match.index).split("\n").length;
    const [, indent = "", info = "", body = ""] = match;
    return { place: `${page}:${line}`, info, text: body.replaceAll(new RegExp(`^${indent}`, "gm"), "") };
  });
}
