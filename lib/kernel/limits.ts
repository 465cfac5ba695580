/** Every bound that the service sets on time, size and number. Law and protocol are cited; the rest is our choice. */
export const limits = {
  /** Order of the Minister of Finance No. 606, annex 1 p. 15: a shift lasts at most 24 hours. */
  shiftMs: 24 * 60 * 60 * 1000,
  /** Same order, p. 2 and p. 20: work without the data operator lasts at most 72 hours, counted from the oldest unsent document. */
  autonomousMs: 72 * 60 * 60 * 1000,
  /** Lines of one receipt. */
  receiptLinesMax: 1000,
  /** Body of one request to a server action or API, bytes. */
  requestBodyBytes: 1_000_000,
  /** One uploaded file, bytes. */
  uploadBytes: 10 * 1024 * 1024,
  /** Rows of one page of a table. */
  tablePageRowsMax: 100,
  /** Rows of one export. */
  exportRowsMax: 50_000,
  /** Rows of one import. */
  importRowsMax: 20_000,
  /** Length of a name typed by a person. */
  nameLengthMax: 255,
  /** Length of a code: barcode, article, section, marking code. */
  codeLengthMax: 255,
  /** Length of a free comment. */
  commentLengthMax: 1000,
  /** Length of the line that says why cash was put in or taken out: it is printed. */
  placementCommentLengthMax: 200,
  /** How often a lost race is decided again before the caller hears "busy". */
  lostRaceAttemptsMax: 8,
  /** How often a transaction that the database asks to repeat is repeated. */
  transactionAttemptsMax: 5,
} as const;
