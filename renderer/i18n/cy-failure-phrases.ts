// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
export const localIt = 'Eich desg gymorth TG leol. Rhowch y cod a’r ID cydberthyn (correlation ID) iddynt.';
export const localItOrServiceDesk =
  'Eich desg gymorth TG leol. Os nad ar eich rhwydwaith chi y mae’r broblem, gallant gysylltu â’r National Service Desk.';
export const registrationAuthority =
  'Eich Awdurdod Cofrestru (Registration Authority). Nhw sy’n rheoli eich Care Identity, eich rolau a’ch ffyrdd o fewngofnodi.';
export const nobodyNeeded =
  'Ni ddylai fod angen cymorth arnoch. Os yw hyn yn dal i ddigwydd, dywedwch wrth eich desg gymorth TG leol.';
export const tryAgain =
  'Rhowch gynnig arall arni. Os bydd yn digwydd eto, stopiwch a dywedwch wrth eich desg gymorth TG leol.';
export const tryAgainSoon =
  'Arhoswch funud, yna rhowch gynnig arall arni. Nid eich cerdyn, eich cyfrin-god na’ch dilysydd yw’r achos.';
export const notLoggedIn = 'I ddiogelu cleifion, ni wnaethom ddefnyddio’r mewngofnodi hwn.';
export const answerNotTrusted = `Ni lwyddodd yr ateb a ddaeth yn ôl i basio ein gwiriadau diogelwch. ${notLoggedIn}`;
export const setUpOnly =
  'Ni allwch drwsio hyn eich hun. Gofynnwch i TG wirio sut mae CIS2 Desktop wedi’i osod ar y cyfrifiadur hwn.';
