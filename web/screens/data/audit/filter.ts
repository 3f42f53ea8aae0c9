import type { getAuditContract } from '../../../../api/audit/get-audit.contract.ts';
import type { CallReply } from '../../../api/call.ts';

export type AuditEntry = CallReply<typeof getAuditContract>['entries'][number];
export type Kind = AuditEntry['object']['kind'];

export const KINDS = [
  'audience',
  'catalogue',
  'channel',
  'clock',
  'coupon-pool',
  'customer',
  'feed',
  'invitation',
  'iys',
  'job',
  'journey',
  'key',
  'loyalty',
  'mail',
  'placements',
  'policies',
  'quarantine',
  'scoring',
  'session',
  'silence',
  'source',
  'subscription',
  'template',
  'user',
  'webhooks',
  'workspace',
] as const satisfies readonly Kind[];

/** What is asked of the log, as it stands in the address of the page. */
export interface AuditFilterNow {
  readonly kind: Kind | '';
  readonly object: string;
  readonly actor: string;
  /** Days of the browser, first and last. */
  readonly from: string;
  readonly to: string;
  readonly isEmpty: boolean;
  readonly query: {
    readonly kind?: Kind;
    readonly object?: string;
    readonly actor?: string;
    readonly from?: string;
    readonly to?: string;
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST = { object: 200, actor: 64 };

/** Reads an address; what cannot be asked for is left out. */
export function readAuditFilter(address: URLSearchParams): AuditFilterNow {
  const kind = KINDS.find((each) => each === address.get('kind')) ?? '';
  const object = (address.get('object') ?? '').slice(0, LONGEST.object);
  const actor = (address.get('actor') ?? '').slice(0, LONGEST.actor);
  const from = dayIn(address.get('from'));
  const to = dayIn(address.get('to'));
  const query = {
    ...(kind === '' ? {} : { kind }),
    ...(object === '' ? {} : { object }),
    ...(actor === '' ? {} : { actor }),
    ...(from === '' ? {} : { from: startOf(from, 0) }),
    ...(to === '' ? {} : { to: startOf(to, 1) }),
  };
  return { kind, object, actor, from, to, isEmpty: Object.keys(query).length === 0, query };
}

function dayIn(text: string | null): string {
  return text !== null && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
}

/** When a day begins where the browser is, or one so many days later. */
function startOf(day: string, later: number): string {
  const start = new Date(`${day}T00:00`);
  start.setDate(start.getDate() + later);
  return start.toISOString();
}
