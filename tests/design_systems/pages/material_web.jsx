/** Material Web: web components, of which some tell their role to assistive technology only. */

import * as React from "react";
import { createComponent } from "@lit/react";
import { MdCheckbox } from "@material/web/checkbox/checkbox.js";
import { MdRadio } from "@material/web/radio/radio.js";
import { MdOutlinedSelect } from "@material/web/select/outlined-select.js";
import { MdSelectOption } from "@material/web/select/select-option.js";
import { MdSwitch } from "@material/web/switch/switch.js";
import { MdPrimaryTab } from "@material/web/tabs/primary-tab.js";
import { MdTabs } from "@material/web/tabs/tabs.js";
import { show } from "./shared/show.jsx";

const { useId, useState } = React;
const made = (tagName, elementClass) =>
  createComponent({ react: React, tagName, elementClass, events: { onChanged: "change" } });
const Toggle = made("md-switch", MdSwitch);
const Tick = made("md-checkbox", MdCheckbox);
const Radio = made("md-radio", MdRadio);
const List = made("md-outlined-select", MdOutlinedSelect);
const Option = made("md-select-option", MdSelectOption);
const Row = made("md-tabs", MdTabs);
const Tab = made("md-primary-tab", MdPrimaryTab);

show({
  Switch({ label, help, on, set }) {
    return (
      <div>
        <label>
          {label}
          <Toggle selected={on} onChanged={(event) => set(event.target.selected)} />
        </label>
        {help && <p>{help}</p>}
      </div>
    );
  },
  Checkbox({ label, help, on, set }) {
    const id = useId();
    return (
      <div>
        <Tick id={id} touch-target="wrapper" checked={on} onChanged={(event) => set(event.target.checked)} />
        <label htmlFor={id}>{label}</label>
        {help && <p>{help}</p>}
      </div>
    );
  },
  Radios({ label, options, value, set }) {
    const id = useId();
    return (
      <div role="radiogroup" aria-labelledby={id}>
        <h3 id={id}>{label}</h3>
        {options.map((one) => (
          <div key={one}>
            <Radio id={id + one} name={id} value={one} checked={one === value} onChanged={() => set(one)} />
            <label htmlFor={id + one}>{one}</label>
          </div>
        ))}
      </div>
    );
  },
  Select({ label, options, value, set }) {
    return (
      <List label={label} value={value} onChanged={(event) => set(event.target.value)}>
        {options.map((one) => (
          <Option key={one} value={one}>
            <div slot="headline">{one}</div>
          </Option>
        ))}
      </List>
    );
  },
  Tabs({ name, other, inner, beside }) {
    const [tab, select] = useState(0);
    return (
      <>
        <Row onChanged={(event) => select(event.target.activeTabIndex)}>
          <Tab>{other}</Tab>
          <Tab>{name}</Tab>
        </Row>
        <div role="tabpanel">{tab === 0 ? beside : inner}</div>
      </>
    );
  },
});
