import type { Readable } from 'node:stream';
import { z } from 'zod';
import { readShape } from '../../domain/input/shape-problems.ts';

/** A running API and a key for it. */
export interface Api {
  readonly url: string;
  readonly key: string;
}

const problem = z.object({ detail: z.string() });

/** An answer that says that something is wrong. */
export class ApiRefused extends Error {
  override readonly name = 'ApiRefused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** @throws ApiRefused, or TypeError when nothing answers there */
export async function get<Schema extends z.ZodType>(api: Api, path: string, schema: Schema): Promise<z.output<Schema>> {
  return await ask(api, path, schema, {});
}

/** @throws ApiRefused, or TypeError when nothing answers there */
export async function post<Schema extends z.ZodType>(
  api: Api,
  path: string,
  body: unknown,
  schema: Schema,
): Promise<z.output<Schema>> {
  const headers = { 'Content-Type': 'application/json' };
  return await ask(api, path, schema, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Sends CSV as it is read. @throws ApiRefused, or TypeError when nothing answers there */
export async function postFile<Schema extends z.ZodType>(
  api: Api,
  path: string,
  csv: Readable,
  schema: Schema,
): Promise<z.output<Schema>> {
  const headers = { 'Content-Type': 'text/csv' };
  return await ask(api, path, schema, { method: 'POST', headers, body: csv, duplex: 'half' });
}

/** @throws ApiRefused, or TypeError when nothing answers there */
export async function remove(api: Api, path: string): Promise<void> {
  await ask(api, path, z.unknown(), { method: 'DELETE' });
}

async function ask<Schema extends z.ZodType>(
  { url, key }: Api,
  path: string,
  schema: Schema,
  { headers, ...init }: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> },
): Promise<z.output<Schema>> {
  const response = await fetch(`${url}${path}`, { ...init, headers: { ...headers, Authorization: `Bearer ${key}` } });
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (response.ok) return schema.parse(body);
  const told = readShape(problem, body);
  const reason = 'value' in told ? told.value.detail : `status ${response.status}`;
  throw new ApiRefused(response.status, `${init.method ?? 'GET'} ${path}: ${reason}`);
}
