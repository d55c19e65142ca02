/** Bootstrap, as react-bootstrap draws it. */

import { useId } from "react";
import "bootstrap/dist/css/bootstrap.css";
import * as B from "react-bootstrap";
import { show } from "./shared/show.jsx";

const tickOf = (type) =>
  function Tick({ label, help, on, set }) {
    const changed = (event) => set(event.target.checked);
    return (
      <div>
        <B.Form.Check type={type} id={useId()} label={label} checked={on} onChange={changed} />
        {help && <B.Form.Text>{help}</B.Form.Text>}
      </div>
    );
  };

show({
  Switch: tickOf("switch"),
  Checkbox: tickOf("checkbox"),
  Row({ label, on, set }) {
    const explained = (
      <>
        {label}{" "}
        <B.OverlayTrigger overlay={<B.Tooltip>More</B.Tooltip>}>
          <span aria-hidden="true">i</span>
        </B.OverlayTrigger>
      </>
    );
    const changed = (event) => set(event.target.checked);
    return <B.Form.Check reverse type="switch" id={useId()} label={explained} checked={on} onChange={changed} />;
  },
  Pressed({ label, on, set }) {
    const changed = (event) => set(event.currentTarget.checked);
    return (
      <B.ToggleButton id={useId()} type="checkbox" value="1" checked={on} onChange={changed}>
        {label}
      </B.ToggleButton>
    );
  },
  Radios({ label, options, value, set }) {
    const id = useId();
    return (
      <fieldset>
        <legend>{label}</legend>
        {options.map((one) => (
          <B.Form.Check
            key={one}
            type="radio"
            name={id}
            id={id + one}
            label={one}
            checked={one === value}
            onChange={() => set(one)}
          />
        ))}
      </fieldset>
    );
  },
  Toggles({ label, options, value, set }) {
    const id = useId();
    return (
      <B.ToggleButtonGroup type="radio" name={id} aria-label={label} value={value} onChange={set}>
        {options.map((one) => (
          <B.ToggleButton key={one} id={id + one} value={one}>
            {one}
          </B.ToggleButton>
        ))}
      </B.ToggleButtonGroup>
    );
  },
  Native({ label, options, value, set }) {
    return (
      <B.FloatingLabel controlId={useId()} label={label}>
        <B.Form.Select value={value} onChange={(event) => set(event.target.value)}>
          {options.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </B.Form.Select>
      </B.FloatingLabel>
    );
  },
  Menu({ label, options, value, set }) {
    return (
      <B.Dropdown onSelect={set}>
        <B.Dropdown.Toggle>
          {label}: {value}
        </B.Dropdown.Toggle>
        <B.Dropdown.Menu>
          {options.map((one) => (
            <B.Dropdown.Item key={one} eventKey={one} active={one === value}>
              {one}
            </B.Dropdown.Item>
          ))}
        </B.Dropdown.Menu>
      </B.Dropdown>
    );
  },
  Button({ label, press }) {
    return <B.Button onClick={press}>{label}</B.Button>;
  },
  Dialog({ title, text, open, close, cancel, accept, children }) {
    return (
      <B.Modal show={open} onHide={close}>
        <B.Modal.Header closeButton>
          <B.Modal.Title>{title}</B.Modal.Title>
        </B.Modal.Header>
        <B.Modal.Body>
          <p>{text}</p>
          {children}
        </B.Modal.Body>
        <B.Modal.Footer>
          <B.Button onClick={cancel.press}>{cancel.label}</B.Button>
          <B.Button onClick={accept.press}>{accept.label}</B.Button>
        </B.Modal.Footer>
      </B.Modal>
    );
  },
  Accordion({ name, other, inner, beside }) {
    const panels = [
      [name, inner],
      [other, beside],
    ];
    return (
      <B.Accordion>
        {panels.map(([title, body]) => (
          <B.Accordion.Item key={title} eventKey={title}>
            <B.Accordion.Header>{title}</B.Accordion.Header>
            <B.Accordion.Body>{body}</B.Accordion.Body>
          </B.Accordion.Item>
        ))}
      </B.Accordion>
    );
  },
  Tabs({ name, other, inner, beside }) {
    return (
      <B.Tabs defaultActiveKey="first">
        <B.Tab eventKey="first" title={other}>
          {beside}
        </B.Tab>
        <B.Tab eventKey="second" title={name}>
          {inner}
        </B.Tab>
      </B.Tabs>
    );
  },
});
