import { crc32, deflateRawSync } from 'node:zlib';

/** A file to be packed; what is given beyond name and data is a lie the archive shall tell. */
export interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array | string;
  readonly store?: boolean;
  readonly zip64?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly declaredSize?: number;
  readonly checksum?: number;
  /** Points at another header than its own. */
  readonly headerOffset?: number;
}

interface ZipOptions {
  readonly zip64?: boolean;
  readonly entryCount?: number;
}

const UTF8_NAMES = 0x800;
const STANDARD_MOST = 0xffff_ffff;

/** The bytes of a ZIP archive, by the published format (APPNOTE 6.3), with nothing checked. */
export function writeZip(parts: readonly ZipPart[], options: ZipOptions = {}): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const packed = pack(part);
    const local = Buffer.concat([localHeader(packed), packed.name, packed.localExtra, packed.bytes]);
    directory.push(centralHeader(packed, part.headerOffset ?? offset));
    bodies.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const count = options.entryCount ?? parts.length;
  const end = options.zip64
    ? Buffer.concat([
        endOfZip64(count, listing.length, offset),
        endOfDirectory(0xffff, STANDARD_MOST, STANDARD_MOST),
      ])
    : endOfDirectory(count, listing.length, offset);
  return Buffer.concat([...bodies, listing, end]);
}

interface Packed {
  readonly name: Buffer;
  readonly bytes: Buffer;
  readonly size: number;
  readonly checksum: number;
  readonly method: number;
  readonly flags: number;
  readonly zip64: boolean;
  readonly localExtra: Buffer;
}

function pack(part: ZipPart): Packed {
  const data = Buffer.from(part.data);
  const size = part.declaredSize ?? data.length;
  const bytes = part.store ? data : deflateRawSync(data);
  return {
    name: Buffer.from(part.name),
    bytes,
    size,
    checksum: part.checksum ?? crc32(data),
    method: part.method ?? (part.store ? 0 : 8),
    flags: UTF8_NAMES | (part.flags ?? 0),
    zip64: part.zip64 ?? false,
    localExtra: part.zip64 ? zip64Extra([size, bytes.length]) : Buffer.alloc(0),
  };
}

function localHeader({ name, bytes, size, checksum, method, flags, zip64, localExtra }: Packed): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(zip64 ? 45 : 20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(checksum, 14);
  header.writeUInt32LE(zip64 ? STANDARD_MOST : bytes.length, 18);
  header.writeUInt32LE(zip64 ? STANDARD_MOST : size, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(localExtra.length, 28);
  return header;
}

function centralHeader(packed: Packed, offset: number): Buffer {
  const { name, bytes, size, checksum, method, flags, zip64 } = packed;
  const extra = zip64 ? zip64Extra([size, bytes.length, offset]) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(zip64 ? 45 : 20, 4);
  header.writeUInt16LE(zip64 ? 45 : 20, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(checksum, 16);
  header.writeUInt32LE(zip64 ? STANDARD_MOST : bytes.length, 20);
  header.writeUInt32LE(zip64 ? STANDARD_MOST : size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(zip64 ? STANDARD_MOST : offset, 42);
  return Buffer.concat([header, name, extra]);
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  return extra;
}

function endOfZip64(count: number, listingBytes: number, listingOffset: number): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(listingBytes), 40);
  record.writeBigUInt64LE(BigInt(listingOffset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(listingOffset + listingBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

function endOfDirectory(count: number, listingBytes: number, listingOffset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(listingBytes, 12);
  record.writeUInt32LE(listingOffset, 16);
  return record;
}
