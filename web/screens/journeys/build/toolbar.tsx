import { useRef } from 'react';
import { ApiError } from '../../../api/problem.ts';
import { Told, ToldError } from '../../../ui/told.tsx';
import { useWords } from '../../../words/words.tsx';
import type { SpotProblem } from '../edit/problems.ts';
import type { Spot } from '../tree/tree-context.ts';
import type { Autosave } from './use-autosave.ts';
import type { DraftNow } from './use-draft.ts';

interface ToolbarProps {
  readonly draft: DraftNow;
  readonly nameOf: (spot: Spot) => string;
  readonly jump: (problem: SpotProblem) => void;
}

/** How the draft stands: saved or not, what can be taken back, and what keeps it from being published. */
export function Toolbar({ draft: { save, undo, redo, problems }, nameOf, jump }: ToolbarProps) {
  const words = useWords().build;
  return (
    <div className="build-tools row">
      <Saved save={save} left={problems.length} />
      <Problems problems={problems} nameOf={nameOf} jump={jump} />
      <button className="button small" type="button" disabled={!undo} onClick={undo} title="Ctrl+Z">
        <span aria-hidden="true">↶</span> {words.undo}
      </button>
      <button className="button small" type="button" disabled={!redo} onClick={redo} title="Ctrl+Shift+Z">
        <span aria-hidden="true">↷</span> {words.redo}
      </button>
    </div>
  );
}

function Saved({ save: { state, again }, left }: { readonly save: Autosave; readonly left: number }) {
  const words = useWords().build.save;
  if (state.is === 'incomplete') {
    return (
      <span className="grow small" role="status">
        <span className="chip warn save-failed">{words.incomplete(left)}</span>
      </span>
    );
  }
  if (state.is !== 'failed') {
    return (
      <span className="grow small soft" role="status">
        {words[state.is]}
      </span>
    );
  }
  const { error } = state;
  const faults = error instanceof ApiError ? error.trouble.problems.length : 0;
  return (
    <span className="grow row small" role="status">
      <span className="chip warn save-failed">
        {faults > 0 ? (
          words.incomplete(faults)
        ) : (
          <>
            {words.failed}. <ToldError error={error} />
          </>
        )}
      </span>
      {faults === 0 && (
        <button className="button small" type="button" onClick={again}>
          {words.retry}
        </button>
      )}
    </span>
  );
}

function Problems({ problems, nameOf, jump }: Omit<ToolbarProps, 'draft'> & Pick<DraftNow, 'problems'>) {
  const { build, journeys } = useWords();
  const list = useRef<HTMLDivElement>(null);
  if (problems.length === 0) return <span className="small soft">✓ {build.noProblems}</span>;
  return (
    <>
      <button className="button small" type="button" popoverTarget="problems" style={{ anchorName: '--problems' }}>
        <span aria-hidden="true">⚠</span> {journeys.problems(problems.length)}
      </button>
      <div id="problems" popover="auto" ref={list}>
        <ul className="problem-list">
          {problems.map((problem) => (
            <li key={`${problem.spot} ${problem.field} ${problem.message}`}>
              <button
                className="button plain"
                type="button"
                onClick={() => {
                  list.current?.hidePopover();
                  jump(problem);
                }}
              >
                <strong>{build.jumpTo(nameOf(problem.spot))}</strong>
                <span>
                  <Told fault={problem} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
