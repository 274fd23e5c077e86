/**
 * The process in which keytar runs, and nothing else: a stuck call fills the thread pool of its process, freezes its file
 * I/O and even its exit (`toolchain.md` section 2). Here it freezes only itself, and main can kill it.
 */
import type { KeychainReply, KeychainRequest } from './keychain-messages.ts';

async function perform(request: KeychainRequest): Promise<string | boolean | null> {
  // Loaded by the first call and not before, so that a system without libsecret is an answer and not a dead process.
  const { default: keytar } = await import('keytar');
  const { service, account } = request;
  switch (request.operation) {
    case 'get':
      return keytar.getPassword(service, account);
    case 'set':
      await keytar.setPassword(service, account, request.secret);
      return null;
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
      answer({ id: data.id, ok: true, value });
    },
    (error: unknown) => {
      // keytar's errors are plain text without a code, and hold no secret.
      answer({ id: data.id, ok: false, reason: error instanceof Error ? error.message : 'unknown error' });
    },
  );
});
