/** Fluent UI 9. */

import { useState } from "react";
import * as F from "@fluentui/react-components";
import { show } from "./shared/show.jsx";

const explained = (label) => ({
  children: (_, given) => (
    <F.InfoLabel {...given} info="More about this">
      {label}
    </F.InfoLabel>
  ),
});
const items = (options) =>
  options.map((one) => (
    <F.Option key={one} value={one}>
      {one}
    </F.Option>
  ));

show({
  Provider({ children }) {
    return <F.FluentProvider theme={F.webDarkTheme}>{children}</F.FluentProvider>;
  },
  Switch({ label, help, on, set }) {
    return (
      <F.Field hint={help}>
        <F.Switch label={label} labelPosition="before" checked={on} onChange={(_, change) => set(change.checked)} />
      </F.Field>
    );
  },
  Checkbox({ label, help, on, set }) {
    return (
      <F.Field hint={help}>
        <F.Checkbox label={label} checked={on} onChange={(_, change) => set(change.checked)} />
      </F.Field>
    );
  },
  Row({ label, on, set }) {
    return (
      <F.Field label={explained(label)}>
        <F.Switch checked={on} onChange={(_, change) => set(change.checked)} />
      </F.Field>
    );
  },
  Pressed({ label, on, set }) {
    return (
      <F.ToggleButton checked={on} onClick={() => set(!on)}>
        {label}
      </F.ToggleButton>
    );
  },
  Radios({ label, options, value, set }) {
    return (
      <F.Field label={label} hint="Choose one">
        <F.RadioGroup value={value} onChange={(_, change) => set(change.value)}>
          {options.map((one) => (
            <F.Radio key={one} value={one} label={one} />
          ))}
        </F.RadioGroup>
      </F.Field>
    );
  },
  Select({ label, options, value, set }) {
    const chosen = (_, change) => set(change.optionValue);
    return (
      <F.Field label={label}>
        <F.Dropdown value={value} selectedOptions={[value]} onOptionSelect={chosen}>
          {items(options)}
        </F.Dropdown>
      </F.Field>
    );
  },
  Search({ label, options, value, set }) {
    const chosen = (_, change) => change.optionValue && set(change.optionValue);
    return (
      <F.Field label={label}>
        <F.Combobox value={value} selectedOptions={[value]} onOptionSelect={chosen}>
          {items(options)}
        </F.Combobox>
      </F.Field>
    );
  },
  Native({ label, options, value, set }) {
    return (
      <F.Field label={label}>
        <F.Select value={value} onChange={(_, change) => set(change.value)}>
          {options.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </F.Select>
      </F.Field>
    );
  },
  Menu({ label, options, value, set }) {
    const chosen = (_, change) => set(change.checkedItems[0]);
    return (
      <F.Menu checkedValues={{ who: [value] }} onCheckedValueChange={chosen}>
        <F.MenuTrigger>
          <F.MenuButton>{label}</F.MenuButton>
        </F.MenuTrigger>
        <F.MenuPopover>
          <F.MenuList>
            {options.map((one) => (
              <F.MenuItemRadio key={one} name="who" value={one}>
                {one}
              </F.MenuItemRadio>
            ))}
          </F.MenuList>
        </F.MenuPopover>
      </F.Menu>
    );
  },
  Button({ label, press }) {
    return <F.Button onClick={press}>{label}</F.Button>;
  },
  Dialog({ title, text, open, close, cancel, accept, children }) {
    return (
      <F.Dialog open={open} onOpenChange={(_, change) => change.open || close()}>
        <F.DialogSurface>
          <F.DialogBody>
            <F.DialogTitle>{title}</F.DialogTitle>
            <F.DialogContent>
              {text}
              {children}
            </F.DialogContent>
            <F.DialogActions>
              <F.Button onClick={cancel.press}>{cancel.label}</F.Button>
              <F.Button onClick={accept.press}>{accept.label}</F.Button>
            </F.DialogActions>
          </F.DialogBody>
        </F.DialogSurface>
      </F.Dialog>
    );
  },
  Accordion({ name, other, inner, beside }) {
    const panels = [
      [name, inner],
      [other, beside],
    ];
    return (
      <F.Accordion collapsible>
        {panels.map(([title, body]) => (
          <F.AccordionItem key={title} value={title}>
            <F.AccordionHeader>{title}</F.AccordionHeader>
            <F.AccordionPanel>{body}</F.AccordionPanel>
          </F.AccordionItem>
        ))}
      </F.Accordion>
    );
  },
  Tabs({ name, other, inner, beside }) {
    const [tab, select] = useState("first");
    return (
      <>
        <F.TabList selectedValue={tab} onTabSelect={(_, change) => select(change.value)}>
          <F.Tab value="first">{other}</F.Tab>
          <F.Tab value="second">{name}</F.Tab>
        </F.TabList>
        {tab === "first" ? beside : inner}
      </>
    );
  },
});
