/** What the server holds, how a page changes it, and how it tells that a neighbour was touched. */

import { createContext, createElement, useContext, useEffect, useState } from "react";

const Held = createContext(null);

/** One thing that the server holds, and what changes it. */
export function useHeld(key) {
  const [held, change] = useContext(Held);
  return [held[key], (value) => change(key, value)];
}

/** What is inside is drawn once it is known what the server holds. */
export function Truth({ children }) {
  const [held, hold] = useState(null);
  useEffect(() => {
    fetch("/held").then((answer) => answer.json()).then(hold);
  }, []);
  const change = (key, value) => {
    hold((before) => ({ ...before, [key]: value }));
    tell("/set", { key, value });
  };
  return held && createElement(Held.Provider, { value: [held, change] }, children);
}

/** From now on the server hears of real clicks and keys on whatever is marked as a neighbour. */
export function watchNeighbours() {
  for (const kind of ["click", "keydown"]) {
    const heard = (event) => {
      const met = event.composedPath().find((one) => one.dataset?.neighbour);
      if (event.isTrusted && met) tell("/touched", { what: met.dataset.neighbour });
    };
    addEventListener(kind, heard, true);
  }
}

function tell(address, what) {
  fetch(address, { method: "POST", body: JSON.stringify(what) });
}
