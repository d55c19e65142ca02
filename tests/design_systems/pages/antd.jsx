/** Ant Design. */

import { cloneElement, useId } from "react";
import * as A from "antd";
import { show } from "./shared/show.jsx";

const items = (options) => options.map((one) => ({ value: one, label: one }));

function Item({ label, help, tooltip, children }) {
  const id = useId().replace(/:/g, "");
  return (
    <A.Form layout="vertical">
      <A.Form.Item label={label} htmlFor={id} extra={help} tooltip={tooltip}>
        {cloneElement(children, { id })}
      </A.Form.Item>
    </A.Form>
  );
}

show({
  Switch({ label, help, on, set }) {
    return (
      <Item label={label} help={help}>
        <A.Switch checked={on} onChange={set} checkedChildren="On" unCheckedChildren="Off" />
      </Item>
    );
  },
  Checkbox({ label, help, on, set }) {
    return (
      <div>
        <A.Checkbox checked={on} onChange={(event) => set(event.target.checked)}>
          {label}
        </A.Checkbox>
        {help && <p>{help}</p>}
      </div>
    );
  },
  Row({ label, on, set }) {
    return (
      <Item label={label} tooltip="More about this">
        <A.Switch checked={on} onChange={set} />
      </Item>
    );
  },
  Radios({ label, options, value, set }) {
    const id = useId();
    return (
      <div>
        <p id={id}>{label}</p>
        <A.Radio.Group
          aria-labelledby={id}
          options={options}
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      </div>
    );
  },
  Toggles({ label, options, value, set }) {
    return (
      <A.Radio.Group
        aria-label={label}
        optionType="button"
        options={options}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    );
  },
  Cards({ label, options, value, set }) {
    return <A.Segmented aria-label={label} options={options} value={value} onChange={set} />;
  },
  Select({ label, options, value, set }) {
    return (
      <Item label={label}>
        <A.Select style={{ width: 200 }} value={value} onChange={set} options={items(options)} />
      </Item>
    );
  },
  Search({ label, options, value, set }) {
    return (
      <Item label={label}>
        <A.Select showSearch style={{ width: 200 }} value={value} onChange={set} options={items(options)} />
      </Item>
    );
  },
  Menu({ label, options, value, set }) {
    const menu = {
      items: options.map((one) => ({ key: one, label: one })),
      selectable: true,
      selectedKeys: [value],
      onClick: (chosen) => set(chosen.key),
    };
    return (
      <A.Dropdown trigger={["click"]} menu={menu}>
        <A.Button>
          {label}: {value}
        </A.Button>
      </A.Dropdown>
    );
  },
  Button({ label, press }) {
    return <A.Button onClick={press}>{label}</A.Button>;
  },
  Dialog({ title, text, open, close, cancel, accept, children }) {
    return (
      <A.Modal
        title={title}
        open={open}
        onCancel={close}
        onOk={accept.press}
        okText={accept.label}
        cancelText={cancel.label}
      >
        <p>{text}</p>
        {children}
      </A.Modal>
    );
  },
  Accordion({ name, other, inner, beside }) {
    const panels = [
      { key: 1, label: name, children: inner },
      { key: 2, label: other, children: beside },
    ];
    return <A.Collapse items={panels} />;
  },
  Tabs({ name, other, inner, beside }) {
    const tabs = [
      { key: 1, label: other, children: beside },
      { key: 2, label: name, children: inner },
    ];
    return <A.Tabs items={tabs} />;
  },
});
