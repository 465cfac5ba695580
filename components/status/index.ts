export { OfdPill, ShiftRuler, shiftTone, useShiftAge } from "./shift-ruler";
export { Blocks, StatusBadge } from "./status-badge";
