import { publishPart } from '../../domain/parts.ts';
import { SECOND } from '../../domain/time.ts';
import { baseOf } from '../../publishing/book.ts';
import { brokenMails } from '../../publishing/live-journeys.ts';
import { notPublishable } from '../../publishing/problem.ts';
import { scoringChecks } from '../../publishing/scoring-part.ts';
import { endpoint } from '../http/endpoint.ts';
import { previewJobView } from '../jobs/view.ts';
import { draftOf } from './scoring.ts';
import { beginPreview, refusedBy, resultOf } from './scoring-base.ts';
import { previewView } from './scoring-preview.ts';
import { postScoringPreviewContract } from './post-scoring-preview.contract.ts';

export const postScoringPreview = endpoint(postScoringPreviewContract, async ({ query, body, caller }, deps) => {
  const base = await baseOf(deps.stores, caller.workspace, deps.clock());
  const draft = await draftOf(deps, base, body);
  const { problems, warnings } = scoringChecks(draft, base.book);
  if (problems.length > 0) throw notPublishable(problems, deps.publishing.parts.scoring.stays);
  const row = await deps.jobs.wait(await beginPreview(deps, base, draft, warnings), query.wait * SECOND);
  if (row.active !== undefined) return { status: 202, body: { job: previewJobView(row) } };
  const result = resultOf(row);
  if (result.is === 'refused') throw refusedBy(result);
  const next = publishPart(base.book, 'scoring', result.model, base.now);
  const mails = await brokenMails({ checkMails: deps.checkMails, now: deps.clock }, base, next);
  if (mails.problems.length > 0) throw notPublishable(mails.problems, deps.publishing.parts.scoring.stays);
  return { status: 200, body: previewView(result, [...warnings, ...mails.warnings]) };
});
