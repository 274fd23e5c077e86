/**
 * Everything that may pass between the main process and the renderer. A channel is born here and nowhere else: `main/ipc`
 * registers what it finds here, `preload/bridge.ts` exposes it, `renderer` sees the types, and a test holds the three equal.
 * No Electron, Node or DOM in this file or in those that it imports.
 */
import * as v from 'valibot';
import { bundlePreview, bundleSaved, diagnosticsView } from './diagnostics.ts';
import { incident, type CallErrorCode } from './incident.ts';
import { helpTopic, page } from './pages.ts';
import { policyView } from './policy-view.ts';
import { inputProblem, labels, sessionView } from './session-view.ts';
import { settingsChange, settingsView } from './settings.ts';

export type { CallErrorCode };

export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: CallErrorCode; readonly correlationId: string } };

interface Command<Input extends v.GenericSchema, Output extends v.GenericSchema> {
  readonly channel: `cis2:${string}`;
  readonly input: Input;
  readonly output: Output;
}
interface Event<Payload extends v.GenericSchema> {
  readonly channel: `cis2:${string}`;
  readonly payload: Payload;
}

const nothing = v.undefined();
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

const appInfo = v.strictObject({
  name: v.string(),
  version: v.string(),
  /** Named in the header when the service is not live, for example "Simulator". */
  environment: v.nullable(v.string()),
  profile: v.picklist(['personal', 'shared']),
  /** What it is made of, and from which commit; `null` where nobody has written that down. */
  versions: v.strictObject({
    electron: v.string(),
    chromium: v.string(),
    node: v.string(),
    commit: v.nullable(v.string()),
  }),
  /** The browser that a log-in opens, where it is known. */
  browser: v.nullable(v.string()),
  /** Whether this is the screen of another computer: there the browser may open on the wrong one (screen 4). */
  remoteSession: v.nullable(v.picklist(['remoteDesktop', 'citrix', 'vmware', 'other'])),
  /** Words of the organisation's own; `null` where policy has none. */
  support: v.strictObject({
    continuity: v.nullable(labels),
    localIt: v.nullable(v.string()),
    registrationAuthority: v.nullable(v.string()),
  }),
});
/** When a person touched keyboard, mouse or screen (ms since the epoch): it decides, not the moment of its arrival. */
const input = v.strictObject({ inputAtMs: v.pipe(v.number(), v.finite()) });

const screenId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,70}$/));
/** At most 64 kB of it are kept (design section 5). */
const longestDraft = 64 * 1024;
/** What a person has typed and not sent. Never a confirmation. */
const draftValues = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(100)), v.union([v.pipe(v.string(), v.maxLength(longestDraft)), v.boolean()])),
  v.check((values) => JSON.stringify(values).length <= longestDraft, 'must be at most 64 kB'),
);
export type DraftValues = v.InferOutput<typeof draftValues>;

/** By the names of the action's fields. */
const actionInput = v.record(v.pipe(v.string(), v.maxLength(100)), v.pipe(v.string(), v.maxLength(4000)));
export type ActionInput = v.InferOutput<typeof actionInput>;

/** A line of the audit record, as its own person may read it (screen 27): no token, no name, nothing about a patient. */
const activityLine = v.strictObject({
  atMs: v.number(),
  event: v.string(),
  outcome: v.string(),
  /** Of the policy's action; `null` where there was none, or the policy has it no more. */
  actionLabel: v.nullable(labels),
  roleId: v.nullable(v.string()),
  organisationCode: v.nullable(v.string()),
  level: v.nullable(v.number()),
  correlationId: v.nullable(v.string()),
});
export type ActivityLine = v.InferOutput<typeof activityLine>;

const chainFault = v.picklist(['notALine', 'previousDiffers', 'sequenceDiffers', 'tornDiffers']);

/** What the check of the audit record found: whole, or the first line that does not follow from the one before. */
const auditCheck = v.variant('kind', [
  /** `healed`: writes that were cut off, as when the computer lost power, and were noted as such. */
  v.strictObject({ kind: v.literal('whole'), lines: v.number(), healed: v.number() }),
  v.strictObject({ kind: v.literal('broken'), file: v.string(), line: v.number(), why: chainFault }),
  v.strictObject({ kind: v.literal('unreadable') }),
]);
export type AuditCheck = v.InferOutput<typeof auditCheck>;

export type AppInfo = v.InferOutput<typeof appInfo>;

function command<Input extends v.GenericSchema, Output extends v.GenericSchema>(
  channel: `cis2:${string}`,
  input: Input,
  output: Output,
): Command<Input, Output> {
  return { channel, input, output };
}

/** Renderer to main, each answered by a `Reply`. Each one is a user's gesture or a question. */
export const commands = {
  appInfo: command('cis2:app-info', nothing, appInfo),
  getView: command('cis2:get-view', nothing, sessionView),
  login: command('cis2:login', nothing, nothing),
  reopenBrowser: command('cis2:reopen-browser', nothing, nothing),
  copyStartLink: command('cis2:copy-start-link', nothing, nothing),
  cancelAttempt: command('cis2:cancel-attempt', nothing, nothing),
  chooseRole: command('cis2:choose-role', v.strictObject({ roleId: id }), nothing),
  changeRole: command('cis2:change-role', nothing, nothing),
  /** Begins an action with what was filled in. Answers what is wrong with that; with nothing wrong it has begun. */
  prepareAction: command(
    'cis2:prepare-action',
    v.strictObject({ actionId: id, input: v.optional(actionInput, {}) }),
    v.array(inputProblem),
  ),
  /** "Continue in browser" on a blocked action; `again` asks the provider for a new log-in after a stale answer. */
  stepUp: command('cis2:step-up', v.strictObject({ again: v.boolean() }), nothing),
  confirmAction: command('cis2:confirm-action', v.strictObject({ confirmationId: id }), nothing),
  /** "Go back": leaves a failure, a blocked or finished action, or another person's answer; what was there before stays. */
  goBack: command('cis2:go-back', nothing, nothing),
  /** Drops the tokens and keeps the name, on personal desktops; on shared terminals the same gesture logs out. */
  lock: command('cis2:lock', nothing, nothing),
  unlock: command('cis2:unlock', nothing, nothing),
  /** "Switch", "I am someone else": ends the session and begins a log-in for the other person. */
  switchPerson: command('cis2:switch-person', nothing, nothing),
  logOut: command('cis2:log-out', nothing, nothing),
  /** "Continue as NAME": the one way to go on with a session of before a restart. */
  continueSession: command('cis2:continue-session', nothing, nothing),
  /** "Log in again" while logged in, as the same person: before access ends, or when it cannot be renewed. */
  renewLogin: command('cis2:renew-login', nothing, nothing),
  /** The person touched the app. Not a gesture: sent at most every few seconds, and never answered by a refusal. */
  noteActivity: command('cis2:note-activity', input, nothing),
  /** "Stay logged in": resets the idle limit and no other. */
  stayLoggedIn: command('cis2:stay-logged-in', input, nothing),
  /** The word that the end is near has been read. */
  dismissEndNotice: command('cis2:dismiss-end-notice', nothing, nothing),
  /** Kept in main's memory for this person alone, until they come back or the session ends; never on shared terminals. */
  saveDraft: command('cis2:save-draft', v.strictObject({ screenId, values: draftValues }), nothing),
  readDraft: command('cis2:read-draft', v.strictObject({ screenId }), v.nullable(draftValues)),
  /** "I have checked": an action whose outcome was not known is not shown any more. */
  dismissUnresolved: command('cis2:dismiss-unresolved', v.strictObject({ requestId: id }), nothing),
  /** "My activity": the lines of the person who is logged in, newest first, at most 200. */
  readActivity: command('cis2:read-activity', nothing, v.array(activityLine)),
  checkAudit: command('cis2:check-audit', nothing, auditCheck),
  /** Puts code, time and correlation id of something that went wrong on the clipboard, with the line for IT if main has one. */
  copyProblem: command('cis2:copy-problem', incident, nothing),
  readSettings: command('cis2:read-settings', nothing, settingsView),
  /** Answers what is in force afterwards: a value that policy holds stays as it was. */
  changeSettings: command('cis2:change-settings', settingsChange, settingsView),
  readPolicy: command('cis2:read-policy', nothing, policyView),
  readDiagnostics: command('cis2:read-diagnostics', nothing, diagnosticsView),
  /** Begins all checks anew; refused (`NOT_NOW`) while they run. */
  runDiagnostics: command('cis2:run-diagnostics', nothing, nothing),
  /** Puts the results on the clipboard, as `--diagnose` prints them. */
  copyDiagnostics: command('cis2:copy-diagnostics', nothing, nothing),
  previewBundle: command('cis2:preview-bundle', nothing, bundlePreview),
  /** Asks where, and writes exactly what was last previewed. */
  saveBundle: command('cis2:save-bundle', nothing, bundleSaved),
  /** Opens a page of help in the browser. A gesture (invariant 6). */
  openHelp: command('cis2:open-help', v.strictObject({ topic: helpTopic }), nothing),
} as const satisfies Record<string, Command<v.GenericSchema, v.GenericSchema>>;

/** Main to renderer. */
export const events = {
  session: { channel: 'cis2:session', payload: sessionView },
  settings: { channel: 'cis2:settings', payload: settingsView },
  diagnostics: { channel: 'cis2:diagnostics', payload: diagnosticsView },
  /** The menu or the tray asks for one of them. */
  showPage: { channel: 'cis2:show-page', payload: page },
} as const satisfies Record<string, Event<v.GenericSchema>>;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandInput<Name extends CommandName> = v.InferInput<Commands[Name]['input']>;
export type CommandValue<Name extends CommandName> = v.InferOutput<Commands[Name]['output']>;
export type Events = typeof events;
export type EventName = keyof Events;
export type EventPayload<Name extends EventName> = v.InferOutput<Events[Name]['payload']>;

/** The one global of the renderer, `window.cis2`: a function a command, and a subscription an event that returns its remover. */
export type Bridge = {
  readonly [Name in CommandName]: undefined extends CommandInput<Name>
    ? () => Promise<Reply<CommandValue<Name>>>
    : (input: CommandInput<Name>) => Promise<Reply<CommandValue<Name>>>;
} & {
  readonly [Name in EventName as `on${Capitalize<Name>}`]: (
    listener: (payload: EventPayload<Name>) => void,
  ) => () => void;
};
export const bridgeName = 'cis2';
