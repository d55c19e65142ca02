/** Chakra UI. */

import { useMemo } from "react";
import * as C from "@chakra-ui/react";
import { show } from "./shared/show.jsx";

const collection = (options) => C.createListCollection({ items: options.map((one) => ({ value: one, label: one })) });

function Described({ help, children }) {
  return (
    <C.Field.Root>
      {children}
      {help && <C.Field.HelperText>{help}</C.Field.HelperText>}
    </C.Field.Root>
  );
}

show({
  Provider({ children }) {
    return <C.ChakraProvider value={C.defaultSystem}>{children}</C.ChakraProvider>;
  },
  Switch({ label, help, on, set }) {
    return (
      <Described help={help}>
        <C.Switch.Root checked={on} onCheckedChange={(event) => set(event.checked)}>
          <C.Switch.HiddenInput />
          <C.Switch.Control>
            <C.Switch.Thumb />
          </C.Switch.Control>
          <C.Switch.Label>{label}</C.Switch.Label>
        </C.Switch.Root>
      </Described>
    );
  },
  Checkbox({ label, help, on, set }) {
    return (
      <Described help={help}>
        <C.Checkbox.Root checked={on} onCheckedChange={(event) => set(Boolean(event.checked))}>
          <C.Checkbox.HiddenInput />
          <C.Checkbox.Control />
          <C.Checkbox.Label>{label}</C.Checkbox.Label>
        </C.Checkbox.Root>
      </Described>
    );
  },
  Row({ label, on, set }) {
    return (
      <C.CheckboxCard.Root checked={on} onCheckedChange={(event) => set(Boolean(event.checked))}>
        <C.CheckboxCard.HiddenInput />
        <C.CheckboxCard.Control>
          <C.CheckboxCard.Content>
            <C.CheckboxCard.Label>{label}</C.CheckboxCard.Label>
          </C.CheckboxCard.Content>
          <C.CheckboxCard.Indicator />
        </C.CheckboxCard.Control>
      </C.CheckboxCard.Root>
    );
  },
  Radios({ label, options, value, set }) {
    return (
      <C.RadioGroup.Root value={value} onValueChange={(event) => set(event.value)}>
        <C.RadioGroup.Label>{label}</C.RadioGroup.Label>
        {options.map((one) => (
          <C.RadioGroup.Item key={one} value={one}>
            <C.RadioGroup.ItemHiddenInput />
            <C.RadioGroup.ItemIndicator />
            <C.RadioGroup.ItemText>{one}</C.RadioGroup.ItemText>
          </C.RadioGroup.Item>
        ))}
      </C.RadioGroup.Root>
    );
  },
  Cards({ label, options, value, set }) {
    return (
      <C.RadioCard.Root value={value} onValueChange={(event) => set(event.value)}>
        <C.RadioCard.Label>{label}</C.RadioCard.Label>
        {options.map((one) => (
          <C.RadioCard.Item key={one} value={one}>
            <C.RadioCard.ItemHiddenInput />
            <C.RadioCard.ItemControl>
              <C.RadioCard.ItemText>{one}</C.RadioCard.ItemText>
              <C.RadioCard.ItemIndicator />
            </C.RadioCard.ItemControl>
          </C.RadioCard.Item>
        ))}
      </C.RadioCard.Root>
    );
  },
  Toggles({ label, options, value, set }) {
    return (
      <C.SegmentGroup.Root aria-label={label} value={value} onValueChange={(event) => set(event.value)}>
        <C.SegmentGroup.Indicator />
        <C.SegmentGroup.Items items={options} />
      </C.SegmentGroup.Root>
    );
  },
  Select({ label, options, value, set }) {
    const known = useMemo(() => collection(options), [options]);
    return (
      <C.Select.Root collection={known} value={[value]} onValueChange={(event) => set(event.value[0])}>
        <C.Select.HiddenSelect />
        <C.Select.Label>{label}</C.Select.Label>
        <C.Select.Control>
          <C.Select.Trigger>
            <C.Select.ValueText />
          </C.Select.Trigger>
          <C.Select.IndicatorGroup>
            <C.Select.Indicator />
          </C.Select.IndicatorGroup>
        </C.Select.Control>
        <C.Portal>
          <C.Select.Positioner>
            <C.Select.Content>
              {known.items.map((one) => (
                <C.Select.Item item={one} key={one.value}>
                  {one.label}
                  <C.Select.ItemIndicator />
                </C.Select.Item>
              ))}
            </C.Select.Content>
          </C.Select.Positioner>
        </C.Portal>
      </C.Select.Root>
    );
  },
  Search({ label, options, value, set }) {
    const known = useMemo(() => collection(options), [options]);
    const changed = (event) => event.value[0] && set(event.value[0]);
    return (
      <C.Combobox.Root collection={known} value={[value]} onValueChange={changed}>
        <C.Combobox.Label>{label}</C.Combobox.Label>
        <C.Combobox.Control>
          <C.Combobox.Input />
          <C.Combobox.IndicatorGroup>
            <C.Combobox.Trigger />
          </C.Combobox.IndicatorGroup>
        </C.Combobox.Control>
        <C.Portal>
          <C.Combobox.Positioner>
            <C.Combobox.Content>
              {known.items.map((one) => (
                <C.Combobox.Item item={one} key={one.value}>
                  {one.label}
                  <C.Combobox.ItemIndicator />
                </C.Combobox.Item>
              ))}
            </C.Combobox.Content>
          </C.Combobox.Positioner>
        </C.Portal>
      </C.Combobox.Root>
    );
  },
  Native({ label, options, value, set }) {
    return (
      <C.Field.Root>
        <C.Field.Label>{label}</C.Field.Label>
        <C.NativeSelect.Root>
          <C.NativeSelect.Field value={value} onChange={(event) => set(event.target.value)}>
            {options.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </C.NativeSelect.Field>
          <C.NativeSelect.Indicator />
        </C.NativeSelect.Root>
      </C.Field.Root>
    );
  },
  Menu({ label, options, value, set }) {
    return (
      <C.Menu.Root>
        <C.Menu.Trigger asChild>
          <C.Button>
            {label}: {value}
          </C.Button>
        </C.Menu.Trigger>
        <C.Portal>
          <C.Menu.Positioner>
            <C.Menu.Content>
              <C.Menu.RadioItemGroup value={value} onValueChange={(event) => set(event.value)}>
                {options.map((one) => (
                  <C.Menu.RadioItem key={one} value={one}>
                    {one}
                    <C.Menu.ItemIndicator />
                  </C.Menu.RadioItem>
                ))}
              </C.Menu.RadioItemGroup>
            </C.Menu.Content>
          </C.Menu.Positioner>
        </C.Portal>
      </C.Menu.Root>
    );
  },
  Button({ label, press }) {
    return <C.Button onClick={press}>{label}</C.Button>;
  },
  Dialog({ title, text, open, close, cancel, accept, children }) {
    return (
      <C.Dialog.Root open={open} onOpenChange={(event) => event.open || close()}>
        <C.Portal>
          <C.Dialog.Backdrop />
          <C.Dialog.Positioner>
            <C.Dialog.Content>
              <C.Dialog.Header>
                <C.Dialog.Title>{title}</C.Dialog.Title>
              </C.Dialog.Header>
              <C.Dialog.Body>
                <p>{text}</p>
                {children}
              </C.Dialog.Body>
              <C.Dialog.Footer>
                <C.Button onClick={cancel.press}>{cancel.label}</C.Button>
                <C.Button onClick={accept.press}>{accept.label}</C.Button>
              </C.Dialog.Footer>
              <C.Dialog.CloseTrigger asChild>
                <C.CloseButton />
              </C.Dialog.CloseTrigger>
            </C.Dialog.Content>
          </C.Dialog.Positioner>
        </C.Portal>
      </C.Dialog.Root>
    );
  },
  Accordion({ name, other, inner, beside }) {
    const panels = [
      [name, inner],
      [other, beside],
    ];
    return (
      <C.Accordion.Root collapsible>
        {panels.map(([title, body]) => (
          <C.Accordion.Item key={title} value={title}>
            <C.Accordion.ItemTrigger>
              {title}
              <C.Accordion.ItemIndicator />
            </C.Accordion.ItemTrigger>
            <C.Accordion.ItemContent>
              <C.Accordion.ItemBody>{body}</C.Accordion.ItemBody>
            </C.Accordion.ItemContent>
          </C.Accordion.Item>
        ))}
      </C.Accordion.Root>
    );
  },
  Tabs({ name, other, inner, beside }) {
    return (
      <C.Tabs.Root defaultValue="first">
        <C.Tabs.List>
          <C.Tabs.Trigger value="first">{other}</C.Tabs.Trigger>
          <C.Tabs.Trigger value="second">{name}</C.Tabs.Trigger>
        </C.Tabs.List>
        <C.Tabs.Content value="first">{beside}</C.Tabs.Content>
        <C.Tabs.Content value="second">{inner}</C.Tabs.Content>
      </C.Tabs.Root>
    );
  },
});
