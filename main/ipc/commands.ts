import type { IpcMain } from 'electron';
import * as v from 'valibot';
import {
  commands,
  type CommandInput,
  type CommandName,
  type CommandValue,
  type Reply,
} from '../../preload/contract.ts';
import type { CallErrorCode } from '../../preload/incident.ts';
import type { Cleanup, Log, Random } from '../ports.ts';
import { errorFields } from '../shell/log-line.ts';
import { isSmallPlainData, largestInput, largestOutput } from './plain-data.ts';
import { senderRefusal, type SenderFrame } from './sender.ts';

/** The refusals that are a handler's own; the others are those of the checks that every call passes. */
const handlersCodes = [
  'NOT_NOW',
  'LINK_NOT_COPIED',
  'DETAILS_NOT_COPIED',
  'HELP_NOT_OPENED',
  'BUNDLE_NOT_WRITTEN',
] as const satisfies readonly CallErrorCode[];

/** What a handler answers. `NOT_NOW`: the session is in a state in which the command makes no sense; nothing was changed. */
export type CommandResult<Name extends CommandName> =
  | { readonly ok: true; readonly value: CommandValue<Name> }
  | { readonly ok: false; readonly code: (typeof handlersCodes)[number] };

/** A handler for every command of the contract; one that is missing does not compile. The input has been validated. */
export type Handlers = {
  readonly [Name in CommandName]: (input: CommandInput<Name>) => CommandResult<Name> | Promise<CommandResult<Name>>;
};

/** The window's own `webContents`: its `ipc` hears only this window, unlike `ipcMain` (B25). */
export interface CommandContents {
  readonly mainFrame: SenderFrame;
  readonly ipc: Pick<IpcMain, 'handle' | 'removeHandler'>;
}

export interface CommandRegistration {
  /** Unregisters every command. */
  readonly remove: Cleanup;
  /** How many calls came from a frame that is not ours, since the start. */
  refusedSenders(): number;
}

/** All that is ever read of Electron's event. */
interface SentEvent {
  readonly senderFrame: SenderFrame | null;
}

/** All handlers seen through one type: names are checked in `Handlers`, inputs and values at run time by the schemas. */
type AnyHandler = (input: unknown) => unknown;

const commandNames = Object.keys(commands) as readonly CommandName[];

/** What a handler answers, before the value is judged by the schema of its command. */
const resultShape = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.unknown() }),
  v.object({ ok: v.literal(false), code: v.picklist(handlersCodes) }),
]);

/**
 * Registers the handlers of all commands. Each call passes the sender check (B25), the input's schema and size (B26), the
 * handler, and the value's schema (B26, B27), and is answered by a `Reply` in every case: nothing is ever thrown across.
 * Each refusal is in the log by its code and the correlation id of the reply, since a person may quote it.
 */
export function registerCommands(
  contents: CommandContents,
  handlers: Handlers,
  random: Pick<Random, 'uuid'>,
  log: Pick<Log, 'info' | 'warn' | 'error'>,
): CommandRegistration {
  let refused = 0;

  const answer = async (name: CommandName, event: SentEvent, args: readonly unknown[]): Promise<Reply<unknown>> => {
    const correlationId = random.uuid();
    const no = (code: CallErrorCode): Reply<never> => ({ ok: false, error: { code, correlationId } });
    try {
      const refusal = senderRefusal(event.senderFrame, contents.mainFrame);
      if (refusal !== undefined) {
        refused += 1;
        log.warn('SENDER_REFUSED', { correlationId, reason: refusal, detail: `${name}, number ${refused}` });
        return no('SENDER_REFUSED');
      }
      const input =
        args.length <= 1 && isSmallPlainData(args[0], largestInput)
          ? v.safeParse(commands[name].input, args[0])
          : undefined;
      if (input?.success !== true) {
        log.warn('INPUT_INVALID', { correlationId, detail: name });
        return no('INPUT_INVALID');
      }
      const result = v.safeParse(resultShape, await (handlers[name] as AnyHandler)(input.output));
      if (result.success && !result.output.ok) {
        const { code } = result.output;
        if (code === 'NOT_NOW') log.info(code, { correlationId, detail: name });
        else log.warn(code, { correlationId, detail: name });
        return no(code);
      }
      const output =
        result.success && result.output.ok && isSmallPlainData(result.output.value, largestOutput)
          ? v.safeParse(commands[name].output, result.output.value)
          : undefined;
      if (output?.success !== true) {
        log.error('OUTPUT_INVALID', { correlationId, detail: name });
        return no('OUTPUT_INVALID');
      }
      return { ok: true, value: output.output };
    } catch (error) {
      const { reason, detail } = errorFields(error);
      log.error('INTERNAL', { correlationId, reason: reason ?? 'unknown', detail: `${name}: ${detail ?? ''}` });
      return no('INTERNAL');
    }
  };

  for (const name of commandNames) {
    contents.ipc.handle(commands[name].channel, (event: SentEvent, ...args: unknown[]) => answer(name, event, args));
  }
  return {
    remove() {
      for (const name of commandNames) contents.ipc.removeHandler(commands[name].channel);
    },
    refusedSenders: () => refused,
  };
}
