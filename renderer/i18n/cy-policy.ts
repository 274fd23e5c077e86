// Welsh: needs review by a Welsh speaker.
import type { enPolicyFailures } from './en-policy.ts';

export const cyPolicyFailures: typeof enPolicyFailures = {
  POLICY_UNTRUSTED: {
    title: 'Ni ellir ymddiried yn y gosodiadau ar y cyfrifiadur hwn',
    happened:
      'Mae’r gosodiadau mewn ffeil neu ffolder y gallai rhywun heblaw gweinyddwr fod wedi’i newid. I ddiogelu cleifion, ni wnaethom eu defnyddio.',
    whatToDo:
      'Ni allwch drwsio hyn eich hun. Gofynnwch i TG wirio pwy sy’n berchen ar osodiadau CIS2 Desktop ar y cyfrifiadur hwn.',
    whoCanHelp: 'Eich desg gymorth TG leol. Rhowch y cod a’r rhif cyfeirnod iddynt.',
  },
  APP_TOO_OLD: {
    title: 'Rhaid diweddaru CIS2 Desktop cyn y gallwch fewngofnodi',
    happened: 'Mae eich sefydliad yn gofyn am fersiwn mwy newydd o CIS2 Desktop na’r un ar y cyfrifiadur hwn.',
    whatToDo: 'Gofynnwch i TG ddiweddaru CIS2 Desktop. Os yw newydd gael ei ddiweddaru, caewch ef a’i agor eto.',
    whoCanHelp: 'Eich desg gymorth TG leol. Rhowch y cod a’r rhif cyfeirnod iddynt.',
  },
};
