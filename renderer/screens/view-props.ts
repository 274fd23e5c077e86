import type { SessionView } from '../../preload/session-view.ts';

/** The props of the screen for one variant of `SessionView`. */
export interface ViewProps<Kind extends SessionView['kind']> {
  readonly view: Extract<SessionView, { kind: Kind }>;
}
