import type { Readable, Writable } from 'node:stream';
import type { AnnouncementStore } from '../../db/stores/announcement-store.ts';
import type { DigestStore } from '../../db/stores/digest-store.ts';
import type { ErasureStore } from '../../db/stores/erasure-store.ts';
import type { FindingStore } from '../../db/stores/finding-store.ts';
import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { OuraConnectionStore } from '../../db/stores/oura-connection-store.ts';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import type { ProfileStore } from '../../db/stores/profile-store.ts';
import type { RoundStore } from '../../db/stores/round-store.ts';
import type { Snapshots } from '../../db/stores/snapshots.ts';
import type { StepStore } from '../../db/stores/step-store.ts';
import type { Answer } from '../domain/ask/answer.ts';
import type { AskedQuestion } from '../jobs/answer-question.ts';
import type { FindingsDependencies } from '../jobs/findings-for.ts';
import type { WebhookSettings } from '../jobs/keep-webhooks.ts';
import type { OuraConnections } from '../jobs/oura-connections.ts';
import type { AlarmDependencies } from '../jobs/raise-red-flags.ts';
import type { SendingDependencies } from '../jobs/send-notification.ts';
import type { ShareDependencies } from '../jobs/share-page.ts';
import type { QueueName } from '../queue/job.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import type { Day } from '../shared/day.ts';
import type { Upkeep } from './upkeep.ts';

export interface WorkerOptions {
  readonly queues?: readonly QueueName[];
  /** Jobs at a time, of each queue. */
  readonly concurrency?: number;
}

/** What commands may ask of the running program. `app.ts` builds it; commands never see how. */
export interface AppHandle
  extends AsyncDisposable,
    ObservationStores,
    FindingsDependencies,
    AlarmDependencies,
    SendingDependencies,
    ShareDependencies {
  readonly home: string;
  readonly keyFile: string;
  /** For asking a running server about its jobs. */
  readonly adminPassword: string | undefined;
  readonly reportsDirectory: string;
  readonly ouraRedirectUri: string;
  /** One for each specialist whose words come from a model. */
  readonly modelNames: readonly string[];
  readonly clock: Clock;
  readonly people: PersonStore;
  readonly profiles: ProfileStore;
  readonly rounds: RoundStore;
  readonly steps: StepStore;
  readonly findings: FindingStore;
  readonly pages: PageStore;
  readonly digests: DigestStore;
  readonly snapshots: Snapshots;
  readonly erasures: ErasureStore;
  /** What was deleted leaves the files of the database as well. */
  wipeFreed(): Promise<void>;
  readonly announcements: AnnouncementStore;
  readonly connections: OuraConnectionStore;
  readonly oura: OuraConnections;
  /** Absent where they are not configured. */
  readonly webhooks: WebhookSettings | undefined;
  /** Answers from the records; a question is neither kept nor logged. */
  ask(person: Person, asked: AskedQuestion): Promise<Answer>;
  /** Opened on first use: a command that needs no queue does not wait for one. */
  queue(): Promise<JobQueue>;
  /** Starts workers: for every queue, unless some are named. */
  work(options?: WorkerOptions): Promise<void>;
  /**
   * Gives every person a nightly round at their own 10:00 and a digest of the week on Monday, except those named, and
   * keeps the webhooks; called again it follows changes.
   */
  scheduleNightlies(except: readonly string[]): Promise<void>;
  /** Serves the web page; resolves when it listens. */
  listen(): Promise<{ readonly url: string }>;
  /** Serves what a process without pages shows of itself: whether it lives and can work, and its counts. */
  listenForWorker(): Promise<{ readonly url: string }>;
}

/** The simulated Oura cloud and the person whose ring it knows. */
export interface DemoWorld extends AsyncDisposable {
  readonly ouraBaseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly checkInsCsv: string;
  readonly profileJson: string;
}

/** Where somebody can be asked. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** A simulated Oura cloud by itself, for tests of other programs. */
export interface OuraSimulator {
  readonly faultKinds: readonly string[];
  open(options: SimulatorOptions): Promise<RunningSimulator>;
}

export interface SimulatorOptions {
  readonly port: number;
  readonly days: number;
  readonly seed: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly consent: 'auto' | 'page';
  readonly rateLimit?: { readonly requests: number; readonly windowSeconds: number };
  readonly faults: readonly { readonly kind: string; readonly share: number }[];
  readonly pageSize: number;
  readonly followClock: boolean;
  readonly webhookSeconds?: number;
}

export interface RunningSimulator extends AsyncDisposable {
  readonly url: string;
  readonly member: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

export interface CliTools {
  /** Where the results of a command go: pipes read this. */
  print(text: string): void;
  /** Progress and complaints. */
  note(text: string): void;
  readonly isTerminal: boolean;
  /** Undefined where nobody is there to answer. */
  readonly terminal: Terminal | undefined;
  /** All that is piped or typed in, up to its end. */
  readInput(): Promise<Uint8Array>;
  readonly columns: number;
  readonly workingDirectory: string;
  readonly version: string;
  readonly clock: Clock;
  openApp(overrides?: {
    demo?: DemoWorld;
    host?: string;
    port?: number;
    logTo?: 'file' | 'stderr';
  }): Promise<AppHandle>;
  /** Opens nothing yet: each of its parts does when it is asked for. */
  openUpkeep(): Upkeep;
  openDemoWorld(lastDay: Day): Promise<DemoWorld>;
  readonly ouraSimulator: OuraSimulator;
  /** Resolves when the process is asked to end. */
  untilStopped(): Promise<void>;
}
