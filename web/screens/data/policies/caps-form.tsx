import type { Dispatch, SetStateAction } from 'react';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';
import { useSegments } from '../../segments/use-segments.ts';
import { capsOf, withCap, withEmailCap, type Cap, type Policies } from './draft.ts';

export interface PoliciesProps {
  readonly draft: Policies;
  readonly change: Dispatch<SetStateAction<Policies>>;
}

const USUAL: Cap = { messages: 3, days: 7 };

/** How many messages each segment gets at most. */
export function CapsForm({ draft, change }: PoliciesProps) {
  const words = useWords().policies;
  const { data } = useSegments();
  const caps = capsOf(draft);
  const segments = data?.segments ?? [];
  // A cap for a segment that the model does not have stays to be seen.
  const gone = [...caps.keys()].filter((id) => !segments.some((each) => each.id === id));
  const rows = [...segments, ...gone.map((id) => ({ id, name: id, color: '#8b908d' }))];
  return (
    <fieldset>
      <legend>{words.caps}</legend>
      <Scrolls label={words.caps}>
        <table className="list caps">
          <thead>
            <tr>
              <th scope="col">{words.segment}</th>
              <th scope="col">{words.capped}</th>
              <th scope="col">{words.messages}</th>
              <th scope="col">{words.days}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, color }) => (
              <CapRow
                key={id}
                name={name}
                color={color}
                cap={caps.get(id) ?? null}
                set={(cap) => change(withCap(draft, id, cap))}
              />
            ))}
            <CapRow
              name={words.otherwise}
              cap={draft.otherwise}
              set={(cap) => cap && change({ ...draft, otherwise: cap })}
              isFixed
            />
            <CapRow
              name={words.email}
              cap={draft.channels?.email ?? null}
              set={(cap) => change(withEmailCap(draft, cap))}
            />
          </tbody>
        </table>
      </Scrolls>
    </fieldset>
  );
}

interface CapRowProps {
  readonly name: string;
  readonly color?: string;
  /** Null: none. */
  readonly cap: Cap | null;
  readonly set: (cap: Cap | null) => void;
  /** It cannot be taken away. */
  readonly isFixed?: boolean;
}

function CapRow({ name, color, cap, set, isFixed = false }: CapRowProps) {
  const words = useWords().policies;
  return (
    <tr>
      <th scope="row">
        <span className="beside">
          {color !== undefined && <span className="dot" style={{ background: color }} />}
          {name}
        </span>
      </th>
      <td>
        {!isFixed && (
          <input
            type="checkbox"
            checked={cap !== null}
            aria-label={`${words.capped}: ${name}`}
            onChange={({ target }) => set(target.checked ? USUAL : null)}
          />
        )}
      </td>
      {cap === null ? (
        <td colSpan={2} className="soft">
          {words.noCap}
        </td>
      ) : (
        <CapCells name={name} cap={cap} set={set} />
      )}
    </tr>
  );
}

interface CapCellsProps {
  readonly name: string;
  readonly cap: Cap;
  readonly set: (cap: Cap) => void;
}

const MOST = { messages: 50, days: 31 } as const;

export function CapCells({ name, cap, set }: CapCellsProps) {
  const words = useWords().policies;
  return (
    <>
      <td>
        <NumberInput
          label={words.ofSegment(name)}
          value={cap.messages}
          min={0}
          max={MOST.messages}
          change={(messages) => set({ ...cap, messages })}
        />
      </td>
      <td>
        <NumberInput
          label={words.daysOf(name)}
          value={cap.days}
          min={1}
          max={MOST.days}
          change={(days) => set({ ...cap, days })}
        />
      </td>
    </>
  );
}

interface NumberInputProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly change: (value: number) => void;
}

/** A number that may be empty while somebody types. */
export function NumberInput({ label, value, min, max, change }: NumberInputProps) {
  return (
    <input
      type="number"
      className="short"
      required
      aria-label={label}
      min={min}
      max={max}
      value={Number.isNaN(value) ? '' : value}
      onChange={({ target }) => change(target.valueAsNumber)}
    />
  );
}
