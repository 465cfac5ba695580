export { type CheckFacts, checkUrl, parseCheck } from "./check-url";
export { type CodecError, decodeRequest, decodeResponse, encodeRequest, encodeResponse } from "./codec";
export {
  CPCR_VERSIONS,
  decodeHeader,
  encodeFrame,
  FRAME_BYTES_MAX,
  type Frame,
  type FrameError,
  type FrameHeader,
  FrameReader,
  HEADER_BYTES,
} from "./frame";
export type * from "./messages";
export { type Reaction, ResultCode, reactionTo } from "./result-code";
