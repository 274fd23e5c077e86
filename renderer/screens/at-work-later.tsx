import type { Incident } from '../../preload/incident.ts';
import { PartMissing } from '../components/part-missing.tsx';
import { later } from '../later.ts';

/** Fetches them, once: asked for when the window is idle, so that nobody waits for one. */
export const loadAtWork = () => import('./at-work.ts');

/** Nothing is sent from a screen that nobody sees; the way out is in the masthead. */
const missing = (fault: Incident) => () => <PartMissing fault={fault} />;

export const ActionBlocked = later(() => loadAtWork().then((loaded) => loaded.ActionBlocked), missing);
export const ChooseRole = later(() => loadAtWork().then((loaded) => loaded.ChooseRole), missing);
export const ConfirmAction = later(() => loadAtWork().then((loaded) => loaded.ConfirmAction), missing);
export const Insufficient = later(() => loadAtWork().then((loaded) => loaded.Insufficient), missing);
export const NoUsableRole = later(() => loadAtWork().then((loaded) => loaded.NoUsableRole), missing);
export const OtherPerson = later(() => loadAtWork().then((loaded) => loaded.OtherPerson), missing);
