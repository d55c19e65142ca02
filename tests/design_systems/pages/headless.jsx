/** Headless UI, without any style of its own. */

import { useState } from "react";
import * as H from "@headlessui/react";
import { show } from "./shared/show.jsx";

const box = { display: "block", width: 42, height: 25, background: "#ccc" };
const screen = { position: "fixed", inset: 0 };

show({
  Switch({ label, help, on, set }) {
    return (
      <H.Field>
        <H.Label>{label}</H.Label>
        {help && <H.Description>{help}</H.Description>}
        <H.Switch style={box} checked={on} onChange={set} name="switch">
          <span aria-hidden="true" />
        </H.Switch>
      </H.Field>
    );
  },
  Checkbox({ label, help, on, set }) {
    return (
      <H.Field>
        <H.Checkbox style={box} checked={on} onChange={set}>
          <span>v</span>
        </H.Checkbox>
        <H.Label>{label}</H.Label>
        {help && <H.Description>{help}</H.Description>}
      </H.Field>
    );
  },
  Row({ label, on, set }) {
    return (
      <H.Field>
        <H.Label passive>{label}</H.Label>
        <button aria-label="About">i</button>
        <H.Switch style={box} checked={on} onChange={set}>
          <span className="sr-only">Use setting</span>
        </H.Switch>
      </H.Field>
    );
  },
  Radios({ label, options, value, set }) {
    return (
      <H.Fieldset>
        <H.Legend>{label}</H.Legend>
        <H.RadioGroup value={value} onChange={set}>
          {options.map((one) => (
            <H.Field key={one}>
              <H.Radio value={one} style={box}>
                <span />
              </H.Radio>
              <H.Label>{one}</H.Label>
            </H.Field>
          ))}
        </H.RadioGroup>
      </H.Fieldset>
    );
  },
  Cards({ label, options, value, set }) {
    return (
      <H.RadioGroup aria-label={label} value={value} onChange={set}>
        {options.map((one) => (
          <H.Radio key={one} value={one} style={{ display: "block" }}>
            <p>{one}</p>
          </H.Radio>
        ))}
      </H.RadioGroup>
    );
  },
  Select({ label, options, value, set }) {
    return (
      <H.Field>
        <H.Label>{label}</H.Label>
        <H.Listbox value={value} onChange={set}>
          <H.ListboxButton>{value}</H.ListboxButton>
          <H.ListboxOptions anchor="bottom">
            {options.map((one) => (
              <H.ListboxOption key={one} value={one}>
                {one}
              </H.ListboxOption>
            ))}
          </H.ListboxOptions>
        </H.Listbox>
      </H.Field>
    );
  },
  Search({ label, options, value, set }) {
    const [query, search] = useState("");
    const matching = options.filter((one) => one.toLowerCase().includes(query.toLowerCase()));
    return (
      <H.Field>
        <H.Label>{label}</H.Label>
        <H.Combobox immediate value={value} onChange={(chosen) => chosen && set(chosen)} onClose={() => search("")}>
          <H.ComboboxInput displayValue={(shown) => shown} onChange={(event) => search(event.target.value)} />
          <H.ComboboxButton>v</H.ComboboxButton>
          <H.ComboboxOptions anchor="bottom">
            {matching.map((one) => (
              <H.ComboboxOption key={one} value={one}>
                {one}
              </H.ComboboxOption>
            ))}
          </H.ComboboxOptions>
        </H.Combobox>
      </H.Field>
    );
  },
  Native({ label, options, value, set }) {
    return (
      <H.Field>
        <H.Label>{label}</H.Label>
        <H.Select value={value} onChange={(event) => set(event.target.value)}>
          {options.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </H.Select>
      </H.Field>
    );
  },
  Menu({ label, options, value, set }) {
    return (
      <H.Menu>
        <H.MenuButton>
          {label}: {value}
        </H.MenuButton>
        <H.MenuItems anchor="bottom">
          {options.map((one) => (
            <H.MenuItem key={one}>
              <button onClick={() => set(one)}>{one}</button>
            </H.MenuItem>
          ))}
        </H.MenuItems>
      </H.Menu>
    );
  },
  Button({ label, press }) {
    return <H.Button onClick={press}>{label}</H.Button>;
  },
  Dialog({ title, text, open, close, cancel, accept, children }) {
    return (
      <H.Dialog open={open} onClose={close}>
        <H.DialogBackdrop style={screen} />
        <div style={screen}>
          <H.DialogPanel style={{ background: "#fff", width: 300 }}>
            <H.DialogTitle>{title}</H.DialogTitle>
            <H.Description>{text}</H.Description>
            {children}
            <button onClick={cancel.press}>{cancel.label}</button>
            <button onClick={accept.press}>{accept.label}</button>
          </H.DialogPanel>
        </div>
      </H.Dialog>
    );
  },
  Accordion({ name, other, inner, beside }) {
    const panels = [
      [name, inner],
      [other, beside],
    ];
    return panels.map(([title, body]) => (
      <H.Disclosure key={title}>
        <H.DisclosureButton>{title}</H.DisclosureButton>
        <H.DisclosurePanel>{body}</H.DisclosurePanel>
      </H.Disclosure>
    ));
  },
  Tabs({ name, other, inner, beside }) {
    return (
      <H.TabGroup>
        <H.TabList>
          <H.Tab>{other}</H.Tab>
          <H.Tab>{name}</H.Tab>
        </H.TabList>
        <H.TabPanels>
          <H.TabPanel>{beside}</H.TabPanel>
          <H.TabPanel>{inner}</H.TabPanel>
        </H.TabPanels>
      </H.TabGroup>
    );
  },
});
