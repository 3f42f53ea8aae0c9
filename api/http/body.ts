import express, { type NextFunction, type Request, type Response } from 'express';
import { SECOND } from '../../domain/time.ts';
import type { Contract } from './contract.ts';
import { DEFAULT_LIMITS, findHostile } from './hostile.ts';
import { ApiProblem } from './problem.ts';

const LIMIT = '512kb';
/** A body that trickles in more slowly keeps a place that others could use. */
const ARRIVES_WITHIN = 10 * SECOND;

const readRaw = express.raw({ type: () => true, limit: LIMIT });
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the body a contract asks for. Leaves the request unread where it asks for none or for a stream.
 * @throws ApiProblem 400, 408, 413, 415 or 422, before any handler has run
 */
export async function readBody(contract: Contract, request: Request, response: Response): Promise<void> {
  const { body } = contract.input;
  if (body === undefined) return;
  if (body === 'stream') return checkMedia(request, contract.media ?? []);
  if (!hasBody(request)) {
    if (body === 'bytes') request.body = Buffer.alloc(0);
    return;
  }
  checkMedia(request, contract.media ?? ['application/json']);
  const bytes = await bytesOf(request, response);
  request.body = body === 'bytes' ? bytes : bytes.length === 0 ? undefined : parseJson(bytes, contract);
}

function hasBody(request: Request): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return encoding !== undefined || (length !== undefined && length !== '0');
}

function checkMedia(request: Request, accepted: readonly string[]): void {
  const [media = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  if (isUtf8 && accepted.includes(media.trim())) return;
  const wanted = accepted.join(' or ');
  throw new ApiProblem('unsupported-media-type', `Send the body in UTF-8 with Content-Type: ${wanted}.`);
}

async function bytesOf(request: Request, response: Response): Promise<Buffer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooSlow()), ARRIVES_WITHIN);
  });
  const arrived = new Promise<void>((resolve, reject) => {
    const next: NextFunction = (error?: unknown) => (error === undefined ? resolve() : reject(asError(error)));
    readRaw(request, response, next);
  });
  try {
    await Promise.race([arrived, late]);
  } finally {
    clearTimeout(timer);
  }
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function tooSlow(): ApiProblem {
  return new ApiProblem('request-timeout', `The body must arrive within ${ARRIVES_WITHIN / SECOND} seconds.`, {
    headers: { Connection: 'close' },
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function parseJson(bytes: Buffer, contract: Contract): unknown {
  const value = jsonOf(bytes);
  if (contract.limits === 'per-item') return value;
  const hostile = findHostile(value, contract.limits ?? DEFAULT_LIMITS);
  if (hostile === undefined) return value;
  const { path, message } = hostile;
  const where = path === '' ? '' : ` at ${path}`;
  throw new ApiProblem('invalid', `The body is not acceptable${where}: ${message}.`, {
    problems: [{ code: 'hostile', path, message }],
  });
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (error) {
    // The parser's own words quote the body, which may hold what nobody should see in a log.
    const what = error instanceof SyntaxError ? 'valid JSON' : 'valid UTF-8';
    throw new ApiProblem('malformed-json', `The body is not ${what}.`);
  }
}
