import { mongo } from 'mongoose';
import { describe, expect, test } from 'vitest';
import { isStoreAway } from '../../db/store-away.ts';

const withCode = (code: string) => Object.assign(new Error('This socket has been ended by the other party'), { code });

describe('an error of the store', () => {
  test.each([
    ['of the network', new mongo.MongoNetworkError('connection closed')],
    ['of a server that shuts down', new mongo.MongoServerError({ message: 'shutting down', code: 91 })],
    ['of a connection that was ended before the pool knew', withCode('EPIPE')],
    ['that such an error caused', new Error('failed', { cause: withCode('EPIPE') })],
  ])('%s says that it is away', (_, error) => {
    expect(isStoreAway(error)).toBe(true);
  });

  test.each([
    ['of a duplicate key', new mongo.MongoServerError({ message: 'duplicate key', code: 11000 })],
    ['of a file that is not there', withCode('ENOENT')],
    ['of ours', new TypeError('x is not a function')],
    ['that is no error at all', 'EPIPE'],
  ])('%s does not', (_, error) => {
    expect(isStoreAway(error)).toBe(false);
  });
});
