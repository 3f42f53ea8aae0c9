import { kept } from './kept.ts';
import type { Words } from './options.ts';
import type { Outbox } from './outbox.ts';
import type { Placement } from './reply.ts';

/** What this browser knows of a placement, ahead of what the server says. */
interface Count {
  readonly shown: number;
  readonly closed?: true;
}

type CountByPlacement = Readonly<Record<string, Count>>;

function areCounts(value: unknown): value is CountByPlacement {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells what customers do, and remembers it, so that what is closed or worn out is gone at once. */
export interface Teller {
  readonly words: Words;
  readonly saw: (key: string) => void;
  readonly followed: (key: string) => void;
  readonly closed: (key: string) => void;
  /** Those that are still to be shown; what the server does not speak of any more is forgotten. */
  readonly open: (placements: readonly Placement[]) => readonly Placement[];
}

export function createTeller(words: Words, { tell }: Outbox): Teller {
  const counts = kept<CountByPlacement>('counts', {}, areCounts);
  const seen = new Set<string>();
  let controls = new Set<string>();

  function note(key: string, change: (count: Count) => Count): void {
    counts.set({ ...counts.get(), [key]: change(counts.get()[key] ?? { shown: 0 }) });
  }

  return {
    words,
    saw(key) {
      if (seen.has(key)) return;
      seen.add(key);
      note(key, (count) => ({ ...count, shown: count.shown + 1 }));
      tell(key, controls.has(key) ? 'control-impression' : 'impression');
    },
    followed: (key) => tell(key, 'click'),
    closed(key) {
      note(key, (count) => ({ ...count, closed: true }));
      tell(key, 'dismiss');
    },
    open(placements) {
      controls = new Set(placements.flatMap(({ placement, key }) => (placement === 'control' ? key : [])));
      const now = counts.get();
      counts.set(Object.fromEntries(placements.flatMap(({ key }) => (now[key] ? [[key, now[key]]] : []))));
      return placements.filter(({ key, mostShown }) => {
        const count = now[key];
        if (count?.closed) return false;
        // On this page it stays: nothing disappears because it was just seen.
        return mostShown === null || (count?.shown ?? 0) < mostShown || seen.has(key);
      });
    },
  };
}
