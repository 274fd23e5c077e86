import type { ReactNode } from 'react';
import type { SessionView } from '../../preload/session-view.ts';
import { inSentence } from './own-words.tsx';
import { words } from './words.ts';

/**
 * What a screen reader is told, politely, about progress. Screens that ask something of the person say it by their heading,
 * which takes the focus, and need nothing here.
 */
export function announcement(view: SessionView): ReactNode {
  switch (view.kind) {
    case 'starting':
      return words.starting.title;
    case 'restorable':
      if (view.continuing) return words.restorable.continuingTitle;
      return view.problem ? words.restorable.problemTitle : '';
    case 'openingBrowser':
      return words.openingBrowser.title;
    case 'waitingForBrowser':
      if (view.notice?.code === 'BROWSER_NOT_OPENED') return words.screens.waiting.notOpened;
      return view.notice
        ? `${words.waiting.noticeTitle}. ${words.waiting.noticeStillWaiting}`
        : words.waiting.announcement;
    case 'checkingLogin':
      return words.checkingLogin.title;
    case 'home':
      return words.home.announcement(view.who.assurance.level);
    // After a step-up; the heading, which has the focus, says what is to be confirmed now.
    case 'confirmAction':
      return words.confirmAction.levelNow(view.who.assurance.level);
    case 'sendingAction':
      return inSentence([view.action.label], (view.action.opens ? words.opening : words.sendingAction).title);
    case 'actionDone':
      if (view.action.opens && view.outcome.kind === 'ok') return words.opening.announcement;
      return view.outcome.kind === 'unknown'
        ? `${words.actionDone.unknownTitle}. ${words.actionDone.unknownLead}`
        : words.actionDone.announcement[view.outcome.kind];
    default:
      return '';
  }
}
