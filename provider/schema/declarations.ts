import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..");

/** What the declarations say: of this package's arguments, of `@pulumi/aws`, and of the SDK's requests. */
export interface Declarations {
  readonly checker: ts.TypeChecker;
  /** A type that this package exports to its users. */
  readonly own: (name: string) => ts.Type;
  /** A structure of the SDK. */
  readonly sdk: (name: string) => ts.Type;
}

const entry = join(root, "components", "customUserPool.ts");
const ownArguments = join(root, "components", "customUserPoolArgs.ts");

/** Reads the declarations with TypeScript itself. */
export function readDeclarations(): Declarations {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)).config,
    ts.sys,
    root,
  );
  const program = ts.createProgram([entry], { ...options, types: ["node"] });
  const checker = program.getTypeChecker();
  const exported = (symbol: ts.Symbol | undefined, name: string): ts.Type => {
    const found = symbol && checker.getExportsOfModule(symbol).find((one) => one.name === name);
    if (!found) throw new Error(`There is no type \`${name}\`.`);
    const target = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
    return checker.getDeclaredTypeOfSymbol(target);
  };
  const moduleOf = (file: string) => {
    const source = program.getSourceFile(file);
    return source && checker.getSymbolAtLocation(source);
  };
  return {
    checker,
    own: (name) => exported(moduleOf(entry), name),
    sdk: (name) => exported(moduleOf(sdkFile(program)), name),
  };
}

/** The file of the SDK's index, which the component's types import. */
function sdkFile(program: ts.Program): string {
  const resolved = ts.resolveModuleName(
    "@aws-sdk/client-cognito-identity-provider",
    ownArguments,
    program.getCompilerOptions(),
    ts.sys,
  );
  return resolved.resolvedModule?.resolvedFileName ?? "";
}

/** The words of a declaration, for people who know its package and not TypeScript. */
export function describe(symbol: ts.Symbol, checker: ts.TypeChecker): string | undefined {
  const text = plainText(ts.displayPartsToString(symbol.getDocumentationComment(checker)));
  const given = symbol.getJsDocTags(checker).find(({ name }) => name === "default");
  const standard = given && ts.displayPartsToString(given.text).replaceAll(/\s+/g, " ").trim();
  return [text, standard && `Default: ${standard}.`].filter(Boolean).join("\n\n") || undefined;
}

/** Above it a description is cut at the end of a sentence: the schema is read with every command. */
const longest = 400;

/** The SDK's descriptions are HTML; of them the first sentences are kept. */
export function plainText(html: string): string {
  const text = html
    .replaceAll(/\{@link (\w+)\}/g, "`$1`")
    .replaceAll(/<\/?code>/g, "`")
    .replaceAll(/<\/?(?:p|[uod]l|li|d[td]|br|note|important)\b[^>]*>/g, " ")
    .replaceAll(/<[^>]*>/g, "")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, " ").trim())
    .join("\n\n")
    .trim();
  if (text.length <= longest) return text;
  const sentences = text.slice(0, longest).match(/^.*[.:](?=\s)/s)?.[0];
  return (sentences ?? text.slice(0, longest)).replace(/:$/, ".");
}
