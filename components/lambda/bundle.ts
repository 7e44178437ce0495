import { existsSync, type Stats, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { type BuildFailure, build, type Message, type Plugin } from "esbuild";
import { leanSdk } from "./leanSdk";

/** Where a Lambda's source is: its entry file, and the folder that the entry is relative to. */
export interface BundleSource {
  /** The file that exports `handler`, relative to `folder`. */
  readonly entry: string;

  /**
   * The folder that `entry` is relative to.
   *
   * @default the program's folder (`process.cwd()`)
   */
  readonly folder?: string;

  /**
   * Whether to leave out what the AWS SDK brings along and the custom resource's handler never uses.
   *
   * @default false: a function of the user's may use any part of the SDK
   */
  readonly lean?: boolean;
}

/** The functions of this package, relative to its folder. */
export const ownHandlers = {
  userPool: { entry: "handlers/userPool/index.ts", lean: true },
  postConfirmation: { entry: "handlers/postConfirmation/index.ts" },
  userMigration: { entry: "handlers/userMigration/index.ts", lean: true },
} as const;

/** The name that a bundle has inside the Lambda's archive; ".mjs" makes Node load it as a module. */
export const bundleFile = "index.mjs";

/**
 * Bundles a Lambda handler, with all its dependencies, into the text of one ES module.
 *
 * The same sources give the same text, on any machine and from any folder: Pulumi compares it to decide whether a
 * function changed.
 */
export function bundle(source: BundleSource): Promise<string> {
  const folder = resolve(source.folder ?? process.cwd());
  const missing = missingSource(source.entry, folder);
  if (missing !== undefined) {
    throw new Error(`The Lambda handler \`${source.entry}\` ${missing}`);
  }
  const file = resolve(folder, source.entry);
  return source.lean ? buildLean(folder, file) : buildText(folder, file, []);
}

/** What is wrong with the path of a source file; nothing where there is one. */
export function missingSource(entry: string, folder: string = process.cwd()): string | undefined {
  const file = resolve(folder, entry);
  const found = stateOf(file);
  if (found?.isFile() === true) {
    return undefined;
  }
  if (found?.isDirectory() === true) {
    return `is a folder, ${file}: give the source file in it that exports \`handler\`.`;
  }
  return `does not exist: expected a source file at ${file.slice(0, longestPath)}. Give a path relative to the program's folder.`;
}

/** Longer ones are no paths, but code. */
const longestPath = 4_096;

function stateOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    // What cannot be a path, or may not be looked at.
    return undefined;
  }
}

/** The folder of this package: where its package.json is, whether it runs from its sources or is installed. */
export function packageFolder(start: string = __dirname): string {
  if (existsSync(join(start, "package.json"))) {
    return start;
  }
  const parent = dirname(start);
  if (parent === start) {
    throw new Error(
      "Found no package.json above the `custom-user-pool` components: is the package complete?",
    );
  }
  return packageFolder(parent);
}

/**
 * The bundle with the cuts; without them where they do not fit the SDK that is installed beside this package, which may be
 * a newer one: a larger function works, and a deployment does not fail for its size.
 */
async function buildLean(folder: string, file: string): Promise<string> {
  const plugins = [leanSdk(packageFolder())];
  try {
    return await buildText(folder, file, plugins);
  } catch (error: unknown) {
    const text = await buildText(folder, file, []);
    const why = error instanceof Error ? error.message : String(error);
    process.emitWarning(
      `The AWS SDK is bundled whole, since it is not the one that custom-user-pool knows: ${why}`,
    );
    return text;
  }
}

async function buildText(folder: string, file: string, plugins: Plugin[]): Promise<string> {
  try {
    const result = await build({
      absWorkingDir: folder,
      entryPoints: [file],
      bundle: true,
      format: "esm",
      legalComments: "none",
      logLevel: "silent",
      // ES modules first: esbuild drops the unused parts of those, half of the SDK.
      mainFields: ["module", "main"],
      minify: true,
      platform: "node",
      plugins,
      target: "node22",
      write: false,
    });
    const text = result.outputFiles[0]?.text;
    if (text === undefined) {
      throw new Error(`esbuild wrote nothing for \`${relative(folder, file)}\`.`);
    }
    return exportsHandler(withRequire(text), relative(folder, file));
  } catch (error: unknown) {
    if (!isBuildFailure(error)) {
      throw error;
    }
    const faults = error.errors.map(describeFault);
    const message = `The Lambda handler \`${relative(folder, file)}\` cannot be bundled:\n${faults.join("\n")}`;
    throw new Error(message, { cause: error });
  }
}

/**
 * Some dependencies call `require` for Node's own modules, which an ES module does not have; esbuild then puts in a
 * function that only throws. See https://github.com/evanw/esbuild/issues/1921
 */
function withRequire(text: string): string {
  return text.includes("Dynamic require of") ? requireBanner + text : text;
}

const requireBanner =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);\n';

/** Lambda would only say so at the first invocation, when a pool already waits for the answer. */
function exportsHandler(text: string, entry: string): string {
  if (!/export\s*\{[^}]*\bhandler\b[^}]*\}/.test(text)) {
    throw new Error(
      `The Lambda handler \`${entry}\` exports no \`handler\`: write \`export const handler = …\` or ` +
        "`export async function handler(event) { … }`.",
    );
  }
  return text;
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return typeof error === "object" && error !== null && "errors" in error && Array.isArray(error.errors);
}

function describeFault({ text, location }: Message): string {
  return location === null ? text : `${location.file}:${location.line}:${location.column}: ${text}`;
}
