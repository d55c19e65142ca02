/** Radix, without any style of its own. */

import { useId } from "react";
import * as R from "radix-ui";
import { show } from "./shared/show.jsx";

const box = { width: 42, height: 25, position: "relative" };
const thumb = { display: "block", width: 21, height: 21, background: "#888" };
const row = { display: "flex" };
const screen = { position: "fixed", inset: 0 };
const sheet = { position: "fixed", top: 90, background: "#fff" };

/** A question, or a dialog that holds something: Radix has one of each. */
function Sheet({ title, text, open, close, cancel, accept, children }) {
  return (
    <R.Dialog.Root open={open} onOpenChange={(opened) => opened || close()}>
      <R.Dialog.Portal>
        <R.Dialog.Overlay style={screen} />
        <R.Dialog.Content style={sheet}>
          <R.Dialog.Title>{title}</R.Dialog.Title>
          <R.Dialog.Description>{text}</R.Dialog.Description>
          {children}
          <button onClick={cancel.press}>{cancel.label}</button>
          <button onClick={accept.press}>{accept.label}</button>
        </R.Dialog.Content>
      </R.Dialog.Portal>
    </R.Dialog.Root>
  );
}

function Question({ title, text, open, close, cancel, accept }) {
  return (
    <R.AlertDialog.Root open={open} onOpenChange={(opened) => opened || close()}>
      <R.AlertDialog.Portal>
        <R.AlertDialog.Overlay style={screen} />
        <R.AlertDialog.Content style={sheet}>
          <R.AlertDialog.Title>{title}</R.AlertDialog.Title>
          <R.AlertDialog.Description>{text}</R.AlertDialog.Description>
          <R.AlertDialog.Cancel>{cancel.label}</R.AlertDialog.Cancel>
          <R.AlertDialog.Action onClick={accept.press}>{accept.label}</R.AlertDialog.Action>
        </R.AlertDialog.Content>
      </R.AlertDialog.Portal>
    </R.AlertDialog.Root>
  );
}

show({
  Switch({ label, help, on, set }) {
    const id = useId();
    return (
      <form>
        <div style={row}>
          <R.Label.Root htmlFor={id}>{label}</R.Label.Root>
          <R.Switch.Root
            style={box}
            id={id}
            checked={on}
            onCheckedChange={set}
            aria-describedby={help && `${id}help`}
          >
            <R.Switch.Thumb style={thumb} />
          </R.Switch.Root>
        </div>
        {help && <p id={`${id}help`}>{help}</p>}
      </form>
    );
  },
  Checkbox({ label, help, on, set }) {
    const id = useId();
    return (
      <form>
        <div style={row}>
          <R.Checkbox.Root style={box} id={id} checked={on} onCheckedChange={set} name="tick">
            <R.Checkbox.Indicator>v</R.Checkbox.Indicator>
          </R.Checkbox.Root>
          <label htmlFor={id}>{label}</label>
        </div>
        {help && <p>{help}</p>}
      </form>
    );
  },
  Row({ label, on, set }) {
    return (
      <label style={row}>
        <span>{label}</span>
        <R.Switch.Root style={box} checked={on} onCheckedChange={set}>
          <R.Switch.Thumb style={thumb} />
        </R.Switch.Root>
      </label>
    );
  },
  Pressed({ label, on, set }) {
    return (
      <R.Toggle.Root aria-label={label} pressed={on} onPressedChange={set}>
        B
      </R.Toggle.Root>
    );
  },
  Radios({ label, options, value, set }) {
    const id = useId();
    return (
      <form>
        <span id={id}>{label}</span>
        <R.RadioGroup.Root aria-labelledby={id} name="one" value={value} onValueChange={set}>
          {options.map((one) => (
            <div key={one} style={row}>
              <R.RadioGroup.Item style={box} id={id + one} value={one}>
                <R.RadioGroup.Indicator>o</R.RadioGroup.Indicator>
              </R.RadioGroup.Item>
              <label htmlFor={id + one}>{one}</label>
            </div>
          ))}
        </R.RadioGroup.Root>
      </form>
    );
  },
  Toggles({ label, options, value, set }) {
    const changed = (chosen) => chosen && set(chosen);
    return (
      <R.ToggleGroup.Root type="single" aria-label={label} value={value} onValueChange={changed}>
        {options.map((one) => (
          <R.ToggleGroup.Item key={one} value={one}>
            {one}
          </R.ToggleGroup.Item>
        ))}
      </R.ToggleGroup.Root>
    );
  },
  Select({ label, options, value, set }) {
    const id = useId();
    return (
      <form>
        <label htmlFor={id}>{label}</label>
        <R.Select.Root value={value} onValueChange={set} name="one">
          <R.Select.Trigger id={id}>
            <R.Select.Value />
            <R.Select.Icon />
          </R.Select.Trigger>
          <R.Select.Portal>
            <R.Select.Content>
              <R.Select.ScrollUpButton />
              <R.Select.Viewport>
                {options.map((one) => (
                  <R.Select.Item key={one} value={one}>
                    <R.Select.ItemText>{one}</R.Select.ItemText>
                    <R.Select.ItemIndicator>v</R.Select.ItemIndicator>
                  </R.Select.Item>
                ))}
              </R.Select.Viewport>
            </R.Select.Content>
          </R.Select.Portal>
        </R.Select.Root>
      </form>
    );
  },
  Field({ label, options, value, set }) {
    return (
      <R.Select.Root value={value} onValueChange={set}>
        <R.Select.Trigger aria-label={label}>
          <R.Select.Value />
          <R.Select.Icon />
        </R.Select.Trigger>
        <R.Select.Portal>
          <R.Select.Content position="popper">
            <R.Select.Viewport>
              {options.map((one) => (
                <R.Select.Item key={one} value={one}>
                  <R.Select.ItemText>{one}</R.Select.ItemText>
                </R.Select.Item>
              ))}
            </R.Select.Viewport>
          </R.Select.Content>
        </R.Select.Portal>
      </R.Select.Root>
    );
  },
  Menu({ label, options, value, set }) {
    return (
      <R.DropdownMenu.Root>
        <R.DropdownMenu.Trigger asChild>
          <button aria-label={label}>...</button>
        </R.DropdownMenu.Trigger>
        <R.DropdownMenu.Portal>
          <R.DropdownMenu.Content>
            <R.DropdownMenu.Label>Who</R.DropdownMenu.Label>
            <R.DropdownMenu.RadioGroup value={value} onValueChange={set}>
              {options.map((one) => (
                <R.DropdownMenu.RadioItem key={one} value={one}>
                  <R.DropdownMenu.ItemIndicator>
                    <svg width="9" height="9" />
                  </R.DropdownMenu.ItemIndicator>
                  {one}
                </R.DropdownMenu.RadioItem>
              ))}
            </R.DropdownMenu.RadioGroup>
          </R.DropdownMenu.Content>
        </R.DropdownMenu.Portal>
      </R.DropdownMenu.Root>
    );
  },
  Button({ label, press }) {
    return <button onClick={press}>{label}</button>;
  },
  Dialog(given) {
    return given.children ? <Sheet {...given} /> : <Question {...given} />;
  },
  Accordion({ name, other, inner, beside }) {
    const panels = [
      [name, inner],
      [other, beside],
    ];
    return (
      <R.Accordion.Root type="single" collapsible>
        {panels.map(([title, body]) => (
          <R.Accordion.Item key={title} value={title}>
            <R.Accordion.Header>
              <R.Accordion.Trigger>{title}</R.Accordion.Trigger>
            </R.Accordion.Header>
            <R.Accordion.Content>{body}</R.Accordion.Content>
          </R.Accordion.Item>
        ))}
      </R.Accordion.Root>
    );
  },
  Tabs({ name, other, inner, beside }) {
    return (
      <R.Tabs.Root defaultValue="first">
        <R.Tabs.List>
          <R.Tabs.Trigger value="first">{other}</R.Tabs.Trigger>
          <R.Tabs.Trigger value="second">{name}</R.Tabs.Trigger>
        </R.Tabs.List>
        <R.Tabs.Content value="first">{beside}</R.Tabs.Content>
        <R.Tabs.Content value="second">{inner}</R.Tabs.Content>
      </R.Tabs.Root>
    );
  },
});
