import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageAnswer } from '../../../main/oidc/result-page.ts';

export interface AnswerServer {
  /** The address at which the answer is given from now on. */
  readonly addressOf: (name: string, answer: PageAnswer) => string;
  readonly close: () => Promise<void>;
}

/** Serves whole answers, with the status and the headers that they have, since headers decide what a page may do. */
export async function serveAnswers(): Promise<AnswerServer> {
  const answers = new Map<string, PageAnswer>();
  const server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    if (answer) response.writeHead(answer.status, { ...answer.headers }).end(answer.body);
    // Headless Chromium asks for an icon of each new place.
    else response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    addressOf(name, answer) {
      answers.set(`/${name}`, answer);
      return `http://127.0.0.1:${port}/${name}`;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
