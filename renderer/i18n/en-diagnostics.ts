import type { CheckId, CheckVerdict, Fixer } from '../../preload/diagnostics.ts';
import { enFindings } from './en-findings.ts';

const checks: Record<CheckId, string> = {
  policy: 'Settings of your organisation',
  version: 'Version of CIS2 Desktop',
  clock: 'Clock of this computer',
  dns: 'Finding the log-in service by name',
  proxy: 'Way to the internet',
  tcp: 'Connection to the log-in service',
  tls: 'Secure connection',
  discovery: 'Answer of the log-in service',
  signingKeys: 'Signing keys of the log-in service',
  allowList: 'Other services that are needed',
  browser: 'Web browser',
  localNetworkAccess: 'Browser rules for programs on this computer',
  loopbackPorts: 'Way back from the browser',
  keychain: 'Password store of this computer',
  smartcard: 'NHS smartcard software',
  disk: 'Disk',
};

const verdicts: Record<CheckVerdict, string> = {
  fail: 'Problem',
  warn: 'Warning',
  pass: 'Good',
  notRun: 'Not checked',
};

const verdictTitles: Record<CheckVerdict, string> = {
  fail: 'Problems',
  warn: 'Warnings',
  pass: 'Good',
  notRun: 'Not checked here',
};

const fixers: Record<Fixer, string> = {
  you: 'You can fix this yourself.',
  localIt: 'Your local IT service desk can fix this.',
  registrationAuthority: 'Your Registration Authority can fix this.',
  nationalServiceDesk: 'The National Service Desk can fix this, through your local IT service desk.',
};

/** Numbers that the Care Identity page in the browser may show, and what NHS England says of them (R6). */
const errorNumbers: readonly { readonly code: string; readonly means: string; readonly fixer: Fixer }[] = [
  {
    code: '400_645',
    means:
      'The smartcard could not be used: the smartcard software is not running, is too old or was just installed; or the card is not in the reader, is faulty or has no roles. Check the card, restart the computer, then ask.',
    fixer: 'localIt',
  },
  {
    code: '1002 (ERR1002)',
    means:
      'The card could not be read. Most often the network does not let the needed addresses through. Also: no card in the reader, more than one card, or an old driver of the reader.',
    fixer: 'localIt',
  },
  {
    code: '1000',
    means:
      'A fault of smartcard software or network on this computer. Its causes are many; the checks above find most of them.',
    fixer: 'localIt',
  },
];

export const enDiagnostics = {
  checks,
  verdicts,
  verdictTitles,
  fixers,
  findings: enFindings,
  errorNumbers,
  lead: 'This looks at everything between this computer and the log-in service. It takes at most 10 seconds, changes nothing and sends no report to anybody.',
  run: 'Check now',
  runAgain: 'Check again',
  copy: 'Copy results',
  bundle: 'Support bundle…',
  progress: (done: number, total: number) => `${done} of ${total} checks done`,
  finished: (problems: number, warnings: number) =>
    problems + warnings === 0
      ? 'Finished. No problems were found.'
      : `Finished. Problems: ${problems}. Warnings: ${warnings}.`,
  notAsked: 'The checks could not be read. Try again.',
  code: (code: string, milliseconds: string) => `Code ${code}, ${milliseconds} ms`,
  numbersTitle: 'Error numbers that the browser may show',
  numbersLead: 'They come from the Care Identity page, not from CIS2 Desktop.',
  supportBundle: {
    lead: 'These files help whoever looks into a problem. Nothing is sent: you save one zip file and decide who gets it.',
    reading: 'Collecting the files…',
    failed: 'The files could not be collected. Try again.',
    files: {
      'checks.json': 'Results of the checks',
      'policy.json': 'Settings of your organisation, without texts',
      'system.json': 'Versions of CIS2 Desktop and of this system',
      'session-state.json': 'How the last session stands, without who',
      'log.jsonl': 'Newest lines of the log',
    } as Readonly<Record<string, string>>,
    fileTitle: (title: string, name: string) => `${title} (${name})`,
    unchecked: 'The checks have not been run. Go back and run them first, so that their results are in the file.',
    neverTitle: 'What is never in it',
    never: [
      'anything with which somebody could log in: tokens, codes, passcodes',
      'names, user IDs, roles and organisations of people',
      'anything about patients, or what you filled in',
      'the name of this computer, of your account and of your folders',
      'texts that your organisation wrote, and the record of what was done',
    ],
    save: 'Save the zip file…',
    saving: 'Choose where to save it.',
    saved: (fileName: string) => `Saved as ${fileName}. It holds exactly what you see here.`,
    cancelled: 'Nothing was saved.',
    notWritten:
      'It could not be saved there. Choose another folder, or ask your local IT service desk about space and rights.',
    back: 'Back to the checks',
  },
};

export type DiagnosticsWords = typeof enDiagnostics;
