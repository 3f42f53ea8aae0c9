import type { NextFunction, Request, Response } from 'express';
import { readShape } from '../../domain/input/shape-problems.ts';
import type { Locals } from './endpoint.ts';

/**
 * Holds each JSON reply against its contract before it leaves, as whoever reads it strictly would: the compiler lets a
 * spread bring fields that no contract knows. @throws TypeError where they differ, and the caller gets a 500
 */
export function checkReplies(_request: Request, response: Response, next: NextFunction): void {
  const json = response.json.bind(response);
  response.json = (body: unknown) => {
    const { contract }: Locals = response.locals;
    const spec = contract?.output[response.statusCode];
    if (contract !== undefined && spec !== undefined && 'json' in spec) {
      const read = readShape(spec.json, JSON.parse(JSON.stringify(body)));
      if ('problems' in read) {
        const told = read.problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
        throw new TypeError(`The reply of ${contract.method} ${contract.path} is not what its contract says: ${told}`);
      }
    }
    return json(body);
  };
  next();
}
