/**
 * The smallest program for Linux (x86-64) that says what it is and fails: an ELF header, one segment, three dozen bytes of
 * code. `payload` is put behind them, so that a search over the file finds it.
 */
export function elfStub(message: string, payload: Uint8Array): Buffer {
  const text = Buffer.from(message, 'utf8');
  const headerBytes = 64 + 56;
  const code = codeBefore(text.byteLength);
  const total = headerBytes + code.byteLength + text.byteLength + payload.byteLength;
  const base = 0x40_0000n;

  const header = Buffer.alloc(headerBytes);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]); // 64 bit, little endian
  header.writeUInt16LE(2, 16); // executable
  header.writeUInt16LE(62, 18); // x86-64
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(base + BigInt(headerBytes), 24); // where it starts
  header.writeBigUInt64LE(64n, 32); // the segment's entry
  header.writeUInt16LE(64, 52);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(1, 56);
  header.writeUInt32LE(1, 64); // to be loaded
  header.writeUInt32LE(5, 68); // read and execute
  header.writeBigUInt64LE(base, 80);
  header.writeBigUInt64LE(base, 88);
  header.writeBigUInt64LE(BigInt(total), 96);
  header.writeBigUInt64LE(BigInt(total), 104);
  header.writeBigUInt64LE(0x1000n, 112);
  return Buffer.concat([header, code, text, payload]);
}

/** write(2, text, length); exit(1). The text follows at once. */
function codeBefore(textBytes: number): Buffer {
  const writeToStandardError = [0xb8, 1, 0, 0, 0, 0xbf, 2, 0, 0, 0];
  const addressOfText = [0x48, 0x8d, 0x35, 0, 0, 0, 0];
  const itsLengthAndCall = [0xba, 0, 0, 0, 0, 0x0f, 0x05];
  const exitWithOne = [0xb8, 60, 0, 0, 0, 0xbf, 1, 0, 0, 0, 0x0f, 0x05];
  const code = Buffer.from([writeToStandardError, addressOfText, itsLengthAndCall, exitWithOne].flat());
  code.writeInt32LE(code.byteLength - 17, 13);
  code.writeUInt32LE(textBytes, 18);
  return code;
}
