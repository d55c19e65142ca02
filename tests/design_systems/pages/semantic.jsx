/** Semantic UI, whose labels and lists mostly say nothing to anybody who does not see them. */

import { useId } from "react";
import "semantic-ui-css/semantic.css";
import * as S from "semantic-ui-react";
import { show } from "./shared/show.jsx";

const items = (options) => options.map((one) => ({ key: one, value: one, text: one }));

show({
  Switch({ label, help, on, set }) {
    return (
      <div>
        <S.Checkbox toggle label={label} checked={on} onChange={(_, change) => set(change.checked)} />
        {help && <p>{help}</p>}
      </div>
    );
  },
  Row({ label, on, set }) {
    const id = useId();
    return (
      <S.Form>
        <S.Form.Checkbox slider id={id} label={label} checked={on} onChange={(_, change) => set(change.checked)} />
      </S.Form>
    );
  },
  Pressed({ label, on, set }) {
    return (
      <S.Button toggle active={on} onClick={() => set(!on)}>
        {label}
      </S.Button>
    );
  },
  Select({ label, options, value, set }) {
    const id = useId();
    const tied = { children: label, htmlFor: id };
    const changed = (_, change) => set(change.value);
    return (
      <S.Form>
        <S.Form.Select id={id} label={tied} options={items(options)} value={value} onChange={changed} />
      </S.Form>
    );
  },
  Search({ label, options, value, set }) {
    const id = useId();
    return (
      <S.Form>
        <S.Form.Select
          search
          searchInput={{ id }}
          label={{ children: label, htmlFor: id }}
          options={items(options)}
          value={value}
          onChange={(_, change) => set(change.value)}
        />
      </S.Form>
    );
  },
  Field({ label, options, value, set }) {
    const changed = (_, change) => set(change.value);
    return <S.Dropdown selection aria-label={label} options={items(options)} value={value} onChange={changed} />;
  },
});
