/** Shows the page that the address names, drawn with the parts of one library. */

import { Fragment } from "react";
import { createRoot } from "react-dom/client";
import { Asking, Choices, Folded, InDialog, Two, radiosInside, switchesInside } from "./rows.jsx";
import { Truth, watchNeighbours } from "./truth.js";

const HELP = "When this is off, nothing you do is shared with partners.";

/** Every page: the part without which it cannot be drawn, and how it is drawn. */
const PAGES = {
  switch: ["Switch", ({ Switch }) => <Two Part={Switch} />],
  described_switch: ["Switch", ({ Switch }) => <Two Part={Switch} help={HELP} />],
  checkbox: ["Checkbox", ({ Checkbox }) => <Two Part={Checkbox} />],
  described_checkbox: ["Checkbox", ({ Checkbox }) => <Two Part={Checkbox} help={HELP} />],
  row: ["Row", ({ Row }) => <Two Part={Row} />],
  pressed: ["Pressed", ({ Pressed }) => <Two Part={Pressed} />],
  radios: ["Radios", ({ Radios }) => <Choices Part={Radios} />],
  toggles: ["Toggles", ({ Toggles }) => <Choices Part={Toggles} />],
  cards: ["Cards", ({ Cards }) => <Choices Part={Cards} />],
  select: ["Select", ({ Select }) => <Choices Part={Select} />],
  search: ["Search", ({ Search }) => <Choices Part={Search} />],
  field: ["Field", ({ Field }) => <Choices Part={Field} />],
  native: ["Native", ({ Native }) => <Choices Part={Native} />],
  menu: ["Menu", ({ Menu }) => <Choices Part={Menu} />],
  list: ["List", ({ List }) => <Choices Part={List} />],
  confirm: ["Dialog", ({ Switch, Dialog }) => <Asking Part={Switch} Dialog={Dialog} />],
  confirm_checkbox: ["Dialog", ({ Checkbox, Dialog }) => <Asking Part={Checkbox} Dialog={Dialog} />],
  dialog: ["Dialog", (parts) => <InDialog held="who" parts={parts} inside={radiosInside(parts.Radios)} />],
  dialog_switch: [
    "Dialog",
    (parts) => <InDialog held="partners" parts={parts} inside={switchesInside(parts.Switch)} />,
  ],
  accordion: ["Accordion", ({ Accordion, Switch }) => <Folded Part={Accordion} Switch={Switch} />],
  tabs: ["Tabs", ({ Tabs, Switch }) => <Folded Part={Tabs} Switch={Switch} />],
};

/** `Provider` is what the library wants around everything; the other parts are named in PAGES. */
export function show({ Provider = Fragment, ...parts }) {
  window.pages = Object.keys(PAGES).filter((name) => parts[PAGES[name][0]]);
  const page = location.pathname.split("/").pop();
  if (!page) return;
  const [, draw] = PAGES[page];
  const root = document.createElement("div");
  document.body.append(root);
  watchNeighbours();
  createRoot(root).render(
    <Truth>
      <Provider>
        <h1>Privacy</h1>
        {draw(parts)}
        <p style={{ marginTop: 300 }}>The end.</p>
      </Provider>
    </Truth>,
  );
}
