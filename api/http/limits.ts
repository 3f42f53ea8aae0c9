import type { NextFunction, Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { bearerOf } from '../keys/credentials.ts';
import { keyHash } from '../keys/key.ts';
import { httpInflight } from '../operations/metrics.ts';
import type { Subject } from './caller.ts';
import { ApiProblem } from './problem.ts';

/** What one process takes on. */
export interface Limits {
  /** Requests per second and key, or per address where there is no key. */
  readonly requestsPerSecond: number;
  /** Requests in flight at once, over all keys. */
  readonly inFlight: number;
  /** Wrong keys per minute and address. */
  readonly wrongKeysPerMinute: number;
  /** Requests per minute and address by which somebody wants to sign in without a key: links, and ways to an identity provider and back. */
  readonly signInsPerMinute: number;
  /** Requests per minute of one customer with a token of theirs. */
  readonly perCustomer: number;
}

export const DEFAULT_LIMITS: Limits = {
  requestsPerSecond: 1_000,
  inFlight: 200,
  wrongKeysPerMinute: 120,
  signInsPerMinute: 60,
  perCustomer: 120,
};

type Middleware = (request: Request, response: Response, next: NextFunction) => Promise<void> | void;

/** Refuses a key that asks too often, before anything of its request is parsed. */
export function limitPerKey({ requestsPerSecond }: Limits): Middleware {
  const limiter = new RateLimiterMemory({ points: requestsPerSecond, duration: 1 });
  return async (request, _response, next) => {
    const key = bearerOf(request.headers.authorization);
    // By the whole key and not its id: else whoever knows an id could use up its owner's share.
    await spend(limiter, key === undefined ? `address:${request.ip ?? ''}` : keyHash(key));
    next();
  };
}

/** Refuses an address that wants to sign in too often: each try costs the store, or an identity provider, some work. */
export function limitSignIns({ signInsPerMinute }: Limits): Middleware {
  const limiter = new RateLimiterMemory({ points: signInsPerMinute, duration: 60 });
  return async (request, _response, next) => {
    await spend(limiter, request.ip ?? '');
    next();
  };
}

/** Refuses a customer whose pages ask too often, whatever tokens they use. @throws ApiProblem 429 */
export function limitPerCustomer({ perCustomer }: Limits): (subject: Subject) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: perCustomer, duration: 60 });
  return ({ workspace, subject }) => spend(limiter, `${workspace}:${subject}`);
}

/** Refuses what would only wait: with more in flight, everybody is served late instead of some not at all. */
export function limitInFlight({ inFlight }: Limits): Middleware {
  let current = 0;
  return (_request, response, next) => {
    if (current >= inFlight) {
      throw new ApiProblem('overloaded', 'Too many requests are in flight; send this one again shortly.', {
        retryAfter: 1,
      });
    }
    current += 1;
    httpInflight.set(current);
    response.once('close', () => {
      current -= 1;
      httpInflight.set(current);
    });
    next();
  };
}

/** Slows down whoever tries out keys. */
export interface WrongKeys {
  /** @throws ApiProblem where this address has tried too many */
  readonly admit: (address: string) => Promise<void>;
  readonly note: (address: string) => Promise<void>;
}

export function limitWrongKeys({ wrongKeysPerMinute }: Limits): WrongKeys {
  const limiter = new RateLimiterMemory({ points: wrongKeysPerMinute, duration: 60 });
  return {
    async admit(address) {
      const spent = await limiter.get(address);
      if (spent && spent.consumedPoints > wrongKeysPerMinute) throw rateLimited(spent);
    },
    async note(address) {
      await limiter.penalty(address);
    },
  };
}

async function spend(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    throw error instanceof RateLimiterRes ? rateLimited(error) : error;
  }
}

function rateLimited({ msBeforeNext }: RateLimiterRes): ApiProblem {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
  return new ApiProblem('rate-limited', `Too many requests; the next one is welcome in ${seconds} s.`, {
    retryAfter: seconds,
  });
}
