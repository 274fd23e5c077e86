/**
 * The process in which keytar runs, and nothing else: a stuck call fills the thread pool of its process, freezes its file
 * I/O and even its exit (`toolchain.md` section 2). Here it freezes only itself, and main can kill it.
 */
import keytar from 'keytar';
import type { KeychainReply, KeychainRequest } from './keychain-messages.ts';

function perform({ operation, service, account, secret }: KeychainRequest): Promise<string | boolean | null | void> {
  switch (operation) {
    case 'get':
      return keytar.getPassword(service, account);
    case 'set':
      return keytar.setPassword(service, account, secret);
    case 'delete':
      return keytar.deletePassword(service, account);
  }
}

process.parentPort.on('message', ({ data }: { data: KeychainRequest }) => {
  const answer = (reply: KeychainReply) => {
    process.parentPort.postMessage(reply);
  };
  perform(data).then(
    (value) => {
      answer({ id: data.id, ok: true, value: value ?? null });
    },
    (error: unknown) => {
      // keytar's errors are plain text without a code, and hold no secret.
      answer({ id: data.id, ok: false, reason: error instanceof Error ? error.message : 'unknown error' });
    },
  );
});
