import type { AssuranceView } from '../../preload/session-view.ts';

export type Level = AssuranceView['level'];
export const levelName: Record<Level, string> = { 2: 'High confidence (AAL2)', 3: 'Very high confidence (AAL3)' };
export const levelInSentence: Record<Level, string> = {
  2: 'high confidence (AAL2)',
  3: 'very high confidence (AAL3)',
};
