/** Material UI. */

import { useId, useState } from "react";
import * as M from "@mui/material";
import { show } from "./shared/show.jsx";

const dark = M.createTheme({ palette: { mode: "dark" } });
const items = (options) =>
  options.map((one) => (
    <M.MenuItem key={one} value={one}>
      {one}
    </M.MenuItem>
  ));

function Labelled({ label, help, children }) {
  return (
    <M.FormControl>
      <M.FormControlLabel control={children} label={label} />
      {help && <M.FormHelperText>{help}</M.FormHelperText>}
    </M.FormControl>
  );
}

show({
  Provider({ children }) {
    return (
      <M.ThemeProvider theme={dark}>
        <M.CssBaseline />
        {children}
      </M.ThemeProvider>
    );
  },
  Switch({ label, help, on, set }) {
    return (
      <Labelled label={label} help={help}>
        <M.Switch checked={on} onChange={(event) => set(event.target.checked)} />
      </Labelled>
    );
  },
  Checkbox({ label, help, on, set }) {
    return (
      <Labelled label={label} help={help}>
        <M.Checkbox checked={on} onChange={(event) => set(event.target.checked)} />
      </Labelled>
    );
  },
  Row({ label, on, set }) {
    const id = useId();
    const named = { input: { "aria-labelledby": id } };
    const toggle = (
      <M.Switch edge="end" checked={on} onChange={(event) => set(event.target.checked)} slotProps={named} />
    );
    return (
      <M.ListItem secondaryAction={toggle}>
        <M.ListItemText id={id} primary={label} />
        <M.Tooltip title="More about this">
          <M.IconButton aria-label="About">i</M.IconButton>
        </M.Tooltip>
      </M.ListItem>
    );
  },
  Radios({ label, options, value, set }) {
    const id = useId();
    return (
      <M.FormControl>
        <M.FormLabel id={id}>{label}</M.FormLabel>
        <M.RadioGroup aria-labelledby={id} value={value} onChange={(event) => set(event.target.value)}>
          {options.map((one) => (
            <M.FormControlLabel key={one} value={one} control={<M.Radio />} label={one} />
          ))}
        </M.RadioGroup>
      </M.FormControl>
    );
  },
  Toggles({ label, options, value, set }) {
    return (
      <M.ToggleButtonGroup exclusive aria-label={label} value={value} onChange={(_, chosen) => chosen && set(chosen)}>
        {options.map((one) => (
          <M.ToggleButton key={one} value={one}>
            {one}
          </M.ToggleButton>
        ))}
      </M.ToggleButtonGroup>
    );
  },
  Select({ label, options, value, set }) {
    const id = useId();
    return (
      <M.FormControl fullWidth>
        <M.InputLabel id={id}>{label}</M.InputLabel>
        <M.Select labelId={id} label={label} value={value} onChange={(event) => set(event.target.value)}>
          {items(options)}
        </M.Select>
      </M.FormControl>
    );
  },
  Field({ label, options, value, set }) {
    const changed = (event) => set(event.target.value);
    return (
      <M.TextField select fullWidth label={label} value={value} onChange={changed} helperText="Choose one">
        {items(options)}
      </M.TextField>
    );
  },
  Native({ label, options, value, set }) {
    const native = { select: { native: true } };
    return (
      <M.TextField select label={label} value={value} onChange={(event) => set(event.target.value)} slotProps={native}>
        {options.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </M.TextField>
    );
  },
  Search({ label, options, value, set }) {
    return (
      <M.Autocomplete
        disableClearable
        options={options}
        value={value}
        onChange={(_, chosen) => set(chosen)}
        renderInput={(given) => <M.TextField {...given} label={label} />}
      />
    );
  },
  Menu({ label, options, value, set }) {
    const [anchor, open] = useState(null);
    const id = useId();
    const choose = (one) => {
      set(one);
      open(null);
    };
    return (
      <>
        <M.Button
          id={id}
          aria-haspopup="true"
          aria-expanded={anchor ? "true" : undefined}
          onClick={(event) => open(event.currentTarget)}
        >
          {label}: {value}
        </M.Button>
        <M.Menu
          anchorEl={anchor}
          open={Boolean(anchor)}
          onClose={() => open(null)}
          slotProps={{ list: { "aria-labelledby": id } }}
        >
          {options.map((one) => (
            <M.MenuItem
              key={one}
              role="menuitemradio"
              aria-checked={one === value}
              selected={one === value}
              onClick={() => choose(one)}
            >
              {one}
            </M.MenuItem>
          ))}
        </M.Menu>
      </>
    );
  },
  Button({ label, press }) {
    return <M.Button onClick={press}>{label}</M.Button>;
  },
  Dialog({ title, text, open, close, cancel, accept, children }) {
    return (
      <M.Dialog open={open} onClose={close}>
        <M.DialogTitle>{title}</M.DialogTitle>
        <M.DialogContent>
          <M.DialogContentText>{text}</M.DialogContentText>
          {children}
        </M.DialogContent>
        <M.DialogActions>
          <M.Button onClick={cancel.press}>{cancel.label}</M.Button>
          <M.Button onClick={accept.press}>{accept.label}</M.Button>
        </M.DialogActions>
      </M.Dialog>
    );
  },
  Accordion({ name, other, inner, beside }) {
    return (
      <>
        <M.Accordion>
          <M.AccordionSummary expandIcon={<i aria-hidden="true">v</i>}>
            <M.Typography component="span">{name}</M.Typography>
          </M.AccordionSummary>
          <M.AccordionDetails>{inner}</M.AccordionDetails>
        </M.Accordion>
        <M.Accordion>
          <M.AccordionSummary>{other}</M.AccordionSummary>
          <M.AccordionDetails>{beside}</M.AccordionDetails>
        </M.Accordion>
      </>
    );
  },
  Tabs({ name, other, inner, beside }) {
    const [tab, select] = useState(0);
    return (
      <>
        <M.Tabs value={tab} onChange={(_, chosen) => select(chosen)}>
          <M.Tab label={other} />
          <M.Tab label={name} />
        </M.Tabs>
        {tab === 0 ? beside : inner}
      </>
    );
  },
});
