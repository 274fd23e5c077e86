import type { ReactNode } from 'react';
import type { InputFieldView } from '../../preload/session-view.ts';
import { actionFormWords } from '../i18n/action-form-words.ts';
import { label } from '../i18n/format.ts';
import { inSentence, isOnlyEnglish, ownWords } from '../i18n/own-words.tsx';

interface InputFieldProps {
  /** Of the control, or of the first one of a group: where the error summary leads to. */
  readonly id: string;
  readonly field: InputFieldView;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: ReactNode;
}

/** More answers than these are found faster in a list that opens. */
const mostRadios = 6;

/** One field of an action's form, with its label, hint and error tied to it. */
export function InputField(props: InputFieldProps) {
  const { field, id, error } = props;
  const isGroup = field.kind === 'choice' && field.choices.length <= mostRadios;
  const name = field.required ? ownWords(field.label) : inSentence([field.label], actionFormWords().optional);
  const hint = hintOf(field);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const help = (
    <>
      {hint && (
        <div className="nhsuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <span className="nhsuk-error-message" id={`${id}-error`}>
          <span className="nhsuk-u-visually-hidden">{actionFormWords().errorPrefix}</span>
          {error}
        </span>
      )}
    </>
  );
  return (
    <div className={error ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
      {isGroup ? (
        <fieldset className="nhsuk-fieldset" aria-describedby={described}>
          <legend className="nhsuk-label">{name}</legend>
          {help}
          <Radios {...props} />
        </fieldset>
      ) : (
        <>
          <label className="nhsuk-label" htmlFor={id}>
            {name}
          </label>
          {help}
          <Control {...props} describedBy={described} />
        </>
      )}
    </div>
  );
}

/** The policy's own words stand in place of ours for a kind, but not of what somebody could not know: how much fits. */
function hintOf({ hint, kind, maxLength }: InputFieldView): ReactNode {
  const own = hint && ownWords(hint);
  switch (kind) {
    case 'nhsNumber':
      return own ?? actionFormWords().nhsNumber;
    case 'longText':
      return hint
        ? inSentence([hint], (said) => `${asSentence(said, label(hint))} ${actionFormWords().characters(maxLength)}`)
        : actionFormWords().characters(maxLength);
    case 'text':
    case 'choice':
      return own;
    default:
      return kind satisfies never;
  }
}

function asSentence(said: string, words: string): string {
  return /[.!?]$/.test(words) ? said : `${said}.`;
}

function Control({
  id,
  field,
  value,
  onChange,
  error,
  describedBy,
}: InputFieldProps & { readonly describedBy: string | undefined }) {
  const common = {
    id,
    className: 'app-input',
    value,
    autoComplete: 'off',
    'aria-describedby': describedBy,
    'aria-invalid': error ? true : undefined,
    onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
  } as const;
  switch (field.kind) {
    case 'text':
      return <input type="text" {...common} />;
    case 'nhsNumber':
      return <input type="text" inputMode="numeric" spellCheck={false} {...common} />;
    case 'longText':
      return <textarea rows={5} {...common} />;
    case 'choice':
      return (
        <select {...common}>
          <option value="">{actionFormWords().choose}</option>
          {field.choices.map((choice) => (
            <option key={choice.value} value={choice.value} lang={isOnlyEnglish(choice.label) ? 'en' : undefined}>
              {label(choice.label)}
            </option>
          ))}
        </select>
      );
    default:
      return field.kind satisfies never;
  }
}

function Radios({ id, field, value, onChange }: InputFieldProps) {
  return (
    <div className="nhsuk-radios">
      {field.choices.map((choice, index) => {
        const choiceId = index === 0 ? id : `${id}-${index}`;
        return (
          <div className="nhsuk-radios__item" key={choice.value}>
            <input
              className="nhsuk-radios__input"
              id={choiceId}
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <label className="nhsuk-label nhsuk-radios__label" htmlFor={choiceId}>
              {ownWords(choice.label)}
            </label>
          </div>
        );
      })}
    </div>
  );
}
