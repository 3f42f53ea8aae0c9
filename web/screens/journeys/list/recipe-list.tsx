import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { putJourneyContract } from '../../../../api/journeys/put-journey.contract.ts';
import { call } from '../../../api/call.ts';
import { Failure } from '../../../ui/failure.tsx';
import { useRecipeWords } from './words.ts';
import { useSegments } from '../../segments/use-segments.ts';
import type { Definition } from '../definition.ts';
import { slugOf } from '../slug.ts';
import { blankRecipe, recipesOf } from './recipes.ts';

/** Journeys to begin with. Each makes a draft and leads to it. */
export function RecipeList({ taken }: { readonly taken: readonly string[] }) {
  const words = useRecipeWords();
  const [, open] = useLocation();
  const queries = useQueryClient();
  const segments = useSegments().data?.segments.map(({ id }) => id) ?? [];
  const make = useMutation({
    mutationFn: (body: Definition) =>
      call<typeof putJourneyContract>('put /v1/journeys/:id', {
        params: { id: slugOf(body.name, new Set(taken)) },
        body,
      }),
    async onSuccess({ id }) {
      await queries.invalidateQueries();
      open(`/journeys/${id}`);
    },
  });
  const all = [...recipesOf(words, segments), blankRecipe(words)];
  return (
    <div className="stack">
      <p className="soft">{words.about}</p>
      <ul className="recipes">
        {all.map(({ key, sketch, definition }) => (
          <li key={key} className="recipe">
            <h3>{key === 'blank' ? words.blank : definition.name}</h3>
            <p className="small soft">{sketch}</p>
            <button
              className="button small"
              type="button"
              aria-label={`${words.use}: ${definition.name}`}
              disabled={make.isPending}
              onClick={() => make.mutate(definition)}
            >
              {words.use}
            </button>
          </li>
        ))}
      </ul>
      {make.error && <Failure error={make.error} />}
    </div>
  );
}
