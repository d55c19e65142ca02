/** react-select. */

import { useId } from "react";
import Select from "react-select";
import { show } from "./shared/show.jsx";

const item = (one) => ({ value: one, label: one });

const listWith = (more) =>
  function List({ label, options, value, set }) {
    const id = useId();
    return (
      <div>
        <label htmlFor={id}>{label}</label>
        <Select
          inputId={id}
          options={options.map(item)}
          value={item(value)}
          onChange={(chosen) => set(chosen.value)}
          {...more}
        />
      </div>
    );
  };

show({
  Select: listWith({ isSearchable: false }),
  Search: listWith({}),
  Field: listWith({ isSearchable: false, menuPortalTarget: document.body }),
});
