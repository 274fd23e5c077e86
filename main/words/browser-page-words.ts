// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import type { Language } from '../../preload/settings.ts';

export interface PageText {
  readonly title: string;
  /** One paragraph each. */
  readonly text: readonly string[];
}

/** What the tab in the browser can end with, or say of a call that does not belong to a log-in. */
export type BrowserPageName =
  | 'accepted'
  | 'acceptedStepUp'
  | 'acceptedUnlock'
  | 'failed'
  | 'insufficient'
  | 'otherPerson'
  | 'cancelled'
  | 'timedOut'
  | 'replaced'
  | 'notOurs'
  | 'finished'
  | 'nothingHere'
  | 'tooLarge';

export interface BrowserPageWords {
  readonly code: (code: string) => string;
  readonly pages: Readonly<Record<BrowserPageName, PageText>>;
}

const goBack: Readonly<Record<Language, string>> = {
  en: 'You can close this tab and go back to CIS2 Desktop.',
  cy: 'Gallwch gau’r tab hwn a mynd yn ôl i CIS2 Desktop.',
};

/** They go into a page as they are: none may hold a character that HTML gives a meaning. */
export const browserPageWords: Readonly<Record<Language, BrowserPageWords>> = {
  en: {
    code: (code) => `Code for your IT team: ${code}`,
    pages: {
      accepted: { title: 'You are logged in', text: [goBack.en] },
      acceptedStepUp: {
        title: 'You are logged in',
        text: ['Nothing has been sent yet. Go back to CIS2 Desktop to confirm.', 'You can close this tab.'],
      },
      acceptedUnlock: { title: 'You are logged in', text: ['CIS2 Desktop is unlocked.', goBack.en] },
      failed: {
        title: 'We could not log you in',
        text: ['CIS2 Desktop tells you what happened and what you can do.', goBack.en],
      },
      insufficient: {
        title: 'That log-in was not strong enough',
        text: ['Nothing has been done. CIS2 Desktop tells you which ways of logging in would do.', goBack.en],
      },
      otherPerson: {
        title: 'That was somebody else’s log-in',
        text: ['Nothing has been done. CIS2 Desktop asks you how to go on.', goBack.en],
      },
      cancelled: {
        title: 'This log-in was cancelled',
        text: ['It was cancelled in CIS2 Desktop. Nothing has been changed.', goBack.en],
      },
      timedOut: {
        title: 'This log-in took too long',
        text: ['A log-in has to be finished within 5 minutes. Nothing has been changed. Start again in CIS2 Desktop.'],
      },
      replaced: {
        title: 'A newer log-in has taken the place of this one',
        text: ['Finish the log-in in the newer tab. You can close this one.'],
      },
      notOurs: {
        title: 'This page does not belong to your log-in',
        text: ['We did not use it. Your log-in goes on in the other tab, or start again in CIS2 Desktop.'],
      },
      finished: { title: 'This log-in is finished', text: [goBack.en] },
      nothingHere: { title: 'There is nothing here', text: [goBack.en] },
      tooLarge: {
        title: 'Your browser sent more than we can read',
        text: [
          'This happens when other programs on this computer have left many cookies. Delete the cookies of this address in your browser, or use another browser.',
          'Then start again in CIS2 Desktop.',
        ],
      },
    },
  },
  cy: {
    code: (code) => `Cod ar gyfer eich tîm TG: ${code}`,
    pages: {
      accepted: { title: 'Rydych wedi mewngofnodi', text: [goBack.cy] },
      acceptedStepUp: {
        title: 'Rydych wedi mewngofnodi',
        text: ['Nid oes dim wedi’i anfon eto. Ewch yn ôl i CIS2 Desktop i gadarnhau.', 'Gallwch gau’r tab hwn.'],
      },
      acceptedUnlock: { title: 'Rydych wedi mewngofnodi', text: ['Mae CIS2 Desktop wedi’i ddatgloi.', goBack.cy] },
      failed: {
        title: 'Ni allem eich mewngofnodi',
        text: ['Mae CIS2 Desktop yn dweud wrthych beth ddigwyddodd a beth allwch chi ei wneud.', goBack.cy],
      },
      insufficient: {
        title: 'Nid oedd y mewngofnodi hwnnw’n ddigon cryf',
        text: [
          'Nid oes dim wedi’i wneud. Mae CIS2 Desktop yn dweud wrthych pa ffyrdd o fewngofnodi fyddai’n ddigon.',
          goBack.cy,
        ],
      },
      otherPerson: {
        title: 'Mewngofnodi rhywun arall oedd hwnnw',
        text: ['Nid oes dim wedi’i wneud. Mae CIS2 Desktop yn gofyn i chi sut i fynd ymlaen.', goBack.cy],
      },
      cancelled: {
        title: 'Cafodd y mewngofnodi hwn ei ganslo',
        text: ['Cafodd ei ganslo yn CIS2 Desktop. Nid oes dim wedi newid.', goBack.cy],
      },
      timedOut: {
        title: 'Cymerodd y mewngofnodi hwn ormod o amser',
        text: ['Rhaid gorffen mewngofnodi o fewn 5 munud. Nid oes dim wedi newid. Dechreuwch eto yn CIS2 Desktop.'],
      },
      replaced: {
        title: 'Mae mewngofnodi mwy newydd wedi cymryd lle’r un hwn',
        text: ['Gorffennwch fewngofnodi yn y tab mwy newydd. Gallwch gau’r un hwn.'],
      },
      notOurs: {
        title: 'Nid yw’r dudalen hon yn perthyn i’ch mewngofnodi',
        text: [
          'Ni wnaethom ei defnyddio. Mae eich mewngofnodi’n parhau yn y tab arall, neu dechreuwch eto yn CIS2 Desktop.',
        ],
      },
      finished: { title: 'Mae’r mewngofnodi hwn wedi gorffen', text: [goBack.cy] },
      nothingHere: { title: 'Nid oes dim yma', text: [goBack.cy] },
      tooLarge: {
        title: 'Anfonodd eich porwr fwy nag y gallwn ei ddarllen',
        text: [
          'Mae hyn yn digwydd pan fydd rhaglenni eraill ar y cyfrifiadur hwn wedi gadael llawer o gwcis. Dilëwch gwcis y cyfeiriad hwn yn eich porwr, neu defnyddiwch borwr arall.',
          'Yna dechreuwch eto yn CIS2 Desktop.',
        ],
      },
    },
  },
};
