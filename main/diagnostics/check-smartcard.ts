import { notRun, pass, warn, type Check } from './check.ts';

/** Where NHS Credential Management listens. */
const credentialManagementPort = 43485;

/** Names of programs, small letters and no blanks. Only these are ever told: what else runs here is nobody's business. */
const nhsPrograms = /credentialmanagement|smartcardconnect|nhsportservice/;
/** Card software of others, which NHS England does not support: its makers, or local IT, help (R15). */
const others: readonly (readonly [RegExp, string])[] = [
  [/imprivata|onesign|isxagent|isxtray/, 'Imprivata'],
  [/isosec/, 'Isosec'],
];

/** Whether NHS smartcard software runs (R8). Windows alone: elsewhere there is none that NHS England describes. */
export const checkSmartcard: Check = {
  id: 'smartcard',
  async run({ computer, raw }) {
    if (computer.platform !== 'win32') return notRun('SMARTCARD_NOT_HERE');
    const programs = (await computer.programs())?.map((name) => name.toLowerCase().replace(/\s/g, ''));
    const other = others.find(([pattern]) => programs?.some((name) => pattern.test(name)))?.[1];
    if (other !== undefined) return warn('SMARTCARD_OTHER_MAKER', { source: other }, 'localIt');
    const answers = await raw.connect('127.0.0.1', credentialManagementPort).then(
      () => true,
      () => false,
    );
    if (answers) return pass('SMARTCARD_READY', { port: credentialManagementPort });
    if (programs === undefined) return notRun('SMARTCARD_NOT_SEEN', { port: credentialManagementPort });
    return programs.some((name) => nhsPrograms.test(name))
      ? warn('SMARTCARD_NOT_LISTENING', { port: credentialManagementPort }, 'localIt')
      : warn('SMARTCARD_NOT_RUNNING', {}, 'localIt');
  },
};
