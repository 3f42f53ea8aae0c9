import { SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { fieldsOf, TYPES, type Rule, type RuleType } from './mapping.ts';
import { useSourceWords } from './words.ts';

const CHOICES = [...TYPES, 'own'] as const satisfies readonly RuleType[];
const FRESH: Rule = { event: '', becomes: 'purchase', own: '', fields: {} };

interface RulesFieldProps {
  readonly rules: readonly Rule[];
  readonly change: (rules: readonly Rule[]) => void;
}

/** Which event of the source becomes what, and where its fields are. */
export function RulesField({ rules, change }: RulesFieldProps) {
  const { mapping: words } = useSourceWords();
  return (
    <fieldset className="stack">
      <legend>{words.rules}</legend>
      <p className="small soft">{rules.length === 0 ? words.noRules : words.rulesHint}</p>
      {rules.map((rule, place) => (
        <RuleFields
          key={place}
          place={place}
          rule={rule}
          change={(changed) => change(rules.with(place, changed))}
          remove={() => change(rules.toSpliced(place, 1))}
        />
      ))}
      <p>
        <button className="button small" type="button" onClick={() => change([...rules, FRESH])}>
          + {words.addRule}
        </button>
      </p>
    </fieldset>
  );
}

interface RuleFieldsProps {
  readonly place: number;
  readonly rule: Rule;
  readonly change: (rule: Rule) => void;
  readonly remove: () => void;
}

function RuleFields({ place, rule, change, remove }: RuleFieldsProps) {
  const { mapping: words } = useSourceWords();
  const { event, becomes, own, fields } = rule;
  const at = `mapping.events[${place}].`;
  const elsewhere = fieldsOf(becomes);
  return (
    <fieldset className="stack source-rule">
      <legend>{words.ruleOf(event, place + 1)}</legend>
      <div className="columns">
        <TextField
          label={words.event}
          hint={words.eventHint}
          at={`${at}event`}
          value={event}
          change={(to) => change({ ...rule, event: to })}
        />
        <SelectField
          label={words.becomes}
          at={becomes === 'own' ? undefined : `${at}type`}
          value={becomes}
          choices={CHOICES.map((value) => ({ value, text: words.types[value] }))}
          change={(to) => change({ ...rule, becomes: to })}
        />
        {becomes === 'own' && (
          <TextField
            label={words.ownType}
            hint={words.ownTypeHint}
            at={`${at}type`}
            value={own}
            change={(to) => change({ ...rule, own: to })}
          />
        )}
      </div>
      {elsewhere.length > 0 && (
        <details open={Object.keys(fields).length > 0}>
          <summary>{words.fieldsTitle}</summary>
          <div className="columns">
            {elsewhere.map((field) => (
              <TextField
                key={field}
                label={words.fields[field]}
                hint={words.usual[field]}
                at={`${at}fields.${field}`}
                value={fields[field] ?? ''}
                change={(to) => change({ ...rule, fields: { ...fields, [field]: to } })}
              />
            ))}
          </div>
        </details>
      )}
      <p>
        <button className="button small danger" type="button" onClick={remove}>
          {words.removeRule(event, place + 1)}
        </button>
      </p>
    </fieldset>
  );
}
