/** Carbon. */

import { useId } from "react";
import "@carbon/styles/css/styles.css";
import * as C from "@carbon/react";
import { show } from "./shared/show.jsx";

show({
  Switch({ label, help, on, set }) {
    const id = useId();
    return (
      <div>
        <C.Toggle id={id} labelText={label} labelA="Off" labelB="On" toggled={on} onToggle={set} />
        {help && <p>{help}</p>}
      </div>
    );
  },
  Checkbox({ label, help, on, set }) {
    const id = useId();
    const changed = (_, change) => set(change.checked);
    return <C.Checkbox id={id} labelText={label} helperText={help} checked={on} onChange={changed} />;
  },
  Row({ label, on, set }) {
    const id = useId();
    const named = `${id}label`;
    return (
      <div>
        <span id={named}>{label}</span>
        <C.Toggletip>
          <C.ToggletipButton label="About">
            <span>i</span>
          </C.ToggletipButton>
          <C.ToggletipContent>More</C.ToggletipContent>
        </C.Toggletip>
        <C.Toggle id={id} hideLabel size="sm" aria-labelledby={named} labelText="" toggled={on} onToggle={set} />
      </div>
    );
  },
  Radios({ label, options, value, set }) {
    const id = useId();
    return (
      <C.RadioButtonGroup legendText={label} helperText="Choose one" name={id} valueSelected={value} onChange={set}>
        {options.map((one) => (
          <C.RadioButton key={one} id={id + one} value={one} labelText={one} />
        ))}
      </C.RadioButtonGroup>
    );
  },
  Cards({ label, options, value, set }) {
    const id = useId();
    return (
      <C.TileGroup legend={label} name={id} valueSelected={value} onChange={set}>
        {options.map((one) => (
          <C.RadioTile key={one} id={id + one} value={one}>
            {one}
          </C.RadioTile>
        ))}
      </C.TileGroup>
    );
  },
  Toggles({ label, options, value, set }) {
    const selected = options.indexOf(value);
    return (
      <C.ContentSwitcher aria-label={label} selectedIndex={selected} onChange={(event) => set(event.name)}>
        {options.map((one) => (
          <C.Switch key={one} name={one} text={one} />
        ))}
      </C.ContentSwitcher>
    );
  },
  Select({ label, options, value, set }) {
    return (
      <C.Dropdown
        id={useId()}
        titleText={label}
        label="Choose"
        helperText="Choose one"
        items={options}
        selectedItem={value}
        onChange={(event) => set(event.selectedItem)}
      />
    );
  },
  Search({ label, options, value, set }) {
    return (
      <C.ComboBox
        id={useId()}
        titleText={label}
        items={options}
        selectedItem={value}
        onChange={(event) => event.selectedItem && set(event.selectedItem)}
      />
    );
  },
  Native({ label, options, value, set }) {
    return (
      <C.Select id={useId()} labelText={label} value={value} onChange={(event) => set(event.target.value)}>
        {options.map((one) => (
          <C.SelectItem key={one} value={one} text={one} />
        ))}
      </C.Select>
    );
  },
  Menu({ label, options, value, set }) {
    return (
      <C.MenuButton label={label}>
        <C.MenuItemRadioGroup label="Who" items={options} selectedItem={value} onChange={set} />
      </C.MenuButton>
    );
  },
  Button({ label, press }) {
    return <C.Button onClick={press}>{label}</C.Button>;
  },
  Dialog({ title, text, open, close, cancel, accept, children }) {
    return (
      <C.Modal
        open={open}
        onRequestClose={close}
        modalHeading={title}
        primaryButtonText={accept.label}
        secondaryButtonText={cancel.label}
        onRequestSubmit={accept.press}
      >
        <p>{text}</p>
        {children}
      </C.Modal>
    );
  },
  Accordion({ name, other, inner, beside }) {
    return (
      <C.Accordion>
        <C.AccordionItem title={name}>{inner}</C.AccordionItem>
        <C.AccordionItem title={other}>{beside}</C.AccordionItem>
      </C.Accordion>
    );
  },
  Tabs({ name, other, inner, beside }) {
    return (
      <C.Tabs>
        <C.TabList aria-label="Settings">
          <C.Tab>{other}</C.Tab>
          <C.Tab>{name}</C.Tab>
        </C.TabList>
        <C.TabPanels>
          <C.TabPanel>{beside}</C.TabPanel>
          <C.TabPanel>{inner}</C.TabPanel>
        </C.TabPanels>
      </C.Tabs>
    );
  },
});
