import { FHIR_JSON, platformError, type Answer } from './apis/answer.ts';
import { ASKING_FOR_MORE } from './apis/asking-for-more.ts';
import { identify, isAnswer, requestIdProblem, roleOf, type CallersInput } from './apis/caller.ts';
import { openedPage } from './apis/opened-page.ts';
import { personalDemographics } from './apis/personal-demographics.ts';
import { PRESCRIPTIONS } from './apis/prescriptions.ts';
import { REFERRALS } from './apis/referrals.ts';
import { summaryCareRecord } from './apis/summary-care-record.ts';
import type { Delivery } from './faults.ts';
import type { RecordedRequest } from './recorded-request.ts';

export { PATIENT_NHS_NUMBER } from './apis/nhs-number.ts';

export interface NationalApi {
  readonly answer: (request: RecordedRequest) => Promise<Delivery>;
  /** As if somebody else had changed this patient at PDS. */
  readonly patientChangedElsewhere: (nhsNumber: string) => void;
}

/**
 * Looks like several national APIs behind the API Platform, with a memory of its own for each simulator. In this order:
 * the bearer, whether its log-in is good enough, `X-Request-ID`, the role; only then what the API itself has to say.
 */
export function createNationalApi(input: CallersInput): NationalApi {
  const identifyCaller = identify(input);
  const demographics = personalDemographics();
  const endpoints = [
    ...demographics.endpoints,
    ...summaryCareRecord(),
    ...PRESCRIPTIONS,
    ...REFERRALS,
    ...ASKING_FOR_MORE,
  ];

  const answerTo = async (request: RecordedRequest): Promise<Answer> => {
    const path = request.path.replace(/%24/g, '$');
    for (const { method, path: pattern, admits, wantsRequestId = false, answer } of endpoints) {
      const match = method === request.method ? pattern.exec(path) : null;
      if (match === null) continue;
      const identified = await identifyCaller(request);
      if (isAnswer(identified)) return identified;
      const refusal = admits(identified) ?? requestIdProblem(request, wantsRequestId);
      if (refusal !== undefined) return refusal;
      const role = roleOf(request, identified);
      if (isAnswer(role)) return role;
      return answer(match, request, { ...identified, role });
    }
    const display = 'There is no such endpoint here';
    return platformError({ status: 404, issueCode: 'not-found', code: 'RESOURCE_NOT_FOUND', display });
  };

  return {
    patientChangedElsewhere: demographics.changedElsewhere,
    answer: async (request) => {
      const opened = openedPage(request);
      if (opened !== undefined) return opened;
      const { status, resource, headers } = await answerTo(request);
      return {
        status,
        headers: { 'content-type': FHIR_JSON, 'cache-control': 'no-store', ...echoed(request), ...headers },
        body: JSON.stringify(resource),
      };
    },
  };
}

/** Only headers that the national APIs echo, and only when they were sent. */
function echoed({ headers }: RecordedRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ['x-request-id', 'x-correlation-id'].flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
