import { isoTime } from '../../domain/time.ts';
import { baseOf } from '../../publishing/book.ts';
import { compiled } from '../../publishing/publish.ts';
import { endpoint } from '../endpoint.ts';
import { draftOf } from '../scoring.ts';
import { wouldMove, type WouldMove } from '../scoring-preview.ts';
import { cutOffsView, originView } from '../scoring-view.ts';
import { postScoringPreviewContract } from './post-scoring-preview.contract.ts';

export const postScoringPreview = endpoint(postScoringPreviewContract, async ({ body, caller }, deps) => {
  const here = await baseOf(deps.stores, caller.workspace, deps.clock());
  const draft = await draftOf(deps, here, body);
  const { version } = here.book.scoring;
  const { content: model, warnings } = await compiled(deps.publishing.parts.scoring, draft, here, version + 1);
  const moves = await wouldMove(deps, here, model);
  const customers = sum(moves);
  const unchanged = sum(moves.filter(({ from, to }) => from === to));
  const segments = model.segments.segments.map(({ id, name, color }) => ({
    id,
    name,
    color,
    before: sum(moves.filter(({ from }) => from === id)),
    after: sum(moves.filter(({ to }) => to === id)),
  }));
  return {
    status: 200,
    body: {
      asOf: isoTime(here.now),
      cutOffs: cutOffsView(model, here.workspace.currency),
      origin: originView(model),
      customers,
      unchanged,
      moving: customers - unchanged,
      segments,
      moves,
      warnings,
    },
  };
});

function sum(moves: readonly WouldMove[]): number {
  return moves.reduce((total, { customers }) => total + customers, 0);
}
