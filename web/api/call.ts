import type { z } from 'zod';
import type { Contract, JsonReply } from '../../api/http/contract.ts';
import { ApiError, readProblem } from './problem.ts';

/** How a call is named: `get /v1/segments`. */
export type CallName<C extends Contract> = `${C['method']} ${C['path']}`;

type Part<Name extends string, Schema> = Schema extends z.ZodType
  ? {} extends z.input<Schema>
    ? { readonly [Key in Name]?: z.input<Schema> }
    : { readonly [Key in Name]: z.input<Schema> }
  : unknown;

/** Queries are text in the end, so numbers may be given as what they are. */
type Query<Schema> = Schema extends z.ZodType
  ? {
      readonly query?: { readonly [Key in keyof z.input<Schema>]?: z.input<Schema>[Key] | string | number | undefined };
    }
  : unknown;

/** What a call takes: params, query and body, each where the contract has it. */
export type CallInput<C extends Contract> = Part<'params', C['input']['params']> &
  Query<C['input']['query']> &
  (C['input']['body'] extends 'stream' ? { readonly body: Blob | string } : Part<'body', C['input']['body']>);

type Success = 200 | 201 | 202 | 204 | 207;

/** What a call that went well gives. */
export type CallReply<C extends Contract> = {
  [Status in keyof C['output'] & Success]: C['output'][Status] extends JsonReply<infer Schema>
    ? z.input<Schema>
    : undefined;
}[keyof C['output'] & Success];

interface AnyInput {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Calls the API. The contract is named by its type alone, so nothing of it reaches the browser:
 * `call<typeof getClockContract>('get /v1/clock', {})`.
 * @throws ApiError with the problem that the API told, or with one that says the server cannot be reached
 */
export async function call<C extends Contract>(
  name: CallName<C>,
  input: CallInput<C>,
  options: CallOptions = {},
): Promise<CallReply<C>> {
  // Both come from the contract; the compiler cannot see through its conditional types here.
  const reply = await send(name, input as AnyInput, options);
  return reply as CallReply<C>;
}

async function send(name: string, input: AnyInput, { signal, headers }: CallOptions): Promise<unknown> {
  const [method = 'get', path = '/'] = name.split(' ');
  const isText = typeof input.body === 'string' || input.body instanceof Blob;
  const response = await reach(addressOf(path, input), {
    method: method.toUpperCase(),
    headers: {
      Accept: 'application/json',
      ...(input.body === undefined || isText ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(input.body === undefined ? {} : { body: bodyOf(input.body) }),
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw await readProblem(response);
  return response.status === 204 ? undefined : await response.json();
}

function bodyOf(body: unknown): string | Blob {
  return typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body);
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError({ code: 'unreachable', detail: '', status: 0, instance: '', problems: [] });
  }
}

/** The address of a call: params filled in, and a query without what is undefined. */
function addressOf(path: string, { params = {}, query = {} }: Omit<AnyInput, 'body'>): string {
  const given = new Map(Object.entries(params));
  const filled = path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(String(given.get(name) ?? '')));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
  return search.size === 0 ? filled : `${filled}?${search}`;
}
