import { crc32, deflateRawSync } from 'node:zlib';

const EMPTY_EXTRA = 0;

/** A small ZIP archive, each file deflated. */
export function zipOf(files: ReadonlyMap<string, string>): Buffer {
  const bodies: Buffer[] = [];
  const listing: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const bytes = deflateRawSync(text);
    const common = commonHeader(name, text, bytes);
    const local = Buffer.concat([signature(0x04034b50), common, Buffer.from(name), bytes]);
    listing.push(directoryEntry(common, name, offset));
    bodies.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(listing);
  return Buffer.concat([...bodies, directory, endOfDirectory(files.size, directory.length, offset)]);
}

/** What stands alike before the bytes of a file and in the directory. */
function commonHeader(name: string, text: string, bytes: Buffer): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(0x800, 2);
  header.writeUInt16LE(8, 4);
  header.writeUInt32LE(crc32(text), 10);
  header.writeUInt32LE(bytes.length, 14);
  header.writeUInt32LE(Buffer.byteLength(text), 18);
  header.writeUInt16LE(Buffer.byteLength(name), 22);
  header.writeUInt16LE(EMPTY_EXTRA, 24);
  return header;
}

function directoryEntry(common: Buffer, name: string, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), common.subarray(0, 2), common, rest, Buffer.from(name)]);
}

function endOfDirectory(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(bytes, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
