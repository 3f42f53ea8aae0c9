import { z } from 'zod';
import { LONGEST, RETAINED, SHORTEST, type Retained } from '../../domain/privacy/retention.ts';
import { time } from '../http/fields.ts';

const WHAT: Readonly<Record<Retained, string>> = {
  events: 'events and what came with them; what they have come to stays',
  journal: 'entries of the journal; what they have come to stays',
  effects: 'what became of messages, placements and webhooks, except of placements that pages have told of',
  messages: 'texts in the mailbox of the stand-ins',
  refused: 'rows of files that were refused, and events that were dropped',
  jobs: 'jobs that have ended, with what they found and refused; receipts of erasures and the fit that silences go by stay',
  baskets: 'what orders hold of items, which recommendations are learnt from',
  audit: 'entries of the audit log; AUDIT_KEPT_DAYS holds besides',
};

function daysOf(what: Retained) {
  const [shortest, longest] = [SHORTEST[what], LONGEST];
  return z
    .int(`a whole number of days`)
    .min(shortest, `at least ${shortest} days, so that nothing breaks that looks back so far`)
    .max(longest, `at most ${longest} days; leave it out to keep it for good`)
    .nullable()
    .optional()
    .describe(`Days for which are kept: ${WHAT[what]}. At least ${shortest}; null or left out: for good`);
}

export const retentionBody = z
  .strictObject({
    events: daysOf('events'),
    journal: daysOf('journal'),
    effects: daysOf('effects'),
    messages: daysOf('messages'),
    refused: daysOf('refused'),
    jobs: daysOf('jobs'),
    baskets: daysOf('baskets'),
    audit: daysOf('audit'),
  })
  .meta({ id: 'Retention', description: 'For how long what is kept. What is left out is kept for good' });

export const keptView = z
  .strictObject({
    what: z.enum(RETAINED).describe('What is kept'),
    days: z.int().nullable().describe('For so many days; null: for good'),
    shortest: z.int().describe('It cannot be kept for fewer days'),
    purgedTo: time.nullable().describe('What happened up to then is gone; null: nothing was purged yet'),
  })
  .meta({ id: 'KeptFor', description: 'For how long one class of data is kept' });
