import type { ReactNode } from 'react';
import { Scrolls } from '../../../../ui/scrolls.tsx';
import { useVersionWords } from '../words.ts';

interface ToldTableProps {
  readonly title: string;
  readonly about: string;
  /** Besides the step, which comes first. */
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[];
  readonly children: ReactNode;
}

/** Rows about parts of steps: each row begins with the name of its step. */
export function ToldTable({ title, about, columns, children }: ToldTableProps) {
  const { step } = useVersionWords();
  return (
    <div className="stack told">
      <h3>{title}</h3>
      <p className="soft small">{about}</p>
      <Scrolls label={title}>
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{step}</th>
              {columns.map(({ name, isNumber }) => (
                <th key={name} scope="col" className={isNumber ? 'number' : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </Scrolls>
    </div>
  );
}
