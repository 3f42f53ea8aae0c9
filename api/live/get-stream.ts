import { Readable } from 'node:stream';
import { SECOND } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { getStreamContract } from './get-stream.contract.ts';
import { written } from './message.ts';
import { whenOver } from './when-over.ts';

const ALIVE_EVERY = 20 * SECOND;
/** Who does not read is told to come again: what waits for them would fill the memory. */
const MOST_WAITING = 256 * 1_024;

export const getStream = endpoint(getStreamContract, async ({ caller, headers }, deps) => {
  const { hub, draining, keyRing, attendance } = deps;
  const body = new Readable({ read: () => undefined });
  const push = (line: string) => {
    if (body.readableLength > MOST_WAITING) body.push(null);
    else if (!body.readableEnded && !body.destroyed) body.push(line);
  };
  const after = headers['last-event-id'];
  push('retry: 2000\n\n');
  const end = hub.subscribe(caller.workspace, typeof after === 'string' ? after : undefined, (message) =>
    push(written(message)),
  );
  const stopLooking = attendance.subscribe((state) => push(written({ event: 'work', data: { state } })));
  const alive = setInterval(() => push(':\n\n'), ALIVE_EVERY);
  const stopWaiting = draining.whenOn(() => body.push(null));
  const stopAsking = whenOver(keyRing, caller, () => body.push(null));
  body.once('close', () => {
    clearInterval(alive);
    stopWaiting();
    stopAsking();
    stopLooking();
    end();
  });
  return { status: 200, headers: { 'X-Accel-Buffering': 'no' }, body };
});
