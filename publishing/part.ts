import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Content, PartKind, Source } from '../domain/parts.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Checks, Problem } from '../domain/problem.ts';
import type { Instant } from '../domain/time.ts';

/** Where and when something is published, and what is in force there. */
export interface Base {
  readonly workspace: WorkspaceRow;
  /** The workspace's time. */
  readonly now: Instant;
  readonly book: Playbook;
}

export interface Compiled<Kind extends PartKind> {
  readonly content: Content<Kind>;
  readonly warnings: readonly Problem[];
}

/**
 * Whom a new version concerns. `everybody`: all customers, so a rollout makes them live by it; `wakes`: everybody too, by
 * rules that have no number of their own (see `Rules.wakes`); `newcomers`: who enters from now on; `messages`: each message
 * that is decided from now on.
 */
export type Concern = 'everybody' | 'wakes' | 'newcomers' | 'messages';

/** What publishing has to know of one kind of part. */
export interface PartModule<Kind extends PartKind> {
  readonly kind: Kind;
  /** What people must know where it is refused, as a sentence; empty where there is nothing. */
  readonly stays: string;
  /** Everything that is wrong with a source under these rules; without looking at the base of customers. */
  faults(source: Source<Kind>, base: Base): Promise<Checks>;
  /**
   * The version that a source without faults makes now.
   * @throws NotPublished `not-publishable` where the customers, or other parts that are live, do not allow it
   */
  compile(source: Source<Kind>, base: Base, version: number): Promise<Compiled<Kind>>;
  /** A source that compiles to this content. */
  sourceOf(content: Content<Kind>): Source<Kind>;
  /** Whether both come to the same for customers, whatever their numbers. */
  isSame(one: Content<Kind>, other: Content<Kind>): boolean;
  /** @param before what is in force so far */
  concerns(content: Content<Kind>, before: Content<Kind> | undefined): Concern;
}

export type Parts = { readonly [Kind in PartKind]: PartModule<Kind> };
