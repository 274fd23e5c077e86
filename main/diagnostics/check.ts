import type {
  CheckId,
  CheckResult,
  CheckVerdict,
  Fact,
  FactName,
  FindingCode,
  Fixer,
} from '../../preload/diagnostics.ts';
import type { Clock, Http, KeychainHost, Random } from '../ports.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import type { Probe } from './probe.ts';

/** What a check found, without how long it took. */
export type Finding = Omit<CheckResult, 'id' | 'durationMs' | 'finding'> & { readonly finding: FindingCode };

/** One question about this computer or its network. `run` may throw and may take for ever: `run-checks.ts` sees to that. */
export interface Check {
  readonly id: CheckId;
  run(ports: CheckPorts): Promise<Finding>;
}

/** What a raw handshake showed. `trouble`: Node's code for what is wrong with the chain, judged by the public authorities alone. */
export type Handshake =
  | {
      readonly kind: 'done';
      /** `TLSv1.3` */
      readonly protocol: string;
      /** The server's own first. */
      readonly chain: readonly ShownCertificate[];
      readonly trouble: string | null;
      readonly nameFits: boolean;
    }
  | { readonly kind: 'failed'; readonly error: string };

export interface ShownCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly endsAtMs: number;
}

/** An address and a port, to be called past every proxy: ask it only where Chromium itself would go directly. */
export interface RawNetwork {
  /** Rejects with Node's code where there is none. */
  addressesOf(hostname: string): Promise<readonly string[]>;
  /** Resolves with how long it took (ms); rejects with Node's code. */
  connect(hostname: string, port: number): Promise<number>;
  /** Sends nothing after the handshake, and judges no certificate by what it does: it tells. Never rejects. */
  handshake(hostname: string, port: number): Promise<Handshake>;
}

/** One browser's policies as an administrator set them. */
export interface BrowserPolicies {
  readonly browser: string;
  readonly source: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What of the computer is looked at, as a standard user sees it (R7). */
export interface Computer {
  /** `process.platform` */
  readonly platform: string;
  /** The name of the program that opens web pages; empty where there is none. */
  defaultBrowser(): string;
  /** `undefined` where this system gives them to nobody who asks as we can. */
  browserPolicies(): Promise<readonly BrowserPolicies[] | undefined>;
  /** Names of the programs that run; `undefined` where we do not look. */
  programs(): Promise<readonly string[] | undefined>;
  /** The browser that a log-in would open, found as a log-in finds it. Not for `use: default`. */
  chosenBrowser(choice: Policy['browser']): Promise<ChosenBrowser>;
  /** Writes a file into the app's local folder, deletes it, and answers the free space (bytes). */
  tryFolder(): Promise<number>;
  /** The time of the commit that this copy of the app was built from (ms since the epoch); a build outside git has none. */
  readonly builtAtMs: number | undefined;
}

export interface ChosenBrowser {
  /** As people know it. */
  readonly name: string;
  /** `noPrivateWindow`: policy wants one, and how this browser opens one is not known. */
  readonly is: 'there' | 'missing' | 'noPrivateWindow';
}

export interface CheckPorts {
  readonly policy: LoadedPolicy;
  /** Where it was read, as an administrator calls it; `null` where nothing was. */
  readonly policySource: string | null;
  /** Keys that were refused, by name. */
  readonly refusedKeys: readonly string[];
  readonly packaged: boolean;
  readonly version: string;
  readonly clock: Pick<Clock, 'wallMs' | 'monotonicMs' | 'after'>;
  readonly random: Pick<Random, 'base64url'>;
  readonly http: Http;
  /** Chromium's own choice for an address, as a PAC file would say it: `DIRECT`, `PROXY host:port; DIRECT`. */
  readonly resolveProxy: (url: string) => Promise<string>;
  readonly raw: RawNetwork;
  readonly computer: Computer;
  readonly keychain: Pick<KeychainHost, 'get' | 'set' | 'delete'>;
  /** What several checks ask of the log-in service, asked once. */
  readonly probe: Probe;
}

export type Facts = Partial<Record<FactName, string | number>>;

/** Facts in the order in which they are given; each is cut to what the contract takes. */
function listed(facts: Facts): Fact[] {
  return Object.entries(facts).map(([name, value]) => ({ name: name as FactName, value: String(value).slice(0, 300) }));
}

function found(verdict: CheckVerdict, finding: FindingCode, facts: Facts, fixer: Fixer | null): Finding {
  return { verdict, finding, facts: listed(facts), fixer };
}

export const pass = (finding: FindingCode, facts: Facts = {}): Finding => found('pass', finding, facts, null);
export const warn = (finding: FindingCode, facts: Facts, fixer: Fixer): Finding => found('warn', finding, facts, fixer);
export const fail = (finding: FindingCode, facts: Facts, fixer: Fixer): Finding => found('fail', finding, facts, fixer);
/** The check makes no sense here, or what it needs is missing. */
export const notRun = (finding: FindingCode, facts: Facts = {}): Finding => found('notRun', finding, facts, null);

/** No policy names a log-in service: what is said of it by every check that needs one. */
export const noProvider = (): Finding => notRun('NO_PROVIDER');
