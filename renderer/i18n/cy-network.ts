// Welsh: needs review by a Welsh speaker.
import type { enNetworkFailures } from './en-network.ts';

const notYou = 'Nid eich cerdyn, eich cod na’ch dilysydd yw’r achos.';
const forIt =
  'Eich desg gymorth TG leol. Rhowch y cod a’r llinell “I TG” iddynt, neu ganlyniadau “Gwirio’r cysylltiad”.';

export const cyNetworkFailures: typeof enNetworkFailures = {
  PROVIDER_OFFLINE: {
    title: 'Nid yw’r cyfrifiadur hwn wedi’i gysylltu â rhwydwaith',
    happened: 'Nid oes cysylltiad â’r rhyngrwyd nac â rhwydwaith eich sefydliad.',
    whatToDo: `Gwiriwch y cebl rhwydwaith, y Wi-Fi neu’r VPN, yna rhowch gynnig arall arni. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_NAME_UNKNOWN: {
    title: 'Ni allem ddod o hyd i’r gwasanaeth mewngofnodi ar y rhwydwaith',
    happened:
      'Gofynnodd y cyfrifiadur hwn am ei gyfeiriad ac ni chafodd un. Gall VPN sydd wedi’i ddiffodd, neu DNS y rhwydwaith, fod yn achos.',
    whatToDo: `Os ydych yn defnyddio VPN, cysylltwch ef. Yna rhowch gynnig arall arni. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_PROXY_FAILED: {
    title: 'Ni adawodd dirprwy’r rhwydwaith ni drwodd',
    happened:
      'Mae’r cyfrifiadur hwn yn cyrraedd y rhyngrwyd drwy ddirprwy (proxy), ac ni atebodd y dirprwy neu gwrthododd y cysylltiad.',
    whatToDo: `Ni allwch drwsio hyn eich hun. Gofynnwch i TG adael CIS2 Desktop drwy’r dirprwy. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_PROXY_LOGIN: {
    title: 'Mae dirprwy’r rhwydwaith yn gofyn am fewngofnodi na all CIS2 Desktop ei roi',
    happened:
      'Mae’r dirprwy eisiau ei enw a’i gyfrinair ei hun. Nid yw CIS2 Desktop byth yn gofyn i chi am un, ac nid yw’n anfon un.',
    whatToDo: `Ni allwch drwsio hyn eich hun. Gofynnwch i TG adael CIS2 Desktop drwodd heb fewngofnodi. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_CERTIFICATE: {
    title: 'Ni allem fod yn sicr mai hwn yw’r gwasanaeth mewngofnodi',
    happened:
      'Nid yw’r cyfrifiadur hwn yn ymddiried yn y dystysgrif diogelwch a ddaeth yn ôl. Efallai fod eich rhwydwaith yn darllen traffig diogel, neu fod rhywbeth yn ei ffordd.',
    whatToDo: `Stopiwch a dywedwch wrth TG. Peidiwch â cheisio mynd heibio i hyn. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_CERTIFICATE_DATE: {
    title: 'Mae tystysgrif diogelwch wedi dyddio, neu mae cloc y cyfrifiadur hwn yn anghywir',
    happened: 'Nid yw tystysgrif y gwasanaeth mewngofnodi yn cyd-fynd â dyddiad ac amser y cyfrifiadur hwn.',
    whatToDo: `Gwiriwch ddyddiad ac amser y cyfrifiadur hwn. Os ydynt yn gywir, dywedwch wrth TG. ${notYou}`,
    whoCanHelp: forIt,
  },
  PROVIDER_TLS: {
    title: 'Ni allem wneud cysylltiad diogel â’r gwasanaeth mewngofnodi',
    happened:
      'Ni allai’r cyfrifiadur hwn a’r ochr arall gytuno sut i ddiogelu’r cysylltiad. Gall dirprwy neu hidlydd fod yn achos.',
    whatToDo: `Ni allwch drwsio hyn eich hun. Dywedwch wrth TG. ${notYou}`,
    whoCanHelp: forIt,
  },
};
