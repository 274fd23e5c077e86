// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { localIt, setUpOnly } from './cy-failure-phrases.ts';
import type { enSetupFailures } from './en-failures-setup.ts';

export const cySetupFailures: typeof enSetupFailures = {
  POLICY_MISSING: {
    title: 'Nid yw CIS2 Desktop wedi’i osod ar y cyfrifiadur hwn',
    happened: 'Nid oes gosodiadau sy’n dweud pa wasanaeth mewngofnodi i’w ddefnyddio.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  POLICY_UNREADABLE: {
    title: 'Nid oedd modd agor y gosodiadau',
    happened: 'Mae’r gosodiadau ar y cyfrifiadur hwn, ond ni chaiff CIS2 Desktop eu darllen neu methodd y ddisg.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  POLICY_MALFORMED: {
    title: 'Nid yw’r gosodiadau wedi’u hysgrifennu’n gywir',
    happened: 'Agorwyd y gosodiadau, ond nid ydynt yn y fformat cywir.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  POLICY_INVALID: {
    title: 'Mae gan osodiad werth na chaniateir',
    happened: 'Mae o leiaf un gosodiad y tu allan i’w ystod ddiogel, ar goll neu heb fod yn hysbys.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  POLICY_INSECURE_ISSUER: {
    title: 'Nid yw’r gwasanaeth mewngofnodi yn y gosodiadau yn ddiogel',
    happened: 'Nid yw ei gyfeiriad yn defnyddio cysylltiad diogel (https).',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  POLICY_LIVE_PROVIDER: {
    title: 'Ni chaniateir defnyddio’r fersiwn hon gyda’r gwasanaeth byw',
    happened:
      'Mae’r gosodiadau’n enwi’r gwasanaeth mewngofnodi byw, ac nid yw’r fersiwn hon wedi’i chymeradwyo i’w ddefnyddio.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  INTERNAL: {
    title: 'Aeth rhywbeth o’i le yn CIS2 Desktop',
    happened: 'Diffyg yn y rhaglen yw hwn. Nid rhywbeth a wnaethoch chi ydyw.',
    whatToDo: 'Rhowch gynnig arall arni. Os bydd yn digwydd eto, caewch CIS2 Desktop a’i agor eto.',
    whoCanHelp: localIt,
  },
};
