import { lazy, type ComponentType } from 'react';
import { PartMissing } from '../components/part-missing.tsx';
import { faultOfPage } from '../fault-of-page.ts';
import type * as atWork from './at-work.ts';

type AtWork = typeof atWork;

/** Fetches them, once: asked for when the window is idle, so that nobody waits for one. */
export const loadAtWork = () => import('./at-work.ts');

function later<Name extends keyof AtWork>(name: Name) {
  return lazy<AtWork[Name] | ComponentType>(() =>
    loadAtWork().then(
      (loaded) => ({ default: loaded[name] }),
      (error: unknown) => {
        reportError(error);
        const fault = faultOfPage('PART_MISSING');
        return { default: () => <PartMissing fault={fault} /> };
      },
    ),
  ) as unknown as AtWork[Name];
}

/** As they stand in `at-work.ts`. Without them nothing is sent from a screen that nobody sees; the way out is in the masthead. */
export const ActionBlocked = later('ActionBlocked');
export const ChooseRole = later('ChooseRole');
export const ConfirmAction = later('ConfirmAction');
export const Insufficient = later('Insufficient');
export const NoUsableRole = later('NoUsableRole');
export const OtherPerson = later('OtherPerson');
