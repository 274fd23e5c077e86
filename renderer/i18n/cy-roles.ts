// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { pluralIn } from '../../preload/plural.ts';
import type { enRoles } from './en-roles.ts';

const counted = pluralIn('cy');
const registrationAuthority =
  'Eich Awdurdod Cofrestru (Registration Authority). Nhw sy’n rheoli’r rolau yn eich Care Identity. Rhowch enw a chod ODS y sefydliad rydych yn gweithio iddo.';

export const cyRoles: typeof enRoles = {
  chooseRole: {
    title: 'Dewiswch eich rôl',
    lead: 'Ym mha rôl ydych chi’n gweithio nawr? Caiff yr hyn a wnewch ei gofnodi yn ei herbyn.',
    legend: 'Eich rolau',
    search: 'Chwilio eich rolau',
    searchHint: 'Yn ôl rôl, sefydliad, cod ODS neu god rôl',
    shown: (shown, all) => `Yn dangos ${shown} o ${all} rôl`,
    noneFound: 'Nid oes rôl yn cyfateb. Rhowch gynnig ar air arall, neu cliriwch y chwiliad.',
    code: (code) => `Cod rôl ${code}`,
    last: 'Eich rôl ddiwethaf yma',
    missing: 'Dewiswch y rôl rydych yn gweithio ynddi nawr',
    errorPrefix: 'Gwall: ',
    notListed:
      'Os oes rôl ar goll o’r rhestr hon, gofynnwch i’ch Awdurdod Cofrestru (Registration Authority). Os ydych newydd ei chael, neu am ddewis yn y porwr, mewngofnodwch eto.',
  },

  unusableRoles: {
    summary: (count) =>
      counted(count, {
        one: 'Ni ellir defnyddio 1 o’ch rolau yma',
        two: 'Ni ellir defnyddio 2 o’ch rolau yma',
        other: `Ni ellir defnyddio ${count} o’ch rolau yma`,
      }),
    title: 'Eich rolau na ellir eu defnyddio yma',
    reason: {
      roleNotAllowed:
        'Ni chaniateir y rôl hon yn CIS2 Desktop. Gall eich Awdurdod Cofrestru (Registration Authority) roi un arall i chi.',
      organisationNotSetUp:
        'Nid yw’r sefydliad hwn wedi’i osod ar y cyfrifiadur hwn. Gall eich desg gymorth TG leol ei osod.',
    },
  },

  noUsableRole: {
    causes: {
      noRoles: {
        title: () => 'Nid oes gennych rôl yn eich Care Identity',
        happened:
          'Gwnaethoch brofi pwy ydych chi, ond ni ddaeth unrhyw rôl yn ôl gyda’ch Care Identity. Mae angen rôl ar gyfer pob gweithred yma.',
        do: [
          'Os ydych newydd gael rôl, mewngofnodwch eto.',
          'Os dylai fod gennych rôl, gofynnwch i’ch Awdurdod Cofrestru (Registration Authority) ei hychwanegu.',
        ],
        who: [registrationAuthority],
      },
      roleNotAllowed: {
        title: (count) =>
          counted(count, {
            one: 'Ni ellir defnyddio eich rôl yma',
            two: 'Ni ellir defnyddio yr un o’ch 2 rôl yma',
            other: 'Ni ellir defnyddio yr un o’ch rolau yma',
          }),
        happened:
          'Gwnaethoch brofi pwy ydych chi, ac mae gennych rôl. Ond dim ond mewn rolau penodol y gellir defnyddio CIS2 Desktop.',
        do: [
          'Os oes gennych rôl arall y gellir ei defnyddio yma, mewngofnodwch eto a’i dewis.',
          'Os oes angen un o’r rolau y gellir eu defnyddio yma ar eich gwaith, gofynnwch am ei hychwanegu at eich Care Identity.',
        ],
        who: [
          registrationAuthority,
          'Eich desg gymorth TG leol, os dylid caniatáu’r rôl sydd gennych ar y cyfrifiadur hwn.',
        ],
      },
      organisationNotSetUp: {
        title: () => 'Nid yw eich sefydliad wedi’i osod yma',
        happened:
          'Gwnaethoch brofi pwy ydych chi, ac mae gennych rôl y gellir ei defnyddio. Ond nid yw CIS2 Desktop ar y cyfrifiadur hwn wedi’i osod ar gyfer y sefydliad y mae’r rôl yn perthyn iddo.',
        do: [
          'Gofynnwch am osod y sefydliad ar y cyfrifiadur hwn. Rhowch ei enw a’i god ODS.',
          'Os oes gennych rôl mewn sefydliad arall, mewngofnodwch eto a’i dewis.',
        ],
        who: [
          'Eich desg gymorth TG leol. Nhw sy’n gosod sefydliadau yn CIS2 Desktop. Ni all eich Awdurdod Cofrestru (Registration Authority) newid hyn.',
        ],
      },
      technicalFault: {
        title: () => 'Ni allem ddarllen eich rolau',
        happened:
          'Gwnaethoch brofi pwy ydych chi. Mae’n ddigon posibl bod gennych y rôl gywir, ond daeth eich rolau yn ôl ar ffurf na allwn ei darllen.',
        do: [
          'Arhoswch ychydig funudau, yna mewngofnodwch eto.',
          'Os yw hyn yn dal i ddigwydd, dewiswch “Copïo’r manylion” a’u hanfon at y bobl a all helpu.',
        ],
        who: [
          'Eich desg gymorth TG leol. Rhowch y cod a’r ID cydberthyn (correlation ID) iddynt. Os nad yma y mae’r diffyg, gallant gysylltu â’r National Service Desk.',
        ],
      },
    },
    neededTitle: 'Rolau y gellir eu defnyddio yma',
    needed: (codes) => `Codau rôl ${codes}`,
    not: 'Nid problem gyda’ch cerdyn clyfar, eich cyfrin-god na’ch dilysydd yw hon.',
  },
};
