import type { getSilenceModelContract } from '../../../../api/silence/get-silence-model.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Allowed } from '../../../session/allowed.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';
import { Calibration } from './calibration.tsx';
import { Fit } from './fit.tsx';
import { FixedDays } from './fixed-days.tsx';
import { SilenceVersions } from './silence-versions.tsx';

type View = CallReply<typeof getSilenceModelContract>;

/** When somebody counts as silent: in force, learned, and held against what happened. */
export function SilencePage() {
  const words = useWords().silence;
  const format = useFormat();
  const view = useReply<typeof getSilenceModelContract>('get /v1/silence/model', {});
  const { data } = view;
  const share = data?.adoption.find(({ version }) => version === data.model.version)?.share ?? 0;
  return (
    <>
      <Card title={words.inForce} about={data ? words.about(data.model.version, format.percent(share)) : undefined}>
        <Asked reply={view}>
          {(reply) => (
            <div className="stack">
              <InForce view={reply} />
              <details>
                <summary>{words.fixed}</summary>
                <Allowed to="marketer">
                  <FixedDays key={reply.model.version} model={reply.model} />
                </Allowed>
              </details>
            </div>
          )}
        </Asked>
      </Card>
      <Fit backTest={data?.fit?.backTest?.because ?? null} />
      <Calibration />
      <SilenceVersions />
    </>
  );
}

function InForce({ view: { model, drift } }: { readonly view: View }) {
  const words = useWords().silence;
  const format = useFormat();
  const { overdueDays, lapsedDays, rule, rhythm } = model;
  return (
    <>
      <dl className="figures wide">
        <div>
          <dt className="small soft">{words.overdue}</dt>
          <dd>
            <strong>{words.days(overdueDays)}</strong>
            <span className="small soft block">{words.fixedFor(rule !== null)}</span>
          </dd>
        </div>
        <div>
          <dt className="small soft">{words.lapsed}</dt>
          <dd>
            <strong>{words.days(lapsedDays)}</strong>
            <span className="small soft block">{words.fixedFor(rule !== null)}</span>
          </dd>
        </div>
        <div>
          <dt className="small soft">{words.rule}</dt>
          <dd>
            {rule ? rule.says : words.noRule}
            {rule && <span className="small soft block">{words.between(rule.floorDays, rule.capDays)}</span>}
          </dd>
        </div>
        {rhythm && (
          <div>
            <dt className="small soft">{words.learned}</dt>
            <dd>
              {words.learnedFrom(rhythm.customers, rhythm.repeaters)}
              <span className="small soft block">{format.date(rhythm.fittedAt)}</span>
            </dd>
          </div>
        )}
      </dl>
      {drift && (
        <p className={drift.alert ? 'notice error' : 'small soft'} role="status">
          {drift.alert && <strong>⚠ {words.driftAlert}</strong>}
          {words.drift(format.percent(drift.predicted), format.percent(drift.actual))}
        </p>
      )}
    </>
  );
}
