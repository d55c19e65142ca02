/** React Aria Components, without any style of its own. */

import * as R from "react-aria-components";
import { show } from "./shared/show.jsx";

const white = { background: "#fff" };
const screen = { position: "fixed", inset: 0 };
const drawn = <i style={{ display: "inline-block", width: 30, height: 16, background: "#88f" }} />;
const only = (keys) => [...keys][0];
const items = (options) =>
  options.map((one) => (
    <R.ListBoxItem key={one} id={one}>
      {one}
    </R.ListBoxItem>
  ));

function Options({ options }) {
  return (
    <R.Popover style={white}>
      <R.ListBox>{items(options)}</R.ListBox>
    </R.Popover>
  );
}

show({
  Switch({ label, help, on, set }) {
    return (
      <div>
        <R.Switch isSelected={on} onChange={set}>
          {drawn}
          {label}
        </R.Switch>
        {help && <p>{help}</p>}
      </div>
    );
  },
  Checkbox({ label, help, on, set }) {
    return (
      <div>
        <R.Checkbox isSelected={on} onChange={set}>
          {drawn}
          {label}
        </R.Checkbox>
        {help && <p>{help}</p>}
      </div>
    );
  },
  Pressed({ label, on, set }) {
    return (
      <R.ToggleButton isSelected={on} onChange={set}>
        {label}
      </R.ToggleButton>
    );
  },
  Radios({ label, options, value, set }) {
    return (
      <R.RadioGroup value={value} onChange={set}>
        <R.Label>{label}</R.Label>
        {options.map((one) => (
          <R.Radio key={one} value={one}>
            {drawn}
            {one}
          </R.Radio>
        ))}
        <R.Text slot="description">Choose one</R.Text>
      </R.RadioGroup>
    );
  },
  Toggles({ label, options, value, set }) {
    return (
      <R.ToggleButtonGroup
        aria-label={label}
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(keys) => set(only(keys))}
      >
        {options.map((one) => (
          <R.ToggleButton key={one} id={one}>
            {one}
          </R.ToggleButton>
        ))}
      </R.ToggleButtonGroup>
    );
  },
  Select({ label, options, value, set }) {
    return (
      <R.Select selectedKey={value} onSelectionChange={set}>
        <R.Label>{label}</R.Label>
        <R.Button>
          <R.SelectValue />
          <span aria-hidden="true">v</span>
        </R.Button>
        <R.Text slot="description">Choose one</R.Text>
        <Options options={options} />
      </R.Select>
    );
  },
  Search({ label, options, value, set }) {
    return (
      <R.ComboBox selectedKey={value} onSelectionChange={(key) => key && set(key)}>
        <R.Label>{label}</R.Label>
        <div>
          <R.Input />
          <R.Button>v</R.Button>
        </div>
        <Options options={options} />
      </R.ComboBox>
    );
  },
  List({ label, options, value, set }) {
    return (
      <R.ListBox
        aria-label={label}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(keys) => set(only(keys))}
      >
        {items(options)}
      </R.ListBox>
    );
  },
  Menu({ label, options, value, set }) {
    return (
      <R.MenuTrigger>
        <R.Button aria-label={label}>...</R.Button>
        <R.Popover style={white}>
          <R.Menu
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[value]}
            onSelectionChange={(keys) => set(only(keys))}
          >
            {options.map((one) => (
              <R.MenuItem key={one} id={one}>
                {one}
              </R.MenuItem>
            ))}
          </R.Menu>
        </R.Popover>
      </R.MenuTrigger>
    );
  },
  Button({ label, press }) {
    return <R.Button onPress={press}>{label}</R.Button>;
  },
  Dialog({ title, text, open, close, cancel, accept, children }) {
    return (
      <R.ModalOverlay isOpen={open} onOpenChange={(opened) => opened || close()} isDismissable style={screen}>
        <R.Modal style={white}>
          <R.Dialog role={children ? "dialog" : "alertdialog"}>
            <R.Heading slot="title">{title}</R.Heading>
            <p>{text}</p>
            {children}
            <R.Button onPress={cancel.press}>{cancel.label}</R.Button>
            <R.Button onPress={accept.press}>{accept.label}</R.Button>
          </R.Dialog>
        </R.Modal>
      </R.ModalOverlay>
    );
  },
  Accordion({ name, other, inner, beside }) {
    const panels = [
      [name, inner],
      [other, beside],
    ];
    return (
      <R.DisclosureGroup>
        {panels.map(([title, body]) => (
          <R.Disclosure key={title}>
            <R.Heading>
              <R.Button slot="trigger">{title}</R.Button>
            </R.Heading>
            <R.DisclosurePanel>{body}</R.DisclosurePanel>
          </R.Disclosure>
        ))}
      </R.DisclosureGroup>
    );
  },
  Tabs({ name, other, inner, beside }) {
    return (
      <R.Tabs>
        <R.TabList aria-label="Settings">
          <R.Tab id="first">{other}</R.Tab>
          <R.Tab id="second">{name}</R.Tab>
        </R.TabList>
        <R.TabPanel id="first">{beside}</R.TabPanel>
        <R.TabPanel id="second">{inner}</R.TabPanel>
      </R.Tabs>
    );
  },
});
