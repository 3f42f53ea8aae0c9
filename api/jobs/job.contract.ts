import { z } from 'zod';
import { scoringPreview } from '../scoring/scoring.contract.ts';
import { fieldProblem, playbookVersion, time } from '../http/fields.ts';
import { fitResult } from '../silence/fit.contract.ts';
import { launchJob } from '../launches/launch-job.contract.ts';
import { changedAt, common, kindOf, startedAt, state } from './common.contract.ts';
import { reading, refused } from './reading.contract.ts';
import { purgeJob } from './purge-job.contract.ts';

/** What the calls about jobs share. */

/** An import, as people watch it. */
export const importJob = z
  .strictObject({
    id: z.string().describe('For /v1/jobs/:id'),
    kind: z.literal('import').describe('History from a file'),
    state,
    phase: z
      .enum(['uploading', 'waiting', 'reading', 'scoring', 'starting', 'finished'])
      .describe('What is counted: rows while reading, customers while scoring and starting, bytes while uploading'),
    done: z.int().describe('Of the phase'),
    total: z.int().nullable().describe('Of the phase; null while it is not known'),
    rate: z.number().nullable().describe('Per second, in this phase'),
    eta: time.nullable().describe('When the phase will probably be over'),
    imported: z.int().describe('Events stored: orders or summaries'),
    ahead: z.int().describe('Of these, those that lie ahead of the test clock; they happen when it reaches them'),
    duplicates: z.int().describe('Events that were stored before with the same content; nothing was changed'),
    rejected: z.int().describe('Rows refused; see /v1/jobs/:id/rejected'),
    reasons: z
      .array(refused)
      .describe('The same rows by what is wrong with them, the most frequent first; told when all are read'),
    refunds: z.int().describe('Of the events stored, refunds: of returns, and of what orders say was paid back'),
    unmatched: z
      .int()
      .describe(
        'Of these, those without an order in the file or before it: they wait, and nothing was taken off for them',
      ),
    reading: reading.nullable().describe('How the file is read; null until all of it has arrived'),
    customers: z.int().describe('Customers whose history was taken'),
    removed: z
      .int()
      .optional()
      .describe(
        'Events taken back because the job ended before their customers were scored; they can be imported again',
      ),
    error: z.string().optional().describe('Why it failed'),
    startedAt,
    changedAt,
  })
  .meta({ id: 'ImportJob', description: 'An import' });

const rolloutResult = z.strictObject({
  playbook: z.int().describe('The version that was rolled out'),
  lookedAt: z.int().describe('Customers who lived under other rules'),
  woken: z
    .int()
    .describe('Of these, those who had to decide: something changes for them now, or sooner than they knew'),
  unchanged: z.int().describe('Of these, those who adopted the rules asleep, since nothing changes for them now'),
});

const effectCounts = z.strictObject({
  decided: z.int().describe('Messages, banners and toasts that journals decided'),
  missing: z.int().describe('Of these, those without a row in the ledger, though nobody is left who would begin them'),
  undecided: z.int().describe('Rows of the ledger that no journal decided'),
  changed: z.int().describe('Rows that say something else than was decided'),
});

const rebuildResult = z.strictObject({
  customers: z.int().describe('Customers compared'),
  differing: z.int().describe('Customers with a difference; see /v1/jobs/:id/differences'),
  differences: z.int().describe('Differences in all'),
  events: z.int().describe('Events read'),
  effects: effectCounts
    .optional()
    .describe(
      'What was decided, beside the ledger of what was done; left out where version 0.4.0 or an earlier one did it',
    ),
});

const receipt = z.strictObject({
  workflows: z.int().describe('Runs of workflows ended; their histories are deleted'),
  rows: z.int().describe('Rows deleted, in all'),
  deleted: z
    .array(
      z.strictObject({
        what: z.string().describe('The collection of the store'),
        rows: z.int().describe('Rows deleted from it'),
      }),
    )
    .describe('By collection of the store; what is left out had none'),
});

const contactsResult = z.strictObject({
  changed: z.int().describe('Rows that changed a contact; the customer is told'),
  unchanged: z.int().describe('Rows whose contact said so already'),
  rejected: z.int().describe('Rows refused; see /v1/jobs/:id/rejected'),
});

export const fitJob = z
  .strictObject({
    ...common,
    kind: kindOf('fit', 'Learning the rhythm of a base'),
    begunBy: z.enum(['call', 'schedule', 'drift']).describe('drift: predictions of the model in force were off'),
    because: z.string().nullable().describe('By how much they were off; null: not begun by drift'),
    result: fitResult.optional().describe('Once it is done'),
  })
  .meta({ id: 'FitJob', description: 'A fit of the rhythm of a base' });
const rolloutJob = z
  .strictObject({
    ...common,
    kind: kindOf('rollout', 'Having every customer live by new rules'),
    result: rolloutResult.optional().describe('Once it is done'),
  })
  .meta({ id: 'RolloutJob', description: 'New rules on their way to every customer' });
export const rebuildJob = z
  .strictObject({
    ...common,
    kind: kindOf('rebuild', 'Folding every event again'),
    result: rebuildResult.optional().describe('Once it is done'),
  })
  .meta({ id: 'RebuildJob', description: 'A comparison of the live state with the events' });

export const deletionJob = z
  .strictObject({
    ...common,
    kind: kindOf('delete-workspace', 'Deleting a workspace and all that is in it'),
    workspace: z.string().describe('The workspace that is deleted'),
    result: receipt.optional().describe('What was deleted; while the job runs, so far'),
  })
  .meta({ id: 'DeletionJob', description: 'The deletion of a workspace' });

export const erasureJob = z
  .strictObject({
    ...common,
    kind: kindOf('erase-customer', 'Erasing a customer'),
    result: z
      .strictObject({
        workflows: z.int().describe('Runs of their workflow whose histories were deleted'),
        rows: z.int().describe('Rows deleted or blanked, in all'),
        erased: z
          .array(
            z.strictObject({
              what: z.string().describe('The collection of the store'),
              rows: z.int().describe('Rows of it that were deleted, or stay for sums and say nothing of them'),
            }),
          )
          .describe('By collection of the store; what is left out had none'),
        provedAt: time
          .nullable()
          .describe('When neither the store nor Temporal had anything of them any more; null: not yet'),
      })
      .describe('The receipt, which names nobody; while the job runs, so far'),
  })
  .meta({ id: 'ErasureJob', description: 'The erasure of a customer' });

export const contactsJob = z
  .strictObject({
    ...common,
    kind: kindOf('contacts', 'Reading addresses and consents from a file'),
    result: contactsResult.optional().describe('So far, and in the end'),
  })
  .meta({ id: 'ContactsJob', description: 'A file of addresses and consents' });

const problems = z.array(fieldProblem).describe('Why it cannot be published; empty where it can');

export const previewJob = z
  .strictObject({
    ...common,
    kind: kindOf('preview', 'What publishing a scoring model would do'),
    result: z
      .strictObject({ preview: scoringPreview.nullable().describe('null: it could not be published'), problems })
      .optional()
      .describe('Once it is done; the job is kept for a day'),
  })
  .meta({ id: 'PreviewJob', description: 'Everybody scored with a draft' });

const recomputed = z
  .strictObject({
    version: z.int().describe('Of the scoring model in force afterwards'),
    playbook: playbookVersion,
    changed: z.boolean().describe('False where every cut-off came out the same'),
    rollout: z.string().nullable().describe('The job that rolls it out; null: there is none'),
  })
  .nullable()
  .describe('null: the base has become too thin, and the model in force stays');

export const recomputeJob = z
  .strictObject({
    ...common,
    kind: kindOf('recompute', 'Computing the cut-offs in force anew'),
    result: z.strictObject({ published: recomputed, problems }).optional().describe('Once it is done'),
  })
  .meta({ id: 'RecomputeJob', description: 'Cut-offs computed anew' });

const recountJob = z
  .strictObject({
    ...common,
    kind: kindOf('recount', 'Counting everybody anew, as happens once a day'),
    result: z
      .strictObject({
        differences: z.int().describe('Counters that were wrong, and are right again; 0 is as it should be'),
        shown: z.array(z.string()).describe('The first ten of them'),
      })
      .optional()
      .describe('Once it is done'),
  })
  .meta({ id: 'RecountJob', description: 'A count of everybody anew' });

/** Any job, as people watch it; its kind says which. */
export const job = z
  .discriminatedUnion('kind', [
    importJob,
    fitJob,
    rolloutJob,
    rebuildJob,
    deletionJob,
    erasureJob,
    contactsJob,
    previewJob,
    recomputeJob,
    launchJob,
    recountJob,
    purgeJob,
  ])
  .meta({
    id: 'Job',
    description:
      'An import, a fit, a rollout, a rebuild, a file of contacts, a deletion, an erasure, a preview, a recomputation, a launch, a recount or a purge; its kind says which',
  });

export const jobReply = z.strictObject({ job });
