import { useId, useRef, useState, type DragEvent } from 'react';
import { useWords } from '../../../words/words.tsx';
import { headOf, textOf } from './file-head.ts';
import type { Picked } from './use-trial.ts';

interface PickFileProps {
  readonly picked: Picked | null;
  readonly pick: (picked: Picked | null) => void;
}

/** Enough for a header and twenty rows. */
const HEAD_BYTES = 256 * 1_024;

/** Takes a file by dropping it, by the mouse or by the keyboard, and reads its beginning. */
export function PickFile({ picked, pick }: PickFileProps) {
  const words = useWords().imports;
  const [isOver, setIsOver] = useState(false);
  const [isUnreadable, setIsUnreadable] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const taken = await read(file);
    setIsUnreadable(taken === null);
    pick(taken);
    // The same file again, after it was corrected, is a new choice.
    if (input.current) input.current.value = '';
  };
  const over = (isIt: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setIsOver(isIt);
  };
  return (
    <div
      className={`drop ${isOver ? 'over' : ''} ${picked ? 'taken' : ''}`}
      onDragEnter={over(true)}
      onDragOver={over(true)}
      onDragLeave={over(false)}
      onDrop={(event) => {
        over(false)(event);
        void take(event.dataTransfer.files[0]);
      }}
    >
      {picked ? (
        <strong className="break">{words.file(picked.file.name, sizeText(picked.file.size))}</strong>
      ) : (
        <>
          <strong>{words.drop}</strong>
          <span className="soft">{words.or}</span>
        </>
      )}
      <span className="pick">
        <input
          ref={input}
          id={id}
          type="file"
          className="hidden-visually"
          accept=".csv,.tsv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson"
          onChange={({ target }) => void take(target.files?.[0])}
        />
        <label htmlFor={id} className={`button ${picked ? '' : 'main'}`}>
          {picked ? words.chooseAgain : words.choose}
        </label>
      </span>
      {!picked && <span className="small soft">{words.limit}</span>}
      {isUnreadable && (
        <p className="down" role="alert">
          {words.unreadable}
        </p>
      )}
    </div>
  );
}

async function read(file: File): Promise<Picked | null> {
  const text = textOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  const format = /\.(ndjson|jsonl)$/i.test(file.name) ? 'ndjson' : 'csv';
  const head = headOf(text, format);
  return head && { file, format, head, key: `${file.name} ${file.size} ${file.lastModified} ${performance.now()}` };
}

const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** 1.4 MB. */
export function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1_024 ** power;
  return `${power > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[power] ?? ''}`;
}
