import type { FieldProblem } from '../../../api/problem.ts';
import { useConditionText } from '../../../conditions/use-condition-text.ts';
import { slugOf } from '../../journeys/slug.ts';
import { freshVariant, movedBy, problemsIn, type TemplateDraft, type VariantDraft } from '../draft.ts';
import { useLanguageName } from '../language-name.ts';
import { useTemplateWords } from '../words.ts';
import { useFirstSegment } from './first-segment.ts';

interface ListProps {
  readonly draft: TemplateDraft;
  readonly change: (draft: TemplateDraft) => void;
  readonly problems: readonly FieldProblem[];
  /** The place of the one that is open. */
  readonly chosen: number;
  readonly choose: (place: number) => void;
}

/** All variants in the order in which they are tried, with whom each is for. */
export function VariantList({ draft, change, problems, chosen, choose }: ListProps) {
  const words = useTemplateWords().variants;
  const first = useFirstSegment();
  const { variants } = draft;
  const set = (next: readonly VariantDraft[], place: number) => {
    change({ ...draft, variants: next });
    choose(Math.max(0, Math.min(place, next.length - 1)));
  };
  const add = () => {
    const fallback = variants.findIndex(({ when }) => when === null);
    const place = fallback === -1 ? variants.length : fallback;
    const id = slugOf('variant', new Set(variants.map((each) => each.id)));
    set(variants.toSpliced(place, 0, freshVariant(id, first, [draft.language])), place);
  };
  return (
    <section className="stack tight" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="small soft">{words.about}</p>
      <ol className="template-variants">
        {variants.map((variant, place) => (
          <Line
            key={place}
            variant={variant}
            isChosen={place === chosen}
            wrong={problemsIn(problems, place).length}
            open={() => choose(place)}
            up={place === 0 ? undefined : () => set(movedBy(variants, place, -1), place - 1)}
            down={place === variants.length - 1 ? undefined : () => set(movedBy(variants, place, 1), place + 1)}
            remove={variants.length === 1 ? undefined : () => set(variants.toSpliced(place, 1), place)}
          />
        ))}
      </ol>
      <div className="row">
        <button className="button small" type="button" onClick={add}>
          + {words.add}
        </button>
        <span className="small soft">{words.addBefore}</span>
      </div>
    </section>
  );
}

interface LineProps {
  readonly variant: VariantDraft;
  readonly isChosen: boolean;
  /** How many problems it has. */
  readonly wrong: number;
  readonly open: () => void;
  /** Left out: it cannot go there. */
  readonly up: (() => void) | undefined;
  readonly down: (() => void) | undefined;
  readonly remove: (() => void) | undefined;
}

function Line({ variant: { id, when, texts }, isChosen, wrong, open, up, down, remove }: LineProps) {
  const words = useTemplateWords().variants;
  const say = useConditionText();
  const nameOf = useLanguageName();
  return (
    <li className={isChosen ? 'chosen' : undefined}>
      <button className="grow open" type="button" aria-pressed={isChosen} onClick={open}>
        <strong>{id}</strong> <span className="soft">{when === null ? words.everybody : say(when)}</span>
        <br />
        <span className="small soft">{texts.map(({ language }) => nameOf(language)).join(', ')}</span>{' '}
        {wrong > 0 && <span className="small down">⚠ {words.faulty(wrong)}</span>}
      </button>
      <span className="row tight">
        <Sign sign="↑" label={words.up(id)} press={up} />
        <Sign sign="↓" label={words.down(id)} press={down} />
        <Sign sign="✕" label={words.remove(id)} press={remove} />
      </span>
    </li>
  );
}

interface SignProps {
  readonly sign: string;
  readonly label: string;
  readonly press: (() => void) | undefined;
}

function Sign({ sign, label, press }: SignProps) {
  return (
    <button
      className="button small plain"
      type="button"
      aria-label={label}
      disabled={press === undefined}
      onClick={press}
    >
      {sign}
    </button>
  );
}
