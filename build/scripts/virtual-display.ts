import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

export interface VirtualDisplay {
  /** To be added to the environment of what paints on it. */
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** A screen in memory for programs that insist on one. Xvfb picks the number, since a fixed one may be in use. */
export async function startVirtualDisplay(env: NodeJS.ProcessEnv): Promise<VirtualDisplay> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-noreset'];
  const child = spawn('Xvfb', args, { env, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  const ended = once(child, 'exit');
  const killWithUs = () => child.kill();
  process.on('exit', killWithUs);

  const number = await firstText(child.stdio[3] as Readable);
  if (number === '') throw new Error('Xvfb did not start: it named no display.');
  return {
    env: { DISPLAY: `:${number}` },
    async stop() {
      process.off('exit', killWithUs);
      child.kill();
      await ended;
    },
  };
}

async function firstText(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  return text.trim();
}
