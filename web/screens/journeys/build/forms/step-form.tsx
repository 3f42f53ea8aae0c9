import type { ComponentType } from 'react';
import type { Kind } from '../../definition.ts';
import { replaced } from '../../edit/edits.ts';
import { useBuilding } from '../build-context.ts';
import { BranchForm, SplitForm } from './fork-forms.tsx';
import type { FormProps, Steps } from './form.ts';
import { GrantForm } from './grant-form.tsx';
import { QuestForm } from './quest-form.tsx';
import { PlaceForm } from './place-form.tsx';
import { EnterOtherForm, SetForm, StopForm } from './plain-forms.tsx';
import { SendForm } from './send-form.tsx';
import { WaitForm } from './wait-form.tsx';
import { WebhookForm } from './webhook-form.tsx';

/** A form for every kind of step. */
const FORMS: { readonly [K in Kind]: ComponentType<FormProps<K>> } = {
  send: SendForm,
  place: PlaceForm,
  wait: WaitForm,
  branch: BranchForm,
  split: SplitForm,
  set: SetForm,
  enter: EnterOtherForm,
  grant: GrantForm,
  quest: QuestForm,
  stop: StopForm,
  webhook: WebhookForm,
};

export function StepForm({ step, place }: { readonly step: Steps[Kind]; readonly place: number }) {
  return <FormOf kind={step.type} step={step} place={place} />;
}

interface FormOfProps<K extends Kind> {
  readonly kind: K;
  readonly step: Steps[K];
  readonly place: number;
}

function FormOf<K extends Kind>({ kind, step, place }: FormOfProps<K>) {
  const { edit } = useBuilding();
  const Form: ComponentType<FormProps<K>> = FORMS[kind];
  return (
    <Form
      step={step}
      place={place}
      set={(change, about) => {
        const changed: Steps[K] = { ...step, ...change };
        edit((draft) => replaced(draft, place, changed), about === undefined ? undefined : `${step.id} ${about}`);
      }}
    />
  );
}
