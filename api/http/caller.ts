import type { CustomerId, SourceId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Actor } from '../../domain/people/audit.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';

/** Whoever has a key: a program, or a browser that was signed in with one. */
export interface Program {
  readonly kind: 'key';
  readonly id: string;
  readonly scopes: readonly Scope[];
  /** Of whom it is the key, where a source sends with it. */
  readonly source?: SourceId;
}

/** A person of the team. */
interface Person {
  readonly kind: 'user';
  readonly id: string;
  readonly role: Role;
  readonly name: string;
}

export type Who = Program | Person;

/** Who asks, on a call within one workspace. */
export interface Caller {
  readonly who: Who;
  readonly workspace: WorkspaceId;
  /** Of the browser that asks; left out where a key was sent. */
  readonly session?: { readonly id: string; readonly endsAt: Instant };
}

/** A customer who shows a token of the shop's backend: they see and tell of what is theirs, and nothing else. */
export interface Subject {
  readonly workspace: WorkspaceId;
  readonly subject: CustomerId;
}

/** The same on a call about workspaces as a whole: the key of the installation outlives its own workspace. */
export type Holder = Omit<Caller, 'workspace'> & { readonly workspace: WorkspaceId | null };

export function actorOf({ kind, id }: Who): Actor {
  return { kind, id };
}
