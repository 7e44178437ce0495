import { type Zippable, zipSync } from "fflate";

/** The earliest date that the format has. */
const NO_DATE = new Date(1980, 0, 1);

export interface ZipEntry {
  name: string;
  data: Uint8Array;
}

/** A zip file of these entries, by name, without times: the same entries always give the same bytes. */
export function zip(entries: ZipEntry[]): Buffer {
  const files: Zippable = {};
  for (const { name, data } of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    files[name] = [data, { mtime: NO_DATE }];
  return Buffer.from(zipSync(files));
}
