import { useTemplateWords } from './words.ts';

interface StateProps {
  /** The version in force; null: never published. */
  readonly live: number | null;
  readonly archived: boolean;
  readonly changed?: boolean;
}

/** How a template stands. */
export function State({ live, archived, changed = false }: StateProps) {
  const { states } = useTemplateWords();
  if (live === null) return <span className="chip quiet">{states.draft}</span>;
  if (archived) return <span className="chip quiet">{states.archived}</span>;
  return (
    <>
      <span className="chip">{states.live(live)}</span>{' '}
      {changed && <span className="small soft">{states.changed}</span>}
    </>
  );
}
