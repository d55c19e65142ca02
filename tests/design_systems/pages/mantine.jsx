/** Mantine. */

import "@mantine/core/styles.css";
import * as C from "@mantine/core";
import { show } from "./shared/show.jsx";

show({
  Provider({ children }) {
    return <C.MantineProvider defaultColorScheme="dark">{children}</C.MantineProvider>;
  },
  Switch({ label, help, on, set }) {
    return (
      <C.Switch
        label={label}
        description={help}
        checked={on}
        onChange={(event) => set(event.currentTarget.checked)}
        onLabel="ON"
        offLabel="OFF"
        labelPosition="left"
      />
    );
  },
  Checkbox({ label, help, on, set }) {
    const changed = (event) => set(event.currentTarget.checked);
    return <C.Checkbox label={label} description={help} checked={on} onChange={changed} />;
  },
  Row({ label, on, set }) {
    return (
      <C.Checkbox.Card checked={on} onClick={() => set(!on)}>
        <C.Group>
          <C.Checkbox.Indicator />
          <div>
            <C.Text>{label}</C.Text>
          </div>
        </C.Group>
      </C.Checkbox.Card>
    );
  },
  Pressed({ label, on, set }) {
    return (
      <C.Chip checked={on} onChange={set}>
        {label}
      </C.Chip>
    );
  },
  Radios({ label, options, value, set }) {
    return (
      <C.Radio.Group label={label} description="Choose one" value={value} onChange={set}>
        {options.map((one) => (
          <C.Radio key={one} value={one} label={one} />
        ))}
      </C.Radio.Group>
    );
  },
  Cards({ label, options, value, set }) {
    return (
      <C.Radio.Group label={label} value={value} onChange={set}>
        {options.map((one) => (
          <C.Radio.Card key={one} value={one}>
            <C.Group>
              <C.Radio.Indicator />
              <C.Text>{one}</C.Text>
            </C.Group>
          </C.Radio.Card>
        ))}
      </C.Radio.Group>
    );
  },
  Toggles({ label, options, value, set }) {
    return <C.SegmentedControl aria-label={label} data={options} value={value} onChange={set} />;
  },
  Select({ label, options, value, set }) {
    return (
      <C.Select
        label={label}
        description="Choose one"
        data={options}
        value={value}
        allowDeselect={false}
        onChange={(chosen) => chosen && set(chosen)}
      />
    );
  },
  Search({ label, options, value, set }) {
    return (
      <C.Select
        searchable
        label={label}
        data={options}
        value={value}
        allowDeselect={false}
        onChange={(chosen) => chosen && set(chosen)}
      />
    );
  },
  Native({ label, options, value, set }) {
    const changed = (event) => set(event.currentTarget.value);
    return <C.NativeSelect label={label} data={options} value={value} onChange={changed} />;
  },
  Menu({ label, options, value, set }) {
    return (
      <C.Menu>
        <C.Menu.Target>
          <C.Button>
            {label}: {value}
          </C.Button>
        </C.Menu.Target>
        <C.Menu.Dropdown>
          {options.map((one) => (
            <C.Menu.Item key={one} onClick={() => set(one)}>
              {one}
            </C.Menu.Item>
          ))}
        </C.Menu.Dropdown>
      </C.Menu>
    );
  },
  Button({ label, press }) {
    return <C.Button onClick={press}>{label}</C.Button>;
  },
  Dialog({ title, text, open, close, cancel, accept, children }) {
    return (
      <C.Modal opened={open} onClose={close} title={title}>
        <p>{text}</p>
        {children}
        <C.Group>
          <C.Button onClick={cancel.press}>{cancel.label}</C.Button>
          <C.Button onClick={accept.press}>{accept.label}</C.Button>
        </C.Group>
      </C.Modal>
    );
  },
  Accordion({ name, other, inner, beside }) {
    const panels = [
      [name, inner],
      [other, beside],
    ];
    return (
      <C.Accordion>
        {panels.map(([title, body]) => (
          <C.Accordion.Item key={title} value={title}>
            <C.Accordion.Control>{title}</C.Accordion.Control>
            <C.Accordion.Panel>{body}</C.Accordion.Panel>
          </C.Accordion.Item>
        ))}
      </C.Accordion>
    );
  },
  Tabs({ name, other, inner, beside }) {
    return (
      <C.Tabs defaultValue="first">
        <C.Tabs.List>
          <C.Tabs.Tab value="first">{other}</C.Tabs.Tab>
          <C.Tabs.Tab value="second">{name}</C.Tabs.Tab>
        </C.Tabs.List>
        <C.Tabs.Panel value="first">{beside}</C.Tabs.Panel>
        <C.Tabs.Panel value="second">{inner}</C.Tabs.Panel>
      </C.Tabs>
    );
  },
});
