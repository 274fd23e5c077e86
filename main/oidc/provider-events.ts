import type { Clock, Http, Log, Random } from '../ports.ts';
import type { ProviderDirectory } from './provider.ts';
export interface ProviderEvents {
  pollNow(): Promise<void>;
  stop(): void;
}
export declare function followProviderEvents(options: {
  readonly clock: Clock;
  readonly http: Http;
  readonly random: Random;
  readonly log: Log;
  readonly directory: ProviderDirectory;
  readonly eventsUri: string;
  readonly session: {
    readonly subject: string;
    readonly startedAtMs: number;
    readonly authTimeSeconds: number;
    sids(): readonly string[];
  };
  bearer(): string | undefined;
  onEnded(reason: 'providerEvent' | 'usedElsewhere'): void;
}): ProviderEvents;
