/** Select2, which draws a list of its own beside the one that has the label. */

import { useEffect, useId, useRef } from "react";
import "select2/dist/css/select2.css";
import $ from "jquery";
import select2 from "select2";
import { show } from "./shared/show.jsx";

select2(window, $);

const listWith = (more) =>
  function List({ label, options, value, set }) {
    const id = useId();
    const hidden = useRef(null);
    useEffect(() => {
      const list = $(hidden.current).select2({ width: 200, ...more });
      list.on("select2:select", (event) => set(event.params.data.id));
      return () => list.select2("destroy");
    }, []);
    return (
      <div>
        <label htmlFor={id}>{label}</label>
        <select id={id} ref={hidden} defaultValue={value}>
          {options.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </div>
    );
  };

show({
  Select: listWith({ minimumResultsForSearch: Infinity }),
  Search: listWith({}),
});
