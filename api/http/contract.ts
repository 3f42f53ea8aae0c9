import type { z } from 'zod';
import type { AuditedKind } from '../../domain/people/audit.ts';
import type { RoleNeeded } from '../../domain/people/roles.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { ProblemCode } from './problem.contract.ts';

/** How far JSON may nest and how many keys one object, or the whole of it, may have. */
export interface JsonLimits {
  /** The outermost object or array is 1 deep. */
  readonly depth: number;
  readonly keysPerObject: number;
  /** Keys and array items together. */
  readonly values: number;
}

export interface JsonReply<Schema extends z.ZodType = z.ZodType> {
  readonly description: string;
  readonly json: Schema;
}

export interface TextReply {
  readonly description: string;
  /** A media type. */
  readonly text: string;
}

export interface EmptyReply {
  readonly description: string;
  readonly empty: true;
}

export type ReplySpec = JsonReply | TextReply | EmptyReply;

/** Who may make a call; the compiler asks for it, so no endpoint is open by an oversight. */
type Access =
  /** `public`: everybody. `link`: whoever holds a link that works once. `signed`: whoever signs the body; the handler checks it. */
  | { readonly scope: 'public' | 'link' | 'signed'; readonly role?: never }
  | {
      /** The least a key must have. */
      readonly scope: Scope;
      /** The least a person must be. */
      readonly role: RoleNeeded;
    };

/**
 * What the audit log says of a call that went well. `customer`: traffic of a program about customers, which is only
 * written where a person sent it. `unwritten`: nothing of it stays, or it takes the log along, or its handler writes it.
 */
type Writing =
  | { readonly method: 'get'; readonly audit?: never }
  | { readonly method: 'post' | 'put' | 'patch' | 'delete'; readonly audit: AuditedKind | 'unwritten' };

/** What a call takes and gives: types, validation and documentation come from here. */
export type Contract = Access & Writing & ContractShape;

interface ContractShape {
  /** As Express writes it: `/v1/journeys/:id`. */
  readonly path: string;
  readonly summary: string;
  /** More for `/docs`, in plain sentences. */
  readonly description?: string;
  readonly input: {
    readonly params?: z.ZodObject;
    readonly query?: z.ZodObject;
    /** JSON of this shape; `stream`: the handler reads the request itself; `bytes`: it gets the body as it came. */
    readonly body?: z.ZodType | 'stream' | 'bytes';
  };
  /** What `/docs` shows of a body that the handler checks itself. */
  readonly shape?: z.ZodType;
  /** How deep and wide a JSON body may be; `per-item`: the handler checks each item, so that a bad one costs no other. */
  readonly limits?: JsonLimits | 'per-item';
  /** Media types of the body, where they are not that of JSON. */
  readonly media?: readonly string[];
  readonly output: Readonly<Record<number, ReplySpec>>;
  /** What may go wrong besides what may go wrong with any call. */
  readonly problems?: readonly ProblemCode[];
  /** A browser may ask: HTTP Basic is taken too, with the key as the password. */
  readonly browser?: true;
  /** The key is taken as the user name of HTTP Basic too: how clients of Segment send theirs. */
  readonly writeKey?: true;
  /** A customer may ask too, by a token of the shop's backend; it opens nothing else. */
  readonly token?: true;
  /** Temporal's page may ask too, by the session of the browser: what it asks changes nothing. */
  readonly temporalPage?: true;
  /** It lasts until the caller ends it: it takes no place among the requests in flight, and its time says nothing. */
  readonly lasting?: true;
  /** A body for the example in `/docs`. */
  readonly example?: unknown;
}

export function json<Schema extends z.ZodType>(description: string, schema: Schema): JsonReply<Schema> {
  return { description, json: schema };
}

export function text(description: string, media: string): TextReply {
  return { description, text: media };
}

export function empty(description: string): EmptyReply {
  return { description, empty: true };
}
