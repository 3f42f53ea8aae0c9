import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { readShape } from '../../domain/input/shape-problems.ts';
import { audited } from '../audit/audited.ts';
import { refuseErased } from './refuse-erased.ts';
import type { Caller, Holder, Program, Subject } from './caller.ts';
import type { Contract, EmptyReply, JsonReply, TextReply } from './contract.ts';
import type { ApiDeps } from '../deps.ts';
import { invalidInput } from './problem.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

type CallerOf<C extends Contract> = C['scope'] extends 'public' | 'link' | 'signed'
  ? undefined
  : C extends { readonly token: true }
    ? Caller | Subject
    : (C['scope'] extends 'installation' ? Holder : Caller) &
        (C['role'] extends 'none' ? { readonly who: Program } : unknown);

/** What a handler gets: everything is parsed and may be trusted. */
export interface Input<C extends Contract> {
  readonly params: Parsed<C['input']['params']>;
  readonly query: Parsed<C['input']['query']>;
  /** A streamed body is the request itself, still unread. */
  readonly body: C['input']['body'] extends 'stream'
    ? Readable
    : C['input']['body'] extends 'bytes'
      ? Buffer
      : Parsed<C['input']['body']>;
  readonly caller: CallerOf<C>;
  readonly requestId: string;
  readonly headers: Request['headers'];
  /** It came by https, to here or to a proxy that is trusted. */
  readonly secure: boolean;
}

type DeepReadonly<T> = unknown extends T
  ? unknown
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly DeepReadonly<Item>[]
      : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

type BodyOf<Spec> =
  Spec extends JsonReply<infer Schema>
    ? { readonly body: DeepReadonly<z.input<Schema>> }
    : Spec extends TextReply
      ? { readonly body: string | Readable }
      : Spec extends EmptyReply
        ? { readonly body?: undefined }
        : never;

/** One of the replies that the contract names. */
export type Reply<C extends Contract> = {
  [Status in keyof C['output'] & number]: {
    readonly status: Status;
    readonly headers?: Readonly<Record<string, string>>;
  } & BodyOf<C['output'][Status]>;
}[keyof C['output'] & number];

/** A call that can be served: its contract, and what to do with a request that has passed the door. */
export interface Endpoint {
  readonly contract: Contract;
  readonly serve: (request: Request, response: Response, deps: ApiDeps) => Promise<void>;
}

/** Ties a handler to its contract: parse, handle, reply. */
export function endpoint<const C extends Contract, const R extends Reply<C>>(
  contract: C,
  handle: (input: Input<C>, deps: ApiDeps) => Promise<R>,
): Endpoint {
  return {
    contract,
    serve: async (request, response, deps) => {
      const { params, query, body } = contract.input;
      const { caller, subject }: Locals = response.locals;
      const input = {
        params: parse('address', params, request.params),
        query: parse('query', query, request.query),
        body: bodyOf(body, request),
        caller: subject ?? caller,
        requestId: requestIdOf(response),
        headers: request.headers,
        secure: request.secure,
      };
      await refuseErased(contract, input, deps, (subject ?? caller)?.workspace);
      // The contract gives both this object and the handler their types; the compiler cannot follow it through.
      const reply = () => handle(input as Input<C>, deps);
      const call = { contract, id: request.params['id'], body: input.body, caller };
      await send(contract, response, await audited(call, deps, reply));
    },
  };
}

function bodyOf(body: Contract['input']['body'], request: Request): unknown {
  if (body === 'stream') return request;
  return body === 'bytes' ? request.body : parse('body', body, request.body);
}

function parse(where: string, schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const read = readShape(schema, value);
  if ('problems' in read) throw invalidInput(where, read.problems);
  return read.value;
}

interface AnyReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

async function send(contract: Contract, response: Response, reply: AnyReply): Promise<void> {
  response.status(reply.status).set(reply.headers ?? {});
  const spec = contract.output[reply.status];
  if (spec === undefined || 'empty' in spec) {
    response.end();
  } else if ('json' in spec) {
    response.json(reply.body);
  } else if (reply.body instanceof Readable) {
    await pour(reply.body, response.type(spec.text));
  } else {
    response.type(spec.text).send(reply.body);
  }
}

/** Who asked may go away in the middle, which is no fault of anybody. */
async function pour(body: Readable, response: Response): Promise<void> {
  try {
    await pipeline(body, response);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!isGone) throw error;
  }
}

export function requestIdOf(response: Response): string {
  const { requestId }: Locals = response.locals;
  return requestId ?? '';
}

/** What middleware leaves for those after it. */
export interface Locals {
  requestId?: string;
  caller?: Holder;
  subject?: Subject;
  contract?: Contract;
}
