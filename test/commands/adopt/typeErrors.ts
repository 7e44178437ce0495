import { join } from "node:path";
import * as ts from "typescript";

/** What the TypeScript compiler says of programs that import this package. */
export function typeErrors(sources: readonly string[]): string[] {
  const root = join(__dirname, "../../..");
  const files = new Map(sources.map((source, index) => [join(root, `adopted${index}.ts`), source]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    types: [],
    paths: { "custom-user-pool": [join(root, "components/customUserPool.ts")] },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, target, ...rest) => {
    const source = files.get(file);
    return source === undefined
      ? getSourceFile(file, target, ...rest)
      : ts.createSourceFile(file, source, target, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  );
}
