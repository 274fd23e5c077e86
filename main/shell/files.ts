import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from '../ports.ts';

/** Files and folders that only this user may read. On Windows the profile's own access list does that; modes mean nothing. */
const fileMode = 0o600;
const folderMode = 0o700;

export const diskFiles: Files = {
  async readText(file) {
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  },
  async appendDurably(file, text) {
    const folder = path.dirname(file);
    await mkdir(folder, { recursive: true, mode: folderMode });
    const handle = await open(file, 'a', fileMode);
    try {
      const isNew = (await handle.stat()).size === 0;
      await handle.appendFile(text, 'utf8');
      await handle.sync();
      // The name of a new file is written in its folder, which has to be on disk as well.
      if (isNew) await syncFolder(folder);
    } finally {
      await handle.close();
    }
  },
  async replaceDurably(file, text) {
    const folder = path.dirname(file);
    await mkdir(folder, { recursive: true, mode: folderMode });
    // In the same folder, since only there a rename replaces in one step. What an earlier death left of it is overwritten.
    const next = `${file}.new`;
    const handle = await open(next, 'w', fileMode);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
    await syncFolder(folder);
  },
  async remove(file) {
    try {
      await unlink(file);
    } catch (error) {
      if (isNotFound(error)) return;
      throw error;
    }
    await syncFolder(path.dirname(file));
  },
  async list(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      if (isNotFound(error)) return [];
      throw error;
    }
  },
  async size(file) {
    try {
      return (await stat(file)).size;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  },
  chunks: (file, fromByte) => createReadStream(file, { start: fromByte }) as AsyncIterable<Uint8Array>,
  async rename(from, to) {
    await rename(from, to);
    await syncFolder(path.dirname(to));
  },
};

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // Windows cannot open a folder; NTFS journals names by itself
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
