import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { CommandError } from "../../../commands/support/errors";
import { type ZipEntry, zip } from "../../../commands/support/zip";

/** The shapes of Pulumi's assets and archives. They are told by their fields: the library itself takes a second to load. */
interface HasAssets {
  assets: Promise<Record<string, unknown>>;
}
interface HasPath {
  path: Promise<string>;
}
interface HasText {
  text: Promise<string>;
}

/** The zip of a Pulumi archive. The same contents always give the same bytes: sorted entries, no times. */
export async function zipArchive(archive: unknown): Promise<Buffer> {
  const path = has<HasPath>(archive, "path") ? await archive.path : undefined;
  // A ready-made zip is deployed as it is.
  if (path?.endsWith(".zip")) return readFile(path);
  return zip(await entriesOf(archive, ""));
}

async function entriesOf(content: unknown, name: string): Promise<ZipEntry[]> {
  if (has<HasAssets>(content, "assets")) {
    const parts = Object.entries(await content.assets).map(([key, part]) =>
      entriesOf(part, joined(name, key)),
    );
    return (await Promise.all(parts)).flat();
  }
  if (has<HasText>(content, "text")) return [{ name, data: Buffer.from(await content.text) }];
  if (has<HasPath>(content, "path")) return filesAt(await content.path, name);
  throw new CommandError(
    `The code's \`${name}\` is remote: the local provider takes files, folders and texts.`,
  );
}

async function filesAt(path: string, name: string): Promise<ZipEntry[]> {
  if ((await stat(path)).isFile()) return [{ name, data: await readFile(path) }];
  const children = await readdir(path);
  return (await Promise.all(children.map((child) => filesAt(join(path, child), joined(name, child))))).flat();
}

function joined(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function has<T extends object>(content: unknown, field: keyof T & string): content is T {
  return typeof content === "object" && content !== null && field in content;
}
