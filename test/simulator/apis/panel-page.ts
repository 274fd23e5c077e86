import type { Delivery } from '../faults.ts';
import { escapeHtml, page, pageHeaders } from '../page.ts';
import type { RecordedRequest } from '../recorded-request.ts';
import { isFields, objects, parsed } from './answer.ts';

/** One call of the look-alikes, as it came and as it was answered. */
export interface ApiExchange {
  readonly request: RecordedRequest;
  readonly answer: Delivery;
}

export const panelPath = '/panel';
/** How many of the last exchanges it shows, the newest first. */
export const mostShown = 20;

/**
 * Screen 29: what the app asked the look-alikes for and what they said, for demonstrations and for whoever writes an action.
 * A bearer is told by its length alone. It is looked at anew by loading it again: like all pages here it has no script.
 */
export function panelPage(exchanges: readonly ApiExchange[]): Delivery {
  const shown = exchanges.toReversed().map(sectionOf);
  const content = `<p class="notice">Simulated data only: patients and people are invented. Load the page again for what came since.</p>
${shown.join('\n') || '<p>Nothing has been asked for yet.</p>'}`;
  return { status: 200, headers: pageHeaders(), body: page('What the application asked for', content) };
}

function sectionOf({ request, answer }: ApiExchange): string {
  const query = new URLSearchParams(request.query).toString();
  const target = `${request.path}${query === '' ? '' : `?${query}`}`;
  return `<section>
<h2>${escapeHtml(request.method)} ${escapeHtml(target)}: ${answer.status}</h2>
<p>${new Date(request.at).toISOString()}</p>
${outcomeOf(answer.body)}
${part('Request', request.headers, request.body)}
${part('Response', answer.headers, answer.body)}
</section>`;
}

function part(title: string, headers: Readonly<Record<string, string>>, body: string): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(shownHeader(name, value))}</dd>`,
  );
  const text = body === '' ? '' : `<pre>${escapeHtml(readable(body))}</pre>`;
  return `<details><summary>${title}</summary><dl>${lines.join('')}</dl>${text}</details>`;
}

function shownHeader(name: string, value: string): string {
  return name === 'authorization'
    ? value.replace(/^(\S+ )(.*)$/, (_all, scheme: string, token: string) => `${scheme}(${token.length} characters)`)
    : value;
}

function readable(body: string): string {
  const value = parsed(body);
  return value === undefined ? body : JSON.stringify(value, null, 2);
}

/** FHIR's own way of saying no, in a line for each issue. */
function outcomeOf(body: string): string {
  const resource = parsed(body);
  if (!isFields(resource) || resource['resourceType'] !== 'OperationOutcome') return '';
  const issues = objects(resource['issue']).map((issue) => {
    const details = isFields(issue['details']) ? objects(issue['details']['coding']) : [];
    const codes = details.map((coding) => `${text(coding['code'])} ${text(coding['display'])}`);
    return `<li>${escapeHtml([text(issue['severity']), text(issue['code']), ...codes, text(issue['diagnostics'])].join(': '))}</li>`;
  });
  return `<div class="alert"><p>OperationOutcome</p><ul>${issues.join('')}</ul></div>`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
