import { useId, type ReactNode } from 'react';
import { useSettingsWords } from './settings-words.ts';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Of the label, where it is not that of the page: each language is named in itself. */
  readonly lang?: string;
}

interface ChoiceGroupProps<Value extends string> {
  readonly legend: string;
  readonly hint?: ReactNode;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  /** Where policy holds the value; `null` where the person may choose. */
  readonly heldBy: string | null;
  readonly onChoose: (value: Value) => void;
}

/** One setting. What policy holds is told as text: a control that does nothing would look broken. */
export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { legend, hint, options, value, heldBy, onChoose } = props;
  const id = useId();
  const words = useSettingsWords();
  const title = <h2 className="nhsuk-heading-s app-heading-tight">{legend}</h2>;
  if (heldBy !== null) {
    const held = options.find((option) => option.value === value);
    return (
      <div className="app-setting">
        {title}
        <p className="app-setting__held" lang={held?.lang}>
          {held?.label ?? value}
        </p>
        <p>{words.settings.held(heldBy)}</p>
      </div>
    );
  }
  return (
    <fieldset className="nhsuk-fieldset app-setting" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend className="app-setting__legend">{title}</legend>
      {hint && (
        <div className="nhsuk-hint app-setting__hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <div className="nhsuk-radios">
        {options.map((option) => (
          <div className="nhsuk-radios__item" key={option.value}>
            <input
              className="nhsuk-radios__input"
              id={`${id}-${option.value}`}
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            <label className="nhsuk-label nhsuk-radios__label" htmlFor={`${id}-${option.value}`} lang={option.lang}>
              {option.label}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
