import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { parseAllDocuments } from "yaml";

const root = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

const pages = [
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

interface Block {
  /** Where it starts, such as `README.md:12`. */
  readonly place: string;
  /** What stands behind the fence: the language, and how it is meant. */
  readonly info: string;
  readonly text: string;
}

function blocksOf(page: string): Block[] {
  const text = read(page);
  return [...text.matchAll(/^( *)```(\S.*)?\n([^]*?)^\1```$/gm)].map((match) => {
    const line = text.slice(0, match.index).split("\n").length;
    const [, indent = "", info = "", body = ""] = match;
    return { place: `${page}:${line}`, info, text: body.replaceAll(new RegExp(`^${indent}`, "gm"), "") };
  });
}

const blocks = pages.flatMap(blocksOf);
const inLanguage = (...infos: string[]) => blocks.filter(({ info }) => infos.includes(info));

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(page: string): string[] {
  const withoutBlocks = read(page).replaceAll(/^( *)```[^]*?^\1```$/gm, "");
  return [...withoutBlocks.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

it("Every link within the documentation leads to a file, and to a heading that is there", () => {
  const broken = pages.flatMap((page) => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
    return links
      .filter((target) => !/^(https?|mailto):/.test(target))
      .filter((target) => {
        const [path = "", anchor] = target.split("#");
        const file = path === "" ? page : join(dirname(page), path);
        if (!existsSync(join(root, file))) return true;
        return anchor !== undefined && !anchorsOf(file).includes(anchor);
      })
      .map((target) => `${page}: ${target}`);
  });

  expect(broken).toEqual([]);
});

it("Every block of commands is one that a shell can read, and runs scripts that are there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const shells = inLanguage("sh", "sh aws");
  const unknown = shells.flatMap(({ place, text }) =>
    [...text.matchAll(/\bnpm run (?:-s )?([\w:]+)/g)]
      .filter(([, name = ""]) => !(name in scripts))
      .map(([command]) => `${place}: ${command}`),
  );

  expect(shells.length).toBeGreaterThan(5);
  for (const { text } of shells) execFileSync("bash", ["-n"], { input: text });
  expect(unknown).toEqual([]);
});

it("Every block of YAML is YAML", () => {
  const faults = inLanguage("yaml").flatMap(({ place, text }) =>
    parseAllDocuments(text).flatMap((document) =>
      document.errors.map(({ message }) => `${place}: ${message}`),
    ),
  );

  expect(faults).toEqual([]);
});

it("Every block of TypeScript compiles, as a program in this folder; a fragment is at least TypeScript", () => {
  const programs = inLanguage("ts");
  const texts = new Map(programs.map((block, index) => [join(root, `block${index}.ts`), block]));
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) => readFileSync(file, "utf8")) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, module: "preserve", noCheck: false, noUnusedLocals: false },
    root,
  );
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (file) => texts.get(file)?.text ?? readFile(file);
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  const program = ts.createProgram([...texts.keys()], options, host);
  const faults = [...texts].flatMap(([file, { place }]) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map(({ messageText }) => `${place}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`),
  );
  const broken = inLanguage("ts fragment").filter(
    ({ text }) => ts.transpileModule(text, { reportDiagnostics: true }).diagnostics?.length,
  );

  expect(programs.length).toBeGreaterThan(3);
  expect(faults).toEqual([]);
  expect(broken).toEqual([]);
});

it("Every block says in what language it is", () => {
  const known = ["sh", "sh aws", "yaml", "ts", "ts fragment", "mermaid", "text", "python", "go", "json"];
  expect(blocks.filter(({ info }) => !known.includes(info)).map(({ place }) => place)).toEqual([]);
});
