/** Shoelace: web components, whose parts stand in shadow roots, through their own wrappers for React. */

import "@shoelace-style/shoelace/dist/themes/light.css";
import * as S from "@shoelace-style/shoelace/dist/react";
import { show } from "./shared/show.jsx";

show({
  Switch({ label, help, on, set }) {
    return (
      <div>
        <S.SlSwitch helpText={help} checked={on} onSlChange={(event) => set(event.target.checked)}>
          {label}
        </S.SlSwitch>
      </div>
    );
  },
  Checkbox({ label, help, on, set }) {
    return (
      <div>
        <S.SlCheckbox helpText={help} checked={on} onSlChange={(event) => set(event.target.checked)}>
          {label}
        </S.SlCheckbox>
      </div>
    );
  },
  Radios({ label, options, value, set }) {
    return (
      <S.SlRadioGroup label={label} value={value} onSlChange={(event) => set(event.target.value)}>
        {options.map((one) => (
          <S.SlRadio key={one} value={one}>
            {one}
          </S.SlRadio>
        ))}
      </S.SlRadioGroup>
    );
  },
  Toggles({ label, options, value, set }) {
    return (
      <S.SlRadioGroup label={label} value={value} onSlChange={(event) => set(event.target.value)}>
        {options.map((one) => (
          <S.SlRadioButton key={one} value={one}>
            {one}
          </S.SlRadioButton>
        ))}
      </S.SlRadioGroup>
    );
  },
  Select({ label, options, value, set }) {
    return (
      <S.SlSelect label={label} value={value} onSlChange={(event) => set(event.target.value)}>
        {options.map((one) => (
          <S.SlOption key={one} value={one}>
            {one}
          </S.SlOption>
        ))}
      </S.SlSelect>
    );
  },
  Button({ label, press }) {
    return <S.SlButton onClick={press}>{label}</S.SlButton>;
  },
  Dialog({ title, text, open, close, cancel, accept, children }) {
    return (
      <S.SlDialog label={title} open={open} onSlAfterHide={close}>
        <p>{text}</p>
        {children}
        <div slot="footer">
          <S.SlButton onClick={cancel.press}>{cancel.label}</S.SlButton>
          <S.SlButton onClick={accept.press}>{accept.label}</S.SlButton>
        </div>
      </S.SlDialog>
    );
  },
  Accordion({ name, other, inner, beside }) {
    return (
      <>
        <S.SlDetails summary={name}>{inner}</S.SlDetails>
        <S.SlDetails summary={other}>{beside}</S.SlDetails>
      </>
    );
  },
  Tabs({ name, other, inner, beside }) {
    return (
      <S.SlTabGroup>
        <S.SlTab slot="nav" panel="first">
          {other}
        </S.SlTab>
        <S.SlTab slot="nav" panel="second">
          {name}
        </S.SlTab>
        <S.SlTabPanel name="first">{beside}</S.SlTabPanel>
        <S.SlTabPanel name="second">{inner}</S.SlTabPanel>
      </S.SlTabGroup>
    );
  },
});
