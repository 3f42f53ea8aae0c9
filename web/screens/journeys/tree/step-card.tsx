import type { ReactNode } from 'react';
import { Told } from '../../../ui/told.tsx';
import type { Step } from '../definition.ts';
import { enterDetail, enterText } from './enter-text.ts';
import { stepText, type StepText } from './step-text.ts';
import { useTree, type Spot } from './tree-context.ts';

/** What lets people in: the first card. */
export function EnterCard() {
  const { definition, say } = useTree();
  const text: StepText = {
    kind: say.words.kinds.enter,
    title: enterText(definition.enter, say),
    detail: enterDetail(definition, say),
  };
  return <Card spot={null} step={null} number={1} type="entering" text={text} />;
}

export function StepCard({ place, number }: { readonly place: number; readonly number: number }) {
  const { definition, say } = useTree();
  const step = definition.steps[place];
  if (step === undefined) return null;
  return <Card spot={step.id} step={step} place={place} number={number} type={step.type} text={stepText(step, say)} />;
}

interface CardProps {
  readonly spot: Spot;
  readonly step: Step | null;
  /** In the list of steps; left out: what lets people in. */
  readonly place?: number;
  readonly number: number;
  readonly type: Step['type'] | 'entering';
  readonly text: StepText;
}

function Card({ spot, step, place, number, type, text }: CardProps) {
  const { say, chosen, choose, entrance, editing, aboutStep, badge, problemsOf } = useTree();
  const problems = problemsOf?.(spot) ?? [];
  const isChosen = chosen === spot;
  const content: ReactNode = (
    <>
      <span className="card-line">
        <span className="small soft">{say.words.numbered(number, text.kind)}</span>
        {badge?.(step)}
        {editing && step && (
          <span className="grip" aria-hidden="true">
            ⠿
          </span>
        )}
      </span>
      <span className="card-title">{text.title}</span>
      {text.detail !== '' && <span className="small soft">{text.detail}</span>}
      {aboutStep?.(step)}
      {problems.map((problem) => (
        <span key={problem.message} className="card-problem small">
          ⚠ <Told fault={problem} />
        </span>
      ))}
    </>
  );
  const className = `step-card ${type}${problems.length > 0 ? ' faulty' : ''}`;
  if (!choose) return <div className={className}>{content}</div>;
  return (
    <button
      className={className}
      type="button"
      data-card={spot ?? ''}
      data-place={place}
      aria-current={isChosen ? 'true' : undefined}
      tabIndex={entrance === spot ? 0 : -1}
      onClick={() => choose(spot)}
    >
      {content}
    </button>
  );
}
