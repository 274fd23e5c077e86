// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import {
  localIt,
  localItOrServiceDesk,
  registrationAuthority,
  tryAgain,
  tryAgainSoon,
  notLoggedIn,
  setUpOnly,
} from './cy-failure-phrases.ts';
import type { enLoginFailures } from './en-failures-login.ts';

export const cyLoginFailures: typeof enLoginFailures = {
  ATTEMPT_TIMED_OUT: {
    title: 'Daeth yr amser i fewngofnodi i ben',
    happened: 'Ni orffennwyd mewngofnodi o fewn 5 munud, felly rhoesom y gorau i aros. Nid oes dim wedi newid.',
    whatToDo:
      'Dechreuwch eto. Cofiwch gael eich cerdyn clyfar, eich allwedd ddiogelwch neu’ch ffôn yn barod cyn dechrau.',
    whoCanHelp:
      'Os dangosodd y porwr wall neu dudalen wag, dywedwch wrth eich desg gymorth TG leol. Efallai fod y rhwydwaith yn ei rwystro.',
  },
  BROWSER_NOT_OPENED: {
    title: 'Ni allem agor eich porwr',
    happened: 'Ni adawodd y cyfrifiadur hwn i CIS2 Desktop agor porwr gwe.',
    whatToDo: 'Agorwch eich porwr eich hun unwaith, yna rhowch gynnig arall arni.',
    whoCanHelp: 'Eich desg gymorth TG leol. Gallant osod y porwr diofyn ar gyfer y cyfrifiadur hwn.',
  },
  RECEIVER_NO_PORT: {
    title: 'Ni allem baratoi ar gyfer yr ateb o’ch porwr',
    happened: 'Mae rhaglen arall neu osodiad diogelwch ar y cyfrifiadur hwn yn y ffordd.',
    whatToDo: 'Caewch raglenni nad oes eu hangen arnoch, yna rhowch gynnig arall arni.',
    whoCanHelp: localIt,
  },
  CALLBACK_STATE_MISMATCH: {
    title: 'Daeth ateb nad yw’n perthyn i’r mewngofnodi hwn',
    happened: `Gall fod wedi dod o hen dab yn y porwr, neu o fewngofnodi rhywun arall. ${notLoggedIn}`,
    whatToDo: 'Caewch hen dabiau mewngofnodi yn eich porwr, yna rhowch gynnig arall arni.',
    whoCanHelp: localIt,
  },
  CALLBACK_MALFORMED: {
    title: 'Nid oedd yr ateb o’ch porwr yn gyflawn',
    happened: 'Roedd rhan o’r ateb ar goll neu ni ellid ei darllen. Nid oes dim wedi newid.',
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  CALLBACK_ISSUER_MISMATCH: {
    title: 'Daeth yr ateb o wasanaeth nad ydym yn ei adnabod',
    happened: `Ni ddaeth o’r gwasanaeth mewngofnodi y mae’r cyfrifiadur hwn wedi’i osod ar ei gyfer. ${notLoggedIn}`,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  AUTHORIZATION_DENIED: {
    title: 'Gwrthodwyd neu ganslwyd y mewngofnodi yn y porwr',
    happened: 'Dywedodd y gwasanaeth mewngofnodi wrthym na chafodd ei gwblhau. Nid oes dim wedi newid.',
    whatToDo:
      'Os gwnaethoch ganslo, dechreuwch eto pan fyddwch yn barod. Os na wnaethoch, rhowch gynnig ar ffordd arall o fewngofnodi.',
    whoCanHelp: registrationAuthority,
  },
  AUTHORIZATION_UNMET_LEVEL: {
    title: 'Ni allai’r gwasanaeth mewngofnodi roi’r lefel sydd ei hangen',
    happened:
      'Efallai nad oes gennych ffordd o fewngofnodi gyda hyder uchel iawn (AAL3), neu eich bod wedi dewis un nad yw’n ei chyrraedd.',
    whatToDo: 'Rhowch gynnig arall arni gyda cherdyn clyfar, allwedd ddiogelwch, Windows Hello neu’r ap iPad CIS2.',
    whoCanHelp: registrationAuthority,
  },
  AUTHORIZATION_REFUSED: {
    title: 'Rhoddodd y gwasanaeth mewngofnodi wybod am broblem',
    happened: 'Ni allai gwblhau’r mewngofnodi. Nid oes dim wedi newid.',
    whatToDo: tryAgainSoon,
    whoCanHelp: localItOrServiceDesk,
  },
  PROVIDER_UNREACHABLE: {
    title: 'Ni allem gyrraedd y gwasanaeth mewngofnodi',
    happened: 'Ni allai’r cyfrifiadur hwn gysylltu ag ef. Efallai fod y rhwydwaith neu ddirprwy (proxy) yn ei rwystro.',
    whatToDo: tryAgainSoon,
    whoCanHelp: localItOrServiceDesk,
  },
  PROVIDER_TIMED_OUT: {
    title: 'Cymerodd y gwasanaeth mewngofnodi ormod o amser i ateb',
    happened:
      'Gwnaethom gysylltu, ond ni ddaeth ateb mewn pryd. Efallai fod y gwasanaeth neu eich rhwydwaith yn brysur.',
    whatToDo: tryAgainSoon,
    whoCanHelp: localItOrServiceDesk,
  },
  PROVIDER_REDIRECTED: {
    title: 'Anfonodd rhywbeth ar y rhwydwaith ni i gyfeiriad arall',
    happened:
      'Gall hyn fod yn dudalen mewngofnodi Wi-Fi gwesteion neu’n ddirprwy (proxy). Er eich diogelwch ni wnaethom ei ddilyn.',
    whatToDo: 'Os ydych ar Wi-Fi gwesteion, mewngofnodwch i’r Wi-Fi yn gyntaf. Yna rhowch gynnig arall arni.',
    whoCanHelp: localIt,
  },
  PROVIDER_BAD_ANSWER: {
    title: 'Anfonodd y gwasanaeth mewngofnodi ateb na allem ei ddarllen',
    happened: 'Efallai ei fod yn cael problemau, neu fod dirprwy (proxy) ar eich rhwydwaith wedi newid yr ateb.',
    whatToDo: tryAgainSoon,
    whoCanHelp: localItOrServiceDesk,
  },
  PROVIDER_FAILED: {
    title: 'Mae’r gwasanaeth mewngofnodi yn cael problemau',
    happened: 'Dywedodd wrthym na all ateb nawr.',
    whatToDo: tryAgainSoon,
    whoCanHelp: localItOrServiceDesk,
  },
  PROVIDER_ISSUER_MISMATCH: {
    title: 'Nid hwn yw’r gwasanaeth mewngofnodi yr oeddem yn ei ddisgwyl',
    happened:
      'Mae’r gwasanaeth yn y cyfeiriad a osodwyd yn rhoi enw arall iddo’i hun. Er eich diogelwch gwnaethom stopio.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  PROVIDER_INSECURE_ENDPOINT: {
    title: 'Rhoddodd y gwasanaeth mewngofnodi gyfeiriad nad yw’n ddiogel',
    happened: 'Gallai eraill fod wedi darllen eich mewngofnodi ar y ffordd, felly gwnaethom stopio.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  TOKEN_REQUEST_REFUSED: {
    title: 'Ni chwblhaodd y gwasanaeth mewngofnodi y cam olaf',
    happened:
      'Gwnaethoch brofi pwy ydych chi, ond yna gwrthododd y gwasanaeth orffen. Nid eich cerdyn na’ch cyfrin-god yw’r rheswm.',
    whatToDo: tryAgain,
    whoCanHelp: localItOrServiceDesk,
  },
};
