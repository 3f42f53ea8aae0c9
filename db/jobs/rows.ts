import type { Problem } from '../../domain/problem.ts';
import type { SourceId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { LaunchWanted } from '../../domain/journey/launch/launch.schema.ts';
import type { ScoringDraft } from '../../domain/scoring/draft.schema.ts';
import type { Population } from '../../domain/scoring/population.ts';
import type { Instant } from '../../domain/time.ts';
import type { DateForm, DecimalMark, Folds, Reading, Refused } from './reading.ts';
import type {
  ContactsOptions,
  ContactsResult,
  DeletionResult,
  ErasureResult,
  FitCause,
  FitOptions,
  FitResult,
  LaunchCounts,
  LaunchReached,
  PurgeCounts,
  PreviewResult,
  RebuildResult,
  RecomputeResult,
  RecountResult,
  RolloutResult,
} from './results.ts';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** What every job has: long work over a workspace that people watch, and may call off. */
interface JobBase {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly state: JobState;
  /** Of `total`; what is counted depends on the kind, and on the phase where it has phases. */
  readonly done: number;
  /** `null` while it is not known. */
  readonly total: number | null;
  readonly startedAt: Instant;
  readonly changedAt: Instant;
  /** Why it failed, one sentence for people. */
  readonly error?: string;
  /** Until it ends. */
  readonly active?: 1;
  /** Of kinds that a workspace may have several of at once, which one; else a workspace has one of the kind. */
  readonly slot?: string;
  /** Begun by an earlier version, as a workflow of that type; see `workflows/earlier-jobs.ts`. */
  readonly earlier?: 'task';
}

/** A job that takes a file first: `uploading` until all of it is stored, and `waiting` until a worker begins. */
export interface WithFile<Phase extends string> {
  readonly phase: 'uploading' | 'waiting' | Phase;
  readonly phaseAt: Instant;
}

/** What only one kind has. Whoever adds a kind adds it here first; the compiler names the tables that lack it. */
interface Kinds {
  /** History from a file. `done` counts rows while `reading`, customers while `scoring` and `starting`, bytes before. */
  import: WithFile<'reading' | 'scoring' | 'starting'> & {
    readonly counts: ImportCounts;
    readonly options: ImportOptions;
    /** Found out when the file had arrived; jobs of an earlier version have none. */
    readonly reading?: Reading;
    readonly folds?: Folds;
    /** Rows refused, by reason. */
    readonly refused?: readonly Refused[];
    /** The orders that its returns belong to have been looked for. */
    readonly returnsNamed?: true;
    /** Lines of the file, header included. */
    readonly lines: number;
    /** Events taken back, because their customers had not been scored when the job ended early. */
    readonly removed?: number;
  };
  /** Addresses and consents from a file; `done` counts rows. */
  contacts: WithFile<'reading'> & { readonly options: ContactsOptions; readonly result?: ContactsResult };
  /** Learns how this base's customers buy, and publishes it where it may. */
  fit: { readonly options: FitOptions; readonly result?: FitResult; readonly cause?: FitCause };
  /** Makes everybody live by the rules in force; `done` counts those who do. */
  rollout: {
    /** The newest playbook that somebody wants rolled out. */
    readonly playbook: number;
    readonly result?: RolloutResult;
  };
  /** Folds everybody's events again and compares. */
  rebuild: { readonly result?: RebuildResult };
  /**
   * Deletes the workspace itself. It outlives it: as the receipt, and as the sign that the id was used, since nothing
   * old may reach a new workspace of the same name.
   */
  'delete-workspace': { readonly result?: DeletionResult };
  /** Erases one customer; `done` counts rows. It is the receipt, and names nobody. */
  'erase-customer': {
    /** Of which row of `erasures`. */
    readonly options: { readonly erasure: string };
    readonly result?: ErasureResult;
  };
  /** Takes away what the workspace does not keep any more; `done` counts customers. */
  purge: { readonly result?: PurgeCounts };
  /** Scores everybody with a draft and keeps nothing of it but the sums. */
  preview: {
    readonly options: { readonly draft: ScoringDraft };
    /** Of the draft by itself, when it was asked for. */
    readonly warnings: readonly Problem[];
    readonly result?: PreviewResult;
    /** The base that quantiles were computed from, beside the result: it is large, and lists leave it out. */
    readonly population?: Population;
  };
  /** Computes the cut-offs in force anew, and publishes them where they have changed. */
  recompute: { readonly result?: RecomputeResult };
  /** Asks people into a journey, or only counts what would become of them; `done` counts those who were looked at. */
  launch: {
    readonly options: LaunchWanted;
    readonly begunBy: 'call' | 'schedule';
    /** It waits until somebody lets it go on. */
    readonly paused?: boolean;
    /** So far, and in the end. */
    readonly became: LaunchCounts;
    /** Everybody up to here has been looked at, and asked where it was due. */
    readonly reached?: LaunchReached;
    /** Where the page leads to that is being asked: what was foreseen of it is not foreseen again after a part of it was asked. */
    readonly planned?: LaunchReached;
  };
  /** Counts everybody anew, so that a counter that went astray does not stay astray. */
  recount: { readonly result?: RecountResult };
}

export type JobKind = keyof Kinds;

type AnyJob = { readonly [Kind in JobKind]: JobBase & { readonly kind: Kind } & Kinds[Kind] }[JobKind];

/** A job, by its kind. */
export type JobRow<Kind extends JobKind = JobKind> = Extract<AnyJob, { readonly kind: Kind }>;

/** Kinds that begin with a file. */
export type FileJobKind = 'import' | 'contacts';

/** As much of a job as finds its workflow. */
export type JobRef = Pick<JobRow, '_id' | 'workspace' | 'kind' | 'earlier'>;

/** How the file of an import is to be read. */
export interface ImportOptions {
  readonly format: 'csv' | 'ndjson';
  /** Field → column, as far as the caller said. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly source: SourceId;
  /** Left out, it holds orders, or lines of them: the rows tell. */
  readonly kind?: 'orders' | 'lines' | 'summaries';
  /** Left out, the file tells. */
  readonly dates?: DateForm;
  readonly decimal?: DecimalMark;
}

export interface ImportCounts {
  /** Events stored: orders, or summaries. */
  readonly imported: number;
  /** Of these, those that lie ahead of the test clock. */
  readonly ahead: number;
  /** Those that were stored before, by whomever. */
  readonly duplicates: number;
  /** Rows refused. */
  readonly rejected: number;
  /** Customers whose history was taken. */
  readonly customers: number;
  /** Of the events stored, refunds: of returns, and of what orders say was paid back. */
  readonly refunds?: number;
  /** Of these, those of which the file does not say what they refund, and for which no order was found. */
  readonly unmatched?: number;
}

export const NOTHING_COUNTED: ImportCounts = { imported: 0, ahead: 0, duplicates: 0, rejected: 0, customers: 0 };

export function isOf<Kind extends JobKind>(row: JobRow, kind: Kind): row is JobRow<Kind> {
  return row.kind === kind;
}
