import { z } from 'zod';
import { time } from '../http/fields.ts';

/** What every job shows. */

export const startedAt = time.meta({ id: 'JobStartedAt', description: 'When it began' });
export const changedAt = time.meta({ id: 'JobChangedAt', description: 'When this was last brought up to date' });
export const state = z
  .enum(['queued', 'running', 'done', 'failed', 'cancelled'])
  .meta({ id: 'JobState', description: 'done, failed and cancelled are its ends' });
const done = z.int().meta({
  id: 'JobDone',
  description:
    'Customers, as often as they are gone through; of a rollout, those who live by the rules in force; of a deletion, rows and workflows; of contacts, rows; of a launch, those who were looked at',
});
const total = z.int().nullable().meta({ id: 'JobTotal', description: 'null while it is not known' });
const rate = z.number().nullable().meta({ id: 'JobRate', description: 'Per second' });
const eta = time.nullable().meta({ id: 'JobEta', description: 'When it will probably be over' });

export const common = {
  id: z.string().describe('For /v1/jobs/:id'),
  state,
  done,
  total,
  rate,
  eta,
  error: z.string().optional().describe('Why it failed'),
  startedAt,
  changedAt,
};

export const kindOf = <Kind extends string>(kind: Kind, what: string) => z.literal(kind).describe(what);
