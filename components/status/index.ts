export { OfdPill, ShiftRuler, useShiftAge } from "./shift-ruler";
export { shiftTone } from "./shift-tone";
export { Blocks, StatusBadge } from "./status-badge";
