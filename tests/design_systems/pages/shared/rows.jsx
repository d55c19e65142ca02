/** The one control that is meant, between neighbours that look like it. */

import { useState } from "react";
import { useHeld } from "./truth.js";

export const LABEL = "Let partners use my data";
const WHO = "Who may use my data";
const NAMES = ["Everyone", "Friends", "Nobody"];

/** Controls of two states. */
export function Two({ Part, help }) {
  return (
    <Between Part={Part} help={help}>
      <OnOff Part={Part} held="partners" label={LABEL} help={help} />
    </Between>
  );
}

/** Choices of one among three. */
export function Choices({ Part }) {
  return (
    <>
      <Neighbour name="who_by_email">
        <Choice Part={Part} held="who_by_email" label={`${WHO} by email`} />
      </Neighbour>
      <Meant>
        <Choice Part={Part} held="who" label={WHO} />
      </Meant>
      <Neighbour name="who_sees_posts">
        <Choice Part={Part} held="who_sees_posts" label="Who may see my posts" />
      </Neighbour>
    </>
  );
}

/** A control that asks before it is turned off. */
export function Asking({ Part, Dialog }) {
  const [on, set] = useHeld("partners");
  const [open, show] = useState(false);
  const close = () => show(false);
  const turnOff = () => {
    set(false);
    close();
  };
  return (
    <>
      <Between Part={Part}>
        <Part label={LABEL} on={on} set={(value) => (value ? set(true) : show(true))} />
      </Between>
      <Dialog
        title="Are you sure?"
        text="Partners will no longer see what you do."
        open={open}
        close={close}
        cancel={{ label: "Cancel", press: close }}
        accept={{ label: "Confirm", press: turnOff }}
      />
    </>
  );
}

/** A button that opens a dialog with the control and a Save. `inside` draws it from a draft and what changes that. */
export function InDialog({ held, parts, inside }) {
  const { Button, Dialog, Switch } = parts;
  const [value, set] = useHeld(held);
  const [draft, edit] = useState(value);
  const [open, show] = useState(false);
  const close = () => show(false);
  const start = () => {
    edit(value);
    show(true);
  };
  const save = () => {
    set(draft);
    close();
  };
  return (
    <>
      <Between Part={Switch}>
        <Button label="Data use" press={start} />
      </Between>
      <Dialog
        title="How your data is used"
        text="Choose what you like."
        open={open}
        close={close}
        cancel={{ label: "Cancel", press: close }}
        accept={{ label: "Save", press: save }}
      >
        {inside(draft, edit)}
      </Dialog>
    </>
  );
}

/** The radios that stand in the dialog. */
export const radiosInside = (Radios) => (draft, edit) => (
  <Radios label={WHO} options={NAMES} value={draft} set={edit} />
);

/** The switches that stand in the dialog. */
export const switchesInside = (Switch) => (draft, edit) => (
  <>
    <Switch label={`${LABEL} by email`} on={true} set={() => {}} />
    <Switch label={LABEL} on={draft} set={edit} />
  </>
);

/** A switch that is drawn, or seen, once its part of the page is opened. */
export function Folded({ Part, Switch }) {
  const inner = (
    <Meant>
      <OnOff Part={Switch} held="partners" label={LABEL} />
    </Meant>
  );
  const beside = (
    <Neighbour name="dark">
      <OnOff Part={Switch} held="dark" label="Dark pages" />
    </Neighbour>
  );
  return <Part name="Data sharing" other="Appearance" inner={inner} beside={beside} />;
}

/** What is meant, between two of two states that look like it. */
function Between({ Part, help, children }) {
  return (
    <>
      <Neighbour name="partners_by_email">
        <OnOff Part={Part} held="partners_by_email" label={`${LABEL} by email`} help={help} />
      </Neighbour>
      <Meant>{children}</Meant>
      <Neighbour name="photos">
        <OnOff Part={Part} held="photos" label="Let partners use my photos" help={help} />
      </Neighbour>
    </>
  );
}

function OnOff({ Part, held, label, help }) {
  const [on, set] = useHeld(held);
  return <Part label={label} help={help} on={on} set={set} />;
}

function Choice({ Part, held, label }) {
  const [value, set] = useHeld(held);
  return <Part label={label} options={NAMES} value={value} set={set} />;
}

function Meant({ children }) {
  return <div style={{ margin: 12 }}>{children}</div>;
}

function Neighbour({ name, children }) {
  return (
    <div data-neighbour={name} style={{ margin: 12 }}>
      {children}
    </div>
  );
}
