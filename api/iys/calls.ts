import type { Endpoint } from '../http/endpoint.ts';
import { getIys } from './get-iys.ts';
import { getIysConsents } from './get-iys-consents.ts';
import { putIys } from './put-iys.ts';

/** Every call about the Turkish register of commercial messages. */
export const IYS_CALLS: readonly Endpoint[] = [getIys, putIys, getIysConsents];
