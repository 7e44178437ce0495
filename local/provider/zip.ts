import { crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  name: string;
  data: Buffer;
}

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** 1980-01-01, the earliest date that the format has. */
const NO_DATE = 0x0021;
/** A regular file that everyone may read, as Unix marks it: Lambda refuses code that it cannot read. */
const READABLE_FILE = (0o100644 << 16) >>> 0;

/** A zip file of these entries, by name, without times: the same entries always give the same bytes. */
export function zip(entries: ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = Buffer.from(entry.name);
    const packed = deflateRawSync(entry.data);
    const common = commonHeader(entry.data, packed, name);
    const local = Buffer.concat([signature(0x04034b50), common, name, packed]);
    bodies.push(local);
    directory.push(directoryHeader(common, offset), name);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  return Buffer.concat([...bodies, index, endRecord({ count: entries.length, size: index.length, offset })]);
}

/** The 26 bytes that a file's own header and its line in the directory share. */
function commonHeader(data: Buffer, packed: Buffer, name: Buffer): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(DEFLATED, 4);
  header.writeUInt16LE(NO_DATE, 8);
  header.writeUInt32LE(crc32(data), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}

function directoryHeader(common: Buffer, offset: number): Buffer {
  const madeBy = Buffer.from([VERSION, 3]); // 3: Unix
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(READABLE_FILE, 6);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), madeBy, common, rest]);
}

function endRecord({ count, size, offset }: { count: number; size: number; offset: number }): Buffer {
  const record = Buffer.alloc(18);
  record.writeUInt16LE(count, 4);
  record.writeUInt16LE(count, 6);
  record.writeUInt32LE(size, 8);
  record.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x06054b50), record]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
