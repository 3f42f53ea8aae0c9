import type { postJourneyTryContract } from '../../../../../api/journeys/post-journey-try.contract.ts';
import type { CallInput } from '../../../../api/call.ts';
import { instantOf } from '../../../../format/local-time.ts';

export type TryBody = NonNullable<CallInput<typeof postJourneyTryContract>['body']>;

/** An event as it is typed in. */
export interface EventRow {
  /** Tells rows apart while they are edited. */
  readonly key: number;
  readonly type: string;
  /** As the clock of the workspace shows it; empty: as it begins. */
  readonly at: string;
  /** In whole units, as typed in. */
  readonly amount: string;
}

export interface TryForm {
  readonly who: 'made-up' | 'known';
  /** Id of somebody known. */
  readonly customer: string;
  readonly consent: boolean;
  /** When somebody made up begins; empty: now. */
  readonly from: string;
  readonly history: readonly EventRow[];
  readonly events: readonly EventRow[];
  readonly isAskedIn: boolean;
  readonly others: boolean;
  readonly span: string;
  /** Empty: the draft. */
  readonly version: string;
}

export const FIRST_FORM: TryForm = {
  who: 'made-up',
  customer: '',
  consent: true,
  from: '',
  history: [],
  events: [],
  isAskedIn: true,
  others: false,
  span: '30d',
  version: '',
};

interface Workspace {
  readonly timezone: string;
  readonly minorDigits: number;
}

/** What is asked of the API; what belongs to the other kind of customer is left out, and kept in the form. */
export function tryOf(form: TryForm, workspace: Workspace): TryBody {
  const { who, customer, consent, from, history, events, isAskedIn, others, span, version } = form;
  const rows = (list: readonly EventRow[], name: string) =>
    list.map((row) => eventOf(row, `${name}:${row.key}`, workspace));
  return {
    for: span,
    others,
    events: rows(events, 'ahead'),
    ...(version === '' ? {} : { version: Number(version) }),
    ...(isAskedIn ? { enter: {} } : {}),
    ...(who === 'known'
      ? { customer: customer.trim() }
      : {
          consent,
          history: rows(history, 'before'),
          ...(from === '' ? {} : { from: instantOf(from, workspace.timezone) }),
        }),
  };
}

/** Whether an event of this type carries an amount. */
export function hasAmount(type: string): boolean {
  return type.trim() === 'purchase';
}

function eventOf({ type, at, amount }: EventRow, id: string, { timezone, minorDigits }: Workspace) {
  return {
    type: type.trim(),
    id,
    ...(at === '' ? {} : { at: instantOf(at, timezone) }),
    ...(hasAmount(type) && amount !== '' ? { amount: minorOf(amount, minorDigits) } : {}),
  };
}

/** By its digits: 19.99 times a hundred is not a whole number. */
function minorOf(amount: string, minorDigits: number): number {
  return Math.round(Number(`${Number(amount)}e${minorDigits}`));
}

/** Another row below; an order is what is tried most. */
export function rowAfter(rows: readonly EventRow[]): EventRow {
  return { key: Math.max(0, ...rows.map(({ key }) => key)) + 1, type: 'purchase', at: '', amount: '40' };
}

/** Types of events to choose from: the usual ones, and those that a definition names anywhere. */
export function eventTypesOf(definition: unknown): readonly string[] {
  return [...new Set(['purchase', 'view', 'open', 'click', 'app.open', ...namedIn(definition)])];
}

/** Values of the fields that name a type of event. */
function namedIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    (name === 'event' || name === 'did') && typeof inner === 'string' ? [inner] : namedIn(inner),
  );
}
