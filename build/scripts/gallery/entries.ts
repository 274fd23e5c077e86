import { resultPage, type PageAnswer, type ResultPage } from '../../../main/oidc/result-page.ts';
import { attemptPurposes } from '../../../preload/session-view.ts';
import type { Language } from '../../../preload/settings.ts';
import { scenes, type Scene } from '../../../test/renderer/scenes.ts';
import { logInPage } from '../../../test/simulator/log-in-page.ts';
import { FHIR_JSON, platformError, SYNTHETIC } from '../../../test/simulator/apis/answer.ts';
import { openedPage } from '../../../test/simulator/apis/opened-page.ts';
import { panelPage, type ApiExchange } from '../../../test/simulator/apis/panel-page.ts';
import { pageHeaders } from '../../../test/simulator/page.ts';
import type { Look } from './looks.ts';
import { moreScenes } from './more-scenes.ts';
import { notificationsPage, trayPage } from './system-pages.ts';

interface Named {
  /** The row of the table of screens. */
  readonly screen: number;
  /** Part of the names of files: `idle-warning`. No two entries share one. */
  readonly name: string;
}
/** The app's own window. */
export type SceneEntry = Named & { readonly kind: 'scene'; readonly scene: Scene };
/** A page that is not the window's: as a server of ours answers with it, or of what the system draws. */
export type PageEntry = Named & {
  readonly kind: 'page';
  readonly answer: (look: Look) => PageAnswer;
  /** Whether it follows the person's language, and is held to the layout of the house. Pages of the tests' own are not. */
  readonly isOurs: boolean;
};
export type Entry = SceneEntry | PageEntry;

/** `endedByUser` and `endedBy user` are two scenes. */
const dashed = (name: string) =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll(' ', '-reason-')
    .toLowerCase();

const sceneEntries = Object.entries({ ...scenes, ...moreScenes }).map(([name, scene]): SceneEntry => ({
  kind: 'scene',
  screen: scene.screen,
  name: dashed(name),
  scene,
}));

const results: readonly (readonly [name: string, page: ResultPage])[] = [
  ...attemptPurposes.map((purpose) => [`accepted-${dashed(purpose)}`, { kind: 'accepted', purpose }] as const),
  ['failed', { kind: 'failed', code: 'AUTHORIZATION_DENIED' }],
  ['insufficient', { kind: 'insufficient' }],
  ['other-person', { kind: 'otherPerson' }],
  ['cancelled', { kind: 'cancelled' }],
  ['timed-out', { kind: 'timedOut' }],
  ['replaced', { kind: 'replaced' }],
  ['not-ours', { kind: 'notOurs', code: 'CALLBACK_STATE_MISMATCH' }],
  ['finished', { kind: 'finished' }],
  ['nothing-here', { kind: 'nothingHere' }],
  ['too-large', { kind: 'tooLarge' }],
];

/** The one place that knows how a result page learns its language. */
function resultIn(page: ResultPage, { language }: Look): PageAnswer {
  return resultPage(page, language);
}

const resultEntries = results.map(([name, page]): PageEntry => ({
  kind: 'page',
  screen: 5,
  name: `in-browser-${name}`,
  answer: (look) => resultIn(page, look),
  isOurs: true,
}));

function simulatorEntry(name: string, body: string): PageEntry {
  const answer: PageAnswer = { status: 200, headers: pageHeaders(), body };
  return { kind: 'page', screen: 29, name: `simulator-${name}`, answer: () => answer, isOurs: false };
}

function systemEntry(screen: number, name: string, body: (language: Language) => string): PageEntry {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  const answer = ({ language }: Look): PageAnswer => ({ status: 200, headers, body: body(language) });
  return { kind: 'page', screen, name, answer, isOurs: true };
}

const opened = openedPage({
  at: 0,
  method: 'GET',
  path: '/opened/synthetic',
  query: { patient: '9990000009', 'correlation-id': '00000000-5e57-4000-8000-000000000042' },
  form: {},
  headers: {},
  body: '',
});
if (!opened) throw new Error('the simulator has no page for /opened/');

const asked = {
  at: Date.UTC(2026, 10, 21, 9, 29),
  method: 'GET',
  path: '/personal-demographics/FHIR/R4/Patient/9000000009',
  query: {},
  form: {},
  headers: { authorization: 'Bearer synthetic', 'x-request-id': '00000000-5e57-4000-8000-000000000042' },
  body: '',
};
const found: ApiExchange = {
  request: asked,
  answer: {
    status: 200,
    headers: { 'content-type': FHIR_JSON },
    body: JSON.stringify({ resourceType: 'Patient', id: '9000000009', meta: SYNTHETIC }),
  },
};
const { status, resource } = platformError({
  status: 404,
  issueCode: 'not-found',
  code: 'RESOURCE_NOT_FOUND',
  display: 'There is no such endpoint here',
});
const refused: ApiExchange = {
  request: { ...asked, path: '/personal-demographics/FHIR/R4/None' },
  answer: { status, headers: { 'content-type': FHIR_JSON }, body: JSON.stringify(resource) },
};

export const entries: readonly Entry[] = [
  ...sceneEntries,
  ...resultEntries,
  systemEntry(22, 'tray', trayPage),
  systemEntry(23, 'notifications', notificationsPage),
  simulatorEntry(
    'log-in',
    logInPage({ acr: 'AAL2_OR_AAL3_ANY', current: undefined, isStepUp: false, cancelPath: '#cancel' }),
  ),
  simulatorEntry('opened', opened.body),
  simulatorEntry('panel', panelPage([found, refused]).body),
].toSorted((a, b) => a.screen - b.screen);
