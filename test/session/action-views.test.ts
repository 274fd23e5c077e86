import { describe, expect, test } from 'vitest';
import type { SendAnswer } from '../../main/session/events.ts';
import { machine, policy, secondMs, signPrescription, types, viewPatient, type Machine } from './fixtures.ts';
import { activeWithThree as active, threeActions as actions } from './three-actions.ts';

/** What a person sees of an action and of its gate (issue 5 lines 2 and 3). */

function steppedUp(it: Machine): Machine {
  it.put({ type: 'stepUpRequested', again: false });
  it.answer({ level: 3, lifeSeconds: 3_600 });
  it.saved();
  return it;
}

describe('what the person is shown of an action (issue 5 line 2)', () => {
  const entry = {
    ...signPrescription,
    why: { en: 'It is your signature.' },
    input: [
      { name: 'nhsNumber', label: { en: 'NHS number' }, kind: 'nhsNumber' },
      { name: 'reason', label: { en: 'Reason' }, hint: { en: 'In one sentence.' }, kind: 'longText', maxLength: 500 },
      {
        name: 'basis',
        label: { en: 'Why you may' },
        kind: 'choice',
        required: false,
        choices: [{ value: 'emergency', label: { en: 'Emergency', cy: 'Argyfwng' } }],
      },
    ],
  };
  const input = { nhsNumber: '9990000009', reason: 'synthetic', basis: 'emergency' };

  test('an entry of the policy with three kinds of field is on the home screen, and no code was written for it', () => {
    expect(active({ actions: [entry] }).view).toMatchObject({
      kind: 'home',
      actions: [
        {
          id: 'sign-prescription',
          why: { en: 'It is your signature.' },
          sensitive: true,
          opens: false,
          input: [
            { name: 'nhsNumber', kind: 'nhsNumber', required: true, hint: null, maxLength: 200, choices: [] },
            { name: 'reason', kind: 'longText', maxLength: 500, hint: { en: 'In one sentence.' } },
            { name: 'basis', kind: 'choice', required: false, choices: [{ value: 'emergency' }] },
          ],
        },
      ],
    });
  });

  test('HAZ-01 the confirmation names the actor, and shows what was filled in by the words of the form, in each language', () => {
    const it = active({ actions: [entry] });
    it.prepare('sign-prescription', input);
    steppedUp(it);
    expect(it.view).toMatchObject({
      kind: 'confirmAction',
      who: { person: { name: 'Synthetic Nurse' }, role: { name: 'Nurse Access Role', organisationCode: 'RXX01' } },
      input: [
        { label: { en: 'NHS number' }, value: '9990000009' },
        { label: { en: 'Reason' }, value: 'synthetic' },
        { label: { en: 'Why you may' }, value: { en: 'Emergency', cy: 'Argyfwng' } },
      ],
    });
    it.confirmAndSend();
    expect(it.lastEffect('send').intent.input).toEqual(input);
  });

  test.each([
    ['ok', 'done: what was typed for it is not offered once more', []],
    ['unknown', 'HAZ-06 nobody knows: it is not offered once more', []],
    ['refused', 'refused: it can be mended', ['action-sign-prescription']],
  ] as const)('%s -> %s', (kind, _why, kept) => {
    const it = active({ actions: [entry] });
    it.put({ type: 'draftSaved', screenId: 'action-sign-prescription', values: input });
    it.prepare('sign-prescription', input);
    steppedUp(it);
    const requestId = it.confirmAndSend();
    const answer: SendAnswer =
      kind === 'ok' ? { kind, rows: [], reference: '' } : { kind, problem: it.problem('API_REFUSED') };
    it.put({ type: 'actionAnswered', requestId, answer });
    expect(Object.keys(it.state.drafts)).toEqual(kept);
  });
});

describe('level and freshness apart (issue 5 line 3, HAZ-05)', () => {
  const assurance = (it: Machine) => {
    const { view } = it;
    if (!('who' in view) || !view.who) throw new Error(view.kind);
    return view.who.assurance;
  };

  test.each([
    ['personal', [signPrescription], 900],
    ['shared', [signPrescription], 300],
    ['personal', actions, 120],
    ['personal', [viewPatient], 900],
  ] as const)('%s: at AAL3 it is said when a sensitive action asks again', (profile, catalogue, seconds) => {
    const it = machine(policy({ profile, actions: catalogue }));
    it.logIn({ level: 3, ageSeconds: 10 });
    const { confirmedAtMs, askedAgainAtMs } = assurance(it);
    expect(askedAgainAtMs).toBe(confirmedAtMs + seconds * secondMs);
  });

  test('and it is so: at that second nothing is asked, a second later it is', () => {
    const it = machine(policy({ actions: [signPrescription] }));
    it.logIn({ level: 3, lifeSeconds: 3_600 });
    it.work((assurance(it).askedAgainAtMs ?? 0) - it.nowMs);
    it.prepare('sign-prescription');
    expect(it.view.kind).toBe('confirmAction');
    it.advance(secondMs);
    it.confirm();
    expect(it.view.kind).toBe('actionBlocked');
  });

  test('at AAL2 it asks anyway', () => {
    expect(assurance(active()).askedAgainAtMs).toBeNull();
  });
});

describe('what no log-in brings (issue 5 line 3)', () => {
  test.each([
    ['HAZ-04 another role', { levels: [2, 3], roleCodes: ['R0260'] }, [{ kind: 'role', roleCodes: ['R0260'] }]],
    [
      'an activity that the role does not hold',
      { levels: [2, 3], activityCodes: ['B0572'] },
      [{ kind: 'activity', activityCodes: ['B0572'] }],
    ],
  ])('%s: the screen says it, and no step-up is begun for nothing', (_name, requirement, missing) => {
    const it = active({ actions: [{ ...viewPatient, requirement }] });
    it.prepare('view-patient');
    expect(it.view).toMatchObject({ kind: 'actionBlocked', missing, canStepUp: false });
    expect(it.put({ type: 'stepUpRequested', again: false })).toBeUndefined();
    it.put({ type: 'wentBack' });
    expect(it.view.kind).toBe('home');
  });

  test('AAL3 where a service matches AAL2 exactly: the authenticators of AAL2 would do', () => {
    const it = machine(policy({ actions: [{ ...viewPatient, requirement: { levels: [2] } }] }));
    it.logIn({ level: 3 });
    it.prepare('view-patient');
    expect(it.view).toMatchObject({
      kind: 'actionBlocked',
      missing: [{ kind: 'level', required: 2, actual: 3 }],
      acceptable: ['microsoftAuthenticator', 'nhsNetConnect', 'passkey'],
      canStepUp: false,
    });
  });

  test('too old for an action that AAL2 would do for: the step-up asks for AAL3, and no way of AAL2 is named', () => {
    const it = machine(policy({ actions: [{ ...viewPatient, requirement: { levels: [2, 3], maxAgeSeconds: 60 } }] }));
    it.logIn({ level: 2, ageSeconds: 61 });
    it.prepare('view-patient');
    const [freshness, ways] = [{ kind: 'freshness' }, ['windowsHello', 'securityKey', 'ipad', 'smartcard']];
    expect(it.view).toMatchObject({ kind: 'actionBlocked', missing: [freshness], canStepUp: true });
    expect(it.view).toMatchObject({ acceptable: [...ways, 'smartcardIdentityAgent'] });
  });

  test('a role that was taken on meanwhile counts at the gate, and the activities that it holds', () => {
    const requirement = { levels: [2, 3], roleCodes: ['R8001'], activityCodes: ['B0401'] };
    const it = active({ actions: [{ ...viewPatient, requirement }] });
    expect(types(it.prepare('view-patient'))).toEqual(['recordIntent']);
  });

  test('on a shared terminal only those authenticators are named that work there (issue 5 line 3)', () => {
    const it = active({ profile: 'shared' });
    it.prepare('sign-prescription');
    expect(it.view).toMatchObject({ acceptable: ['securityKey', 'smartcard', 'smartcardIdentityAgent'] });
  });
});
