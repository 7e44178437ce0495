import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const examplesFolder = join(__dirname, "../../examples");

/** How an example is tried, in the words of examples/README.md. */
export type Runs = "locally" | "with the real AWS provider" | "from its language" | "as a package";

/** A line of the table in examples/README.md. */
export interface ListedExample {
  readonly name: string;
  readonly shows: string;
  readonly runs: string;
}

/** The table of examples/README.md, from which the tests know how each example is tried. */
export function listedExamples(): ListedExample[] {
  const text = readFileSync(join(examplesFolder, "README.md"), "utf8");
  return [...text.matchAll(/^\| \[(\w+)\]\((\w+)\) +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, name = "", folder = "", shows = "", runs = ""]) => {
      if (name !== folder) throw new Error(`The link \`${name}\` leads to \`${folder}\`.`);
      return { name, shows, runs };
    },
  );
}

/** The names of the examples that are tried in one of these ways. */
export function examplesThatRun(...ways: Runs[]): string[] {
  return listedExamples()
    .filter(({ runs }) => ways.some((way) => way === runs))
    .map(({ name }) => name);
}

export function exampleFolders(): string[] {
  return readdirSync(examplesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
