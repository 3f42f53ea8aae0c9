import { Fragment, useId, type ReactNode } from 'react';
import { useFaults } from '../../../../ui/faults-at.ts';
import { Told, type Fault } from '../../../../ui/told.tsx';

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Where the definition has it, within the step or the journey: what is wrong there is said here. */
  readonly at?: string | undefined;
  readonly children: (control: Control) => ReactNode;
}

/** What ties a control to its label, its hint and what is wrong with it. */
export interface Control {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

export function Field({ label, hint, at, children }: FieldProps) {
  const id = useId();
  const faults = useFaults(at);
  const describes = [...(hint === undefined ? [] : [`${id}-hint`]), ...(faults.length === 0 ? [] : [`${id}-fault`])];
  const control: Control = {
    id,
    'aria-invalid': faults.length > 0 ? true : undefined,
    'aria-describedby': describes.length === 0 ? undefined : describes.join(' '),
  };
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children(control)}
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {faults.length > 0 && (
        <span className="fault" id={`${id}-fault`}>
          <AllTold faults={faults} />
        </span>
      )}
    </div>
  );
}

/** What is wrong with something that is no single control. */
export function Faults({ at }: { readonly at: string }) {
  const faults = useFaults(at);
  return faults.length === 0 ? null : (
    <p className="field">
      <span className="fault">
        <AllTold faults={faults} />
      </span>
    </p>
  );
}

function AllTold({ faults }: { readonly faults: readonly Fault[] }) {
  return faults.map((fault, place) => (
    <Fragment key={fault.message}>
      {place > 0 && ' '}
      <Told fault={fault} />
    </Fragment>
  ));
}
