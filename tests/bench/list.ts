import { accept, exchange, hot } from "./accept";
import type { Bench } from "./bench";
import { codec } from "./codec";
import { deadOperator } from "./dead-operator";
import { drain } from "./drain";
import { eds } from "./eds";
import { printing, reading } from "./reads";

/** All benches, in the order in which they run. A new one is a file of its own and a line here. */
export const benches: readonly Bench[] = [accept, exchange, hot, drain, deadOperator, codec, eds, reading, printing];
