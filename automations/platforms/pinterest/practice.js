// Pinterest's controls: a square box in a copy of its page, a switch elsewhere.

const drawnSwitch = platform.draw.switch;

platform.draw.switch = (row, change) => (row.setting === 'pinterest.canvas' ? platform.draw.checkbox : drawnSwitch)(row, change);
