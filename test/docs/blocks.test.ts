import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { parseAllDocuments } from "yaml";
import { type Block, blocksOf, pages, readPage as read, root } from "../support/documentation";

const blocks = pages.flatMap(blocksOf);
const shells = blocks.filter(({ info }) => info.split(" ")[0] === "sh");
const inLanguage = (...infos: string[]) => blocks.filter(({ info }) => infos.includes(info));

/** Why the blocks of a page that nothing here can run are checked for syntax only. */
const notRunHere: Record<string, string> = {
  "docs/installation-configuration.md": "an installation from a git repository, and a release on GitHub",
};
const namesReason = ({ place }: Block) => (notRunHere[pageOf(place)] ? "" : "needs a reason in `notRunHere`");
const pageOf = (place: string) => place.split(":")[0] ?? "";

/** What the word behind `sh` means: what is wrong with a block that has it, or nothing. */
const proofs: Record<string, (block: Block) => string> = {
  // Each command is one of the gate, or of another run of CI.
  gate: ({ text }) =>
    commandsOf(text)
      .filter((command) => !isInGate(command))
      .map((command) => `has \`${command}\`, which CI does not run`)
      .join("; "),
  // test/cli/commandBlocks.test.ts runs it on a local AWS, and fails where it has no place for one.
  local: () => "",
  // A test of its own runs it, which names the page.
  test: ({ place }) => (testsNaming(pageOf(place)).length > 0 ? "" : "has no test that names the page"),
  // Only AWS can run it, or what only Pulumi's downloads have: its syntax is checked.
  aws: namesReason,
  downloads: namesReason,
};

function commandsOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.replace(/\s+#.*$/, ""));
  return lines
    .flatMap((line) => line.split("&&"))
    .map((command) => command.trim())
    .filter(Boolean);
}

/** The tests with something to run commands on that name this page. */
function testsNaming(page: string): string[] {
  return ["cli", "miniStack", "languages"]
    .flatMap((folder) => readdirSync(join(root, "test", folder)).map((name) => join("test", folder, name)))
    .filter((file) => file.endsWith(".test.ts") && read(file).includes(page));
}

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

/** The commands of `.ci/run` and of CI's workflows, as one types them. */
const gate = [
  read(".ci/run")
    .replaceAll(/"[^"\n]*"/g, "")
    .replaceAll(/\btests (\S+)/g, "npm run $1"),
  ...readdirSync(join(root, ".github/workflows")).map((name) => read(join(".github/workflows", name))),
]
  .join("\n")
  .replaceAll("npm run --silent ", "npm run ")
  .split("\n")
  .map((line) => line.replace(/#.*/, "").replaceAll(/[()]/g, " "));

function isInGate(command: string): boolean {
  const whole = command.replace(/^npm test\b/, "npm run test");
  return gate.some((line) => ` ${line} `.includes(` ${whole} `));
}

it("Every block of commands says how it is proved, in words that are right", () => {
  const faults = shells.flatMap((block) => {
    const [, proof = "nothing", ...more] = block.info.split(" ");
    const wrong = more.length > 0 ? "has too many words" : proofs[proof]?.(block);
    return wrong === "" ? [] : [`${block.place}: \`${block.info}\` ${wrong ?? "is no way to prove it"}`];
  });

  expect(shells.length).toBeGreaterThan(5);
  expect(faults).toEqual([]);
});

it("Every block of commands is one that a shell can read, and runs scripts that are there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const unknown = shells.flatMap(({ place, text }) =>
    [...text.matchAll(/\bnpm run (?:-s )?([\w:]+)/g)]
      .filter(([, name = ""]) => !(name in scripts))
      .map(([command]) => `${place}: ${command}`),
  );

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

it("Every block of commands is marked as one", () => {
  const commands = inLanguage("text").filter(({ text }) =>
    /^(npm|npx|pulumi|aws|git|\.ci\/run) /m.test(text),
  );

  expect(commands.map(({ place }) => place)).toEqual([]);
});

it("Every block says in what language it is", () => {
  const known = ["yaml", "js", "ts", "ts fragment", "mermaid", "text", "python", "go", "json"];
  const others = blocks.filter((block) => !shells.includes(block));
  expect(others.filter(({ info }) => !known.includes(info)).map(({ place }) => place)).toEqual([]);
});
