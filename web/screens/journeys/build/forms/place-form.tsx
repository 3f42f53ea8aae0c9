import { PlacementBox } from '../../../../ui/placement-box.tsx';
import { useWords } from '../../../../words/words.tsx';
import { CheckField, choicesOf, NumberField, SelectField, TextField } from '../fields/fields.tsx';
import { TemplateField } from '../fields/template-field.tsx';
import { SpanField } from '../fields/span-field.tsx';
import { WayField } from '../fields/way-field.tsx';
import { orNothing, type FormProps } from './form.ts';

const PLACEMENTS = ['banner', 'toast', 'items'] as const;

/** A banner, a toast, or recommended items. */
export function PlaceForm({ step, place, set }: FormProps<'place'>) {
  const words = useWords().build;
  const { fields } = words;
  return (
    <>
      <SelectField
        label={fields.placement}
        value={step.placement}
        choices={choicesOf(PLACEMENTS, fields.placements)}
        change={(placement) => set({ placement, ...(placement === 'items' ? {} : { most: undefined }) })}
      />
      {step.placement === 'items' && (
        <NumberField
          label={fields.mostItems}
          at="most"
          min={1}
          max={10}
          value={step.most ?? 4}
          change={(most) => set({ most }, 'most')}
        />
      )}
      <TemplateField
        hint={fields.pageTemplateHint}
        value={step.template ?? ''}
        change={(to) => set(saidBy(to, step), 'template')}
      />
      {step.template === undefined && <OwnWords step={step} set={set} />}
      <TextField
        label={fields.slot}
        hint={fields.slotHint}
        at="slot"
        value={step.slot}
        change={(slot) => set({ slot }, 'slot')}
      />
      <SpanField label={fields.stays} at="for" value={step.for ?? '7d'} change={(span) => set({ for: span }, 'for')} />
      <PlaceRules step={step} set={set} />
      {step.template === undefined && <PlacementBox {...shownBy(step)} />}
      <WayField label={words.next} place={place} way={{ field: 'next' }} at="next" />
    </>
  );
}

type Place = FormProps<'place'>['step'];

/** What a step shows that says it itself. */
function shownBy({ placement, title = '', body = '', url, dismissible }: Place) {
  return { placement, title, body, url, dismissible };
}

/** A step says what it shows, or names a template; never both. */
function saidBy(template: string, { title = '', body = '' }: Place): Partial<Place> {
  return template === ''
    ? { template: undefined, title, body }
    : { template, title: undefined, body: undefined, url: undefined };
}

/** What the step itself says. */
function OwnWords({ step, set }: Pick<FormProps<'place'>, 'step' | 'set'>) {
  const { fields } = useWords().build;
  const { title = '', body = '', url = '' } = step;
  return (
    <>
      <TextField label={fields.headline} at="title" value={title} change={(to) => set({ title: to }, 'title')} />
      <TextField label={fields.words} at="body" rows={4} value={body} change={(to) => set({ body: to }, 'body')} />
      <TextField
        label={fields.url}
        at="url"
        type="url"
        value={url}
        change={(to) => set({ url: orNothing(to) }, 'url')}
      />
    </>
  );
}

/** Before which others it comes, where, how often, and for whom. */
function PlaceRules({ step, set }: Pick<FormProps<'place'>, 'step' | 'set'>) {
  const { fields } = useWords().build;
  return (
    <>
      <NumberField
        label={fields.priority}
        hint={fields.priorityHint}
        at="priority"
        min={0}
        max={100}
        value={step.priority}
        change={(priority) => set({ priority }, 'priority')}
      />
      <TextField
        label={fields.pages}
        hint={fields.pagesHint}
        at="pages"
        value={(step.pages ?? []).join(' ')}
        change={(pages) => set({ pages: pagesIn(pages) }, 'pages')}
      />
      <NumberField
        label={fields.mostShown}
        at="mostShown"
        min={1}
        max={200}
        value={step.mostShown}
        change={(mostShown) => set({ mostShown }, 'mostShown')}
      />
      <CheckField
        label={fields.dismissible}
        checked={step.dismissible ?? true}
        change={(dismissible) => set({ dismissible })}
      />
      <CheckField
        label={fields.withCoupon}
        checked={step.withCoupon ?? false}
        change={(isWith) => set({ withCoupon: isWith ? true : undefined })}
      />
      <CheckField
        label={fields.controlShown}
        checked={step.heldOut === 'control'}
        change={(isControl) => set({ heldOut: isControl ? 'control' : undefined })}
      />
    </>
  );
}

/** A page that is still empty, behind a space, is told as a fault until it is written. */
function pagesIn(text: string): string[] | undefined {
  return text === '' ? undefined : text.split(' ');
}
