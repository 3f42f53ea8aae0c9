import type { getCustomerContract } from '../../../../api/customers/get-customer.contract.ts';
import type { getTimelineContract } from '../../../../api/customers/get-timeline.contract.ts';
import type { CallReply } from '../../../api/call.ts';

export type CustomerNow = CallReply<typeof getCustomerContract>;
export type Entry = CallReply<typeof getTimelineContract>['entries'][number];
type Decision = Extract<Entry, { readonly kind: 'decision' }>;

export type PathKind = 'order' | 'refund' | 'event' | 'move' | 'silence' | 'message' | 'journey' | 'note';
export const PATH_FILTERS = ['all', 'orders', 'moves', 'messages', 'journeys'] as const;
export type PathFilter = (typeof PATH_FILTERS)[number];

/** Something that happened. */
export interface Happened {
  readonly key: string;
  readonly at: string;
  readonly kind: PathKind;
  readonly text: string;
  /** It is the sentence of the API, which is English. */
  readonly isOfApi: boolean;
  /** The segments of a move. */
  readonly move?: { readonly from: string | null; readonly to: string | null };
  /** Decided, and not done: the text says why. */
  readonly skipped: boolean;
  readonly shownBy: readonly PathFilter[];
}

type Told = Omit<Happened, 'key' | 'text' | 'isOfApi'>;

/** What time alone will bring. */
export interface Ahead {
  readonly at: string;
  readonly what:
    | { readonly is: 'move'; readonly to: string }
    | { readonly is: 'score'; readonly score: string }
    | { readonly is: 'overdue' | 'lapsed' }
    | { readonly is: 'wait'; readonly journey: string; readonly step: string };
}

/**
 * Entries of a timeline as steps of a path, in the same order.
 * @param tell what an entry says, in the language of the pages
 */
export function happenedOf(entries: readonly Entry[], tell: (entry: Entry) => string): readonly Happened[] {
  return entries.map((entry, place) => {
    const text = tell(entry);
    return { ...stepOf(entry), text, isOfApi: text === entry.text, key: `${entry.at} ${entries.length - place}` };
  });
}

function stepOf(entry: Entry): Told {
  const { at } = entry;
  switch (entry.kind) {
    case 'event': {
      const kind = entry.type === 'purchase' ? 'order' : entry.type === 'refund' ? 'refund' : 'event';
      return { at, kind, skipped: false, shownBy: kind === 'event' ? ['all'] : ['all', 'orders'] };
    }
    case 'send':
      return { at, kind: 'message', skipped: entry.state === 'skipped', shownBy: ['all', 'messages'] };
    case 'decision':
      return decided(entry);
  }
}

const OF_MESSAGES: ReadonlySet<string> = new Set(['sending', 'sent', 'failed', 'unknown', 'skipped']);

function decided(entry: Decision): Told {
  const { at, move, silence, journeys } = entry;
  const ofMessages = journeys.some(({ what }) => OF_MESSAGES.has(what));
  const shownBy: readonly PathFilter[] = [
    'all',
    ...(move || silence ? (['moves'] as const) : []),
    ...(ofMessages ? (['messages'] as const) : []),
    ...(journeys.length > 0 ? (['journeys'] as const) : []),
  ];
  const skipped = journeys.some(({ what }) => what === 'skipped');
  return {
    at,
    kind: kindOf(entry),
    ...(move ? { move: { from: move.from, to: move.to } } : {}),
    skipped,
    shownBy,
  };
}

function kindOf({ move, silence, journeys }: Decision): PathKind {
  if (move) return 'move';
  if (silence) return 'silence';
  if (journeys.some(({ what }) => OF_MESSAGES.has(what))) return 'message';
  return journeys.length > 0 ? 'journey' : 'note';
}

/** What is to come, the next first; what is due already is not any more. */
export function aheadOf({ asOf, when, inside }: Pick<CustomerNow, 'asOf' | 'when' | 'inside'>): readonly Ahead[] {
  const { move, score, silence } = when;
  const all: readonly Ahead[] = [
    ...(move ? [{ at: move.at, what: { is: 'move', to: move.to } } as const] : []),
    ...(score && score.at !== move?.at ? [{ at: score.at, what: { is: 'score', score: score.score } } as const] : []),
    ...(silence.overdueAt ? [{ at: silence.overdueAt, what: { is: 'overdue' } } as const] : []),
    ...(silence.lapsedAt ? [{ at: silence.lapsedAt, what: { is: 'lapsed' } } as const] : []),
    ...inside.flatMap(({ name, step, waits }) =>
      waits.until === null ? [] : [{ at: waits.until, what: { is: 'wait', journey: name, step } } as const],
    ),
  ];
  return all.filter(({ at }) => at > asOf).toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** In which segment somebody was from when on, oldest first, as far as the timeline goes back. */
export interface Stay {
  readonly from: string;
  readonly segment: string | null;
}

export function staysOf(entries: readonly Entry[]): readonly Stay[] {
  const stays: Stay[] = [];
  for (const entry of entries.toReversed()) {
    if (entry.kind !== 'decision') continue;
    if (entry.segment === stays.at(-1)?.segment) continue;
    stays.push({ from: entry.at, segment: entry.segment });
  }
  return stays;
}
