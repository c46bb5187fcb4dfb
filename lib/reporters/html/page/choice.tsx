import { visible } from "../../visible-text.ts";

interface Props {
  name: string;
  values: readonly string[];
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
}

/** A switch: one of some values, or all. Nothing where there is no choice. */
export function Choice({ name, values, chosen, onChoose }: Props) {
  if (values.length < 2) return null;
  return (
    <fieldset class="choice">
      <legend>{name}</legend>
      {[undefined, ...values].map((value) => (
        <label key={value ?? ""}>
          <input type="radio" name={name} checked={chosen === value} onChange={() => onChoose(value)} />
          <span>{value === undefined ? "all" : visible(value)}</span>
        </label>
      ))}
    </fieldset>
  );
}
