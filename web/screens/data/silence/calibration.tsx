import { useState } from 'react';
import type { getSilenceCalibrationContract } from '../../../../api/silence/get-silence-calibration.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { CalibrationPlot } from '../../../charts/calibration-plot.tsx';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';

type Stage = CallReply<typeof getSilenceCalibrationContract>['stages'][number];

/** What was predicted when a stage of silence began, against what became of it. */
export function Calibration() {
  const words = useWords().silence;
  const format = useFormat();
  const calibration = useReply<typeof getSilenceCalibrationContract>('get /v1/silence/calibration', {});
  const [name, setName] = useState<Stage['stage']>('overdue');
  const [asTable, setAsTable] = useState(false);
  return (
    <Card
      title={words.calibration}
      about={
        <span className="row">
          <label>
            <span className="hidden-visually">{words.stage}</span>
            <select value={name} onChange={({ target }) => setName(target.value === 'lapsed' ? 'lapsed' : 'overdue')}>
              <option value="overdue">{words.overdue}</option>
              <option value="lapsed">{words.lapsed}</option>
            </select>
          </label>
          <button className="button small" type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? words.asPlot : words.asTable}
          </button>
        </span>
      }
    >
      <Asked reply={calibration}>
        {({ stages, overall, days }) => {
          const stage = stages.find((each) => each.stage === name);
          return (
            <div className="stack">
              <p className="small soft">
                {words.summary(
                  { ...overall, days },
                  overall.predicted === null ? null : format.percent(overall.predicted),
                )}
              </p>
              {stage && <Judged stage={stage} asTable={asTable} />}
            </div>
          );
        }}
      </Asked>
    </Card>
  );
}

function Judged({ stage, asTable }: { readonly stage: Stage; readonly asTable: boolean }) {
  const words = useWords().silence;
  const format = useFormat();
  const points = stage.tenths.flatMap(({ predicted, actual, judged }) =>
    predicted === null || actual === null || judged === 0 ? [] : [{ predicted, actual, judged }],
  );
  return (
    <>
      <p>{words.figures(stage.judged, stage.returned, stage.open)}</p>
      {asTable ? (
        <Tenths stage={stage} />
      ) : points.length === 0 ? (
        <p className="soft">{words.noPoints}</p>
      ) : (
        <CalibrationPlot
          points={points}
          label={words.plot(points.length)}
          axes={{ x: words.predicted, y: words.observed, line: words.agree }}
          tick={format.percent}
          pointLabel={({ predicted, actual, judged }) =>
            words.point(format.percent(predicted), format.percent(actual), judged)
          }
        />
      )}
    </>
  );
}

function Tenths({ stage: { tenths } }: { readonly stage: Stage }) {
  const words = useWords().silence;
  const format = useFormat();
  const share = (value: number | null) => (value === null ? '–' : format.percent(value));
  if (tenths.length === 0) return <p className="soft">{words.noPoints}</p>;
  return (
    <Scrolls label={words.calibration}>
      <table className="list">
        <thead>
          <tr>
            <th scope="col" className="number">
              {words.range}
            </th>
            <th scope="col" className="number">
              {words.judged}
            </th>
            <th scope="col" className="number">
              {words.predicted}
            </th>
            <th scope="col" className="number">
              {words.observed}
            </th>
            <th scope="col" className="number">
              {words.open}
            </th>
          </tr>
        </thead>
        <tbody>
          {tenths.map(({ from, to, judged, predicted, actual, open }) => (
            <tr key={from}>
              <td className="number">{`${format.percent(from)}–${format.percent(to)}`}</td>
              <td className="number">{format.number(judged)}</td>
              <td className="number">{share(predicted)}</td>
              <td className="number">{share(actual)}</td>
              <td className="number">{format.number(open)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
