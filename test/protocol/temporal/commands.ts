import type { Instant } from '../../../domain/time.ts';

/** Values cross the border between workflow and server as JSON only. */
export type Json = string;

/** What an activity is asked for, beside its input. */
export interface ActivityOptions {
  readonly taskQueue?: string;
  readonly summary?: string;
  readonly retry?: { readonly initialInterval?: string; readonly maximumInterval?: string };
  readonly scheduleToCloseTimeout?: string;
  readonly startToCloseTimeout?: string;
  readonly heartbeatTimeout?: string;
}

/** What a workflow asks the server for, in order. */
export type Command =
  | { readonly is: 'start timer'; readonly seq: number; readonly ms: number }
  | { readonly is: 'cancel timer'; readonly seq: number }
  | {
      readonly is: 'activity' | 'local activity';
      readonly seq: number;
      readonly name: string;
      readonly input: Json;
      readonly options: ActivityOptions;
    }
  | { readonly is: 'attributes'; readonly changes: Json }
  | { readonly is: 'patch'; readonly id: string }
  /** What came of an update: whoever asked is answered once the server has this. */
  | { readonly is: 'answer'; readonly id: string; readonly outcome: Exclude<Outcome, { readonly is: 'later' }> }
  | { readonly is: 'continue as new'; readonly input: Json }
  | { readonly is: 'complete' }
  | { readonly is: 'fail'; readonly message: string };

/** What somebody sends: a signal, or an update whose answer is waited for under its id. */
export type Message =
  | { readonly is: 'signal'; readonly name: string; readonly input: Json }
  | { readonly is: 'update'; readonly id: string; readonly name: string; readonly input: Json };

/** What a workflow is told, in order. */
export type Job =
  | { readonly is: 'start' }
  | Message
  | { readonly is: 'timer'; readonly seq: number }
  | { readonly is: 'activity' | 'local activity'; readonly seq: number; readonly outcome: Outcome };

export type Outcome =
  | { readonly is: 'done'; readonly result: Json }
  | { readonly is: 'failed'; readonly message: string }
  /** Of local activities: tried again by a later workflow task, after this many milliseconds. */
  | { readonly is: 'later'; readonly ms: number };

/** One call of the workflow code, and everything its answer may depend on. */
export interface Activation {
  readonly now: Instant;
  readonly historyLength: number;
  readonly historySize: number;
  readonly jobs: readonly Job[];
}
