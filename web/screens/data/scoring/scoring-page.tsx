import type { getScoringContract } from '../../../../api/scoring/get-scoring.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Allowed } from '../../../session/allowed.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';
import { DraftForm } from './draft-form.tsx';
import type { ScoringView } from './draft.ts';
import { ScoringVersions } from './scoring-versions.tsx';

/** By which figures customers are scored: in force, as a draft, and before. */
export function ScoringPage() {
  const scoring = useReply<typeof getScoringContract>('get /v1/scoring', {});
  return (
    <>
      <InForce reply={scoring} />
      {scoring.data && (
        <Allowed to="marketer">
          <DraftForm view={scoring.data} />
        </Allowed>
      )}
      <ScoringVersions />
    </>
  );
}

function InForce({ reply }: { readonly reply: ReturnType<typeof useReply<typeof getScoringContract>> }) {
  const words = useWords().scoring;
  const format = useFormat();
  const { data } = reply;
  const share = data?.adoption.find(({ version }) => version === data.model.version)?.share ?? 0;
  return (
    <Card
      title={words.inForce}
      about={data ? words.inForceAbout(data.model.version, format.percent(share)) : undefined}
    >
      <Asked reply={reply}>{({ model }) => <Model model={model} />}</Asked>
    </Card>
  );
}

function Model({ model }: { readonly model: ScoringView['model'] }) {
  const words = useWords().scoring;
  const format = useFormat();
  const { definition, cutOffs, origin, segments, name } = model;
  const list = (cuts: readonly number[], text: (value: number) => string) => cuts.map(text).join(' · ');
  return (
    <div className="stack">
      <dl className="figures wide">
        <Fact name={words.name}>{name}</Fact>
        <Fact name={words.window}>
          {definition.windowDays === null ? words.wholeLife : words.windowDays(definition.windowDays)}
        </Fact>
        <Fact name={words.cutsBy}>
          {origin.customers === null ? words.by[origin.by] : words.from(format.number(origin.customers))}
        </Fact>
        <Fact name={words.recency}>{list(cutOffs.recency.cuts, format.number)}</Fact>
        <Fact name={words.frequency}>{list(cutOffs.frequency.cuts, format.number)}</Fact>
        <Fact name={words.monetary}>
          {cutOffs.monetary === null ? words.by.none : list(cutOffs.monetary.cuts, format.money)}
        </Fact>
      </dl>
      <ul className="legend-list">
        {segments.map(({ id, name: segment, color }) => (
          <li key={id}>
            <span className="dot" style={{ background: color }} />
            {segment}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt className="small soft">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
