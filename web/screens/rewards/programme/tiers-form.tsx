import { useSession } from '../../../session/session-context.tsx';
import { CheckField, NumberField, TextField } from '../../journeys/build/fields/fields.tsx';
import { slugOf } from '../../journeys/slug.ts';
import { withAt, withoutAt, type TierLevel, type TierSet } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { LadderFields } from './ladder-fields.tsx';
import { MoneyNumber, NeededNumber, Removable, type PublishedProps } from './part.tsx';

function freshTiers(name: string): TierSet {
  return {
    metric: { by: 'spend' },
    window: { by: 'rolling', days: 365 },
    validity: { by: 'days', days: 365 },
    levels: [{ id: slugOf(name), name, min: 0 }],
  };
}

/** Which tiers there are, and what reaches and keeps them. */
export function TiersForm({ draft, change, published }: PublishedProps) {
  const { programme, starter } = useRewardWords();
  const words = programme.tiers;
  const tiers = draft.tiers ?? null;
  const fixed = published?.tiers?.levels.map(({ id }) => id) ?? [];
  const set = (next: TierSet | null) => change({ ...draft, tiers: next });
  return (
    <fieldset>
      <legend>{words.title}</legend>
      <div className="stack">
        <CheckField
          label={words.on}
          checked={tiers !== null}
          change={(isOn) => set(isOn ? (published?.tiers ?? freshTiers(starter.bronze)) : null)}
        />
        {tiers !== null && (
          <>
            <div className="form-grid">
              <LadderFields tiers={tiers} change={set} />
            </div>
            <Levels tiers={tiers} change={set} fixed={fixed} />
          </>
        )}
      </div>
    </fieldset>
  );
}

interface LevelsProps {
  readonly tiers: TierSet;
  readonly change: (tiers: TierSet) => void;
  /** Ids of tiers that stay. */
  readonly fixed: readonly string[];
}

function Levels({ tiers, change, fixed }: LevelsProps) {
  const words = useRewardWords().programme;
  const { levels } = tiers;
  const set = (next: TierLevel[]) => change({ ...tiers, levels: next });
  const add = () => {
    const id = slugOf('tier', new Set(levels.map((level) => level.id)));
    set([...levels, { id, name: '', min: (levels.at(-1)?.min ?? 0) + 1 }]);
  };
  return (
    <>
      {levels.map((level, place) => {
        const isFixed = fixed.includes(level.id);
        return (
          <Removable
            key={place}
            name={level.name || level.id}
            remove={isFixed || levels.length === 1 ? undefined : () => set(withoutAt(levels, place))}
          >
            <LevelFields
              level={level}
              metric={tiers.metric}
              at={`tiers.levels[${place}]`}
              isFixed={isFixed}
              change={(next) => set(withAt(levels, place, next))}
            />
          </Removable>
        );
      })}
      <button className="button small" type="button" onClick={add}>
        {words.add.tier}
      </button>
    </>
  );
}

interface LevelProps {
  readonly level: TierLevel;
  readonly metric: TierSet['metric'];
  readonly at: string;
  /** It was published: its id stays. */
  readonly isFixed: boolean;
  readonly change: (level: TierLevel) => void;
}

function LevelFields({ level, metric, at, isFixed, change }: LevelProps) {
  const words = useRewardWords().programme;
  const { currency, minorDigits } = useSession().workspace;
  const min = { at: `${at}.min`, min: 0, value: level.min, change: (next: number) => change({ ...level, min: next }) };
  const setMultiplier = (multiplier: number | undefined) => {
    const { multiplier: _multiplier, ...others } = level;
    change(multiplier === undefined ? others : { ...others, multiplier });
  };
  return (
    <div className="form-grid">
      <TextField
        label={words.name}
        at={`${at}.name`}
        value={level.name}
        change={(name) => change({ ...level, name })}
      />
      {isFixed ? (
        <div className="field">
          <span className="label">{words.id}</span>
          <code>{level.id}</code>
          <span className="hint">{words.tiers.fixed}</span>
        </div>
      ) : (
        <TextField label={words.id} at={`${at}.id`} value={level.id} change={(id) => change({ ...level, id })} />
      )}
      {metric.by === 'spend' ? (
        <MoneyNumber label={words.tiers.from(currency)} unit={10 ** minorDigits} {...min} />
      ) : (
        <NeededNumber label={words.tiers.from(words.tiers.units[metric.by])} {...min} />
      )}
      <NumberField
        label={words.tiers.times}
        at={`${at}.multiplier`}
        min={0}
        step={0.01}
        value={level.multiplier ?? 1}
        change={setMultiplier}
      />
    </div>
  );
}
