// Who may import whom. tests/arch/rules.test.ts shows by planted offences that the rules bite.

/** Rooms a room may enter, besides itself and the floor. Downhill only; what stands on one storey does not meet unless listed. */
const BELOW = {
  config: [],
  db: ["config"],
  jobs: ["db", "config"],
  audit: ["db", "config"],
  cpcr: ["config"],
  mail: ["jobs", "audit", "db", "config", "i18n"],
  directory: ["jobs", "audit", "mail", "cpcr", "db", "config"],
  eds: ["jobs", "audit", "mail", "cpcr", "db", "config"],
  auth: ["jobs", "audit", "mail", "cpcr", "db", "config"],
  files: ["jobs", "audit", "mail", "cpcr", "db", "config"],
};
BELOW.documents = ["directory", "eds", "auth", "files", ...BELOW.files, "i18n"];
BELOW.billing = ["documents", ...BELOW.documents.filter((room) => room !== "i18n")];
for (const room of ["catalog", "orgs", "partners"]) BELOW[room] = ["billing", ...BELOW.billing];
BELOW.registers = ["catalog", "orgs", "partners", ...BELOW.catalog];
BELOW.fiscal = ["registers", ...BELOW.registers];
BELOW.webkassa = ["fiscal", ...BELOW.fiscal, "i18n"];
BELOW.operator = ["documents", "directory", "eds", "auth", "files", "jobs", "audit", "mail", "cpcr", "db", "config"];
BELOW.i18n = [];
BELOW.fields = [];

/** Whom every room may ask: `fields` is what inputs are made of, on top of the kernel. */
const FLOOR = ["kernel", "fields"];
const ROOMS = Object.keys(BELOW);
const TESTS = "\\.test\\.tsx?$";
const any = (names) => `(${names.join("|")})`;

const roomOrder = ROOMS.filter((room) => room !== "operator").map((room) => ({
  name: "room-order",
  comment: "Downhill only: a room imports the rooms below it.",
  severity: "error",
  // Texts reach paper where paper is drawn, and the pages that the demo stand-in serves.
  from: { path: `^lib/${room}/`, pathNot: [TESTS, "^lib/fiscal/print/", "^lib/eds/demo/"] },
  to: { path: "^lib/", pathNot: `^lib/${any([room, ...FLOOR, ...BELOW[room]])}/` },
}));

const printers = [
  { from: "fiscal/print", room: "fiscal" },
  { from: "eds/demo", room: "eds" },
].map(({ from, room }) => ({
  name: "room-order",
  comment: "Downhill only; here texts may be read too.",
  severity: "error",
  from: { path: `^lib/${from}/`, pathNot: TESTS },
  to: { path: "^lib/", pathNot: `^lib/${any([room, ...FLOOR, "i18n", ...BELOW[room]])}/` },
}));

const DOORS = [
  "^lib/[^/]+/(index|input)\\.tsx?$",
  "^lib/[^/]+/core/",
  // Corridors, not rooms: their files are for different places (server, browser, worker).
  "^lib/(http|i18n)/",
  // The second door of db: the engine of migrations must not be dragged into the web process.
  "^lib/db/migrate\\.ts$",
];

const NETWORK = ["net", "tls", "dgram", "http", "https", "http2", "node:net", "node:tls", "node:dgram", "node:http"];
const NETWORK_PACKAGES = ["ws", "nodemailer", "smtp-server", "undici"];

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "No circular imports; types alone may meet.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "kernel-is-floor",
      comment: "lib/kernel imports only itself.",
      severity: "error",
      from: { path: "^lib/kernel/", pathNot: TESTS },
      to: { pathNot: "^lib/kernel/" },
    },
    {
      name: "core-is-pure",
      comment: "A core imports its own core and lib/kernel.",
      severity: "error",
      from: { path: "^lib/([^/]+)/core/", pathNot: [TESTS, "^lib/eds/core/"] },
      to: { pathNot: ["^lib/$1/core/", "^lib/kernel/"] },
    },
    {
      name: "core-is-pure",
      comment: "The core of eds may use the crypto and ASN.1 packages besides.",
      severity: "error",
      from: { path: "^lib/eds/core/", pathNot: TESTS },
      to: {
        pathNot: ["^lib/eds/core/", "^lib/kernel/", "^(node:)?crypto$", "node_modules/(asn1js|pkijs|@noble/curves)/"],
      },
    },
    {
      name: "one-door",
      comment: "Outside a room only its index.ts, input.ts and core; types are free.",
      severity: "error",
      from: { path: "^lib/([^/]+)/", pathNot: TESTS },
      to: { path: "^lib/", pathNot: [...DOORS, "^lib/$1/"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "one-door",
      comment: "The street too enters rooms by their doors.",
      severity: "error",
      from: { path: "^(app|components)/|^proxy", pathNot: TESTS },
      to: { path: "^lib/", pathNot: DOORS, dependencyTypesNot: ["type-only"] },
    },
    ...roomOrder,
    ...printers,
    {
      name: "operator-apart",
      comment: "The data operator is a second product: it and the cabinet's rooms meet over TCP alone.",
      severity: "error",
      from: { path: "^lib/operator/", pathNot: [TESTS, "^lib/operator/print/"] },
      to: { path: "^lib/", pathNot: `^lib/${any(["operator", ...FLOOR, ...BELOW.operator])}/` },
    },
    {
      name: "operator-apart",
      comment: "What the operator prints may read texts besides.",
      severity: "error",
      from: { path: "^lib/operator/print/", pathNot: TESTS },
      to: { path: "^lib/", pathNot: `^lib/${any(["operator", ...FLOOR, "i18n", ...BELOW.operator])}/` },
    },
    {
      name: "operator-apart",
      comment: "No room of the cabinet enters the data operator.",
      severity: "error",
      from: { path: `^lib/${any(ROOMS.filter((room) => room !== "operator"))}/`, pathNot: TESTS },
      to: { path: "^lib/operator/" },
    },
    {
      name: "prisma-in-stores",
      comment: "The generated client and the driver only in lib/db, stores, queries, prisma and tests; types are free.",
      severity: "error",
      from: {
        path: "^(app|components|lib|proxy)",
        pathNot: [TESTS, "^lib/db/", "^lib/[^/]+/(store|queries)/", "^lib/supervisor/"],
      },
      to: { path: ["^lib/db/generated/", "node_modules/(@prisma|pg)/"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "network-in-adapters",
      comment: "Sockets and mail only in the adapters.",
      severity: "error",
      from: {
        path: "^(app|components|lib|proxy)",
        pathNot: [
          TESTS,
          "^lib/fiscal/ofd/",
          "^lib/operator/server/",
          "^lib/eds/(revocation|demo)/",
          "^lib/(mail|supervisor|worker)/",
        ],
      },
      to: { path: [`^${any(NETWORK)}$`, `node_modules/${any(NETWORK_PACKAGES)}/`], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "edges-thin",
      comment: "Pages and actions import components, lib/http, doors and texts: no store, no wire, no database.",
      severity: "error",
      from: { path: "^app/" },
      to: {
        path: ["^lib/db/", "^lib/[^/]+/(store|ofd|ops|queries)/", "^(tests|e2e|prisma)/"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "components-are-ui",
      comment: "Widgets import kernel, texts, forms and the cores the screen previews with; actions arrive as props.",
      severity: "error",
      from: { path: "^components/", pathNot: TESTS },
      to: {
        path: "^(lib|app)/",
        pathNot: [
          "^lib/(kernel|i18n)/",
          "^lib/[^/]+/input\\.ts$",
          "^lib/(fiscal|catalog|registers|billing)/core/",
          "^lib/http/state\\.ts$",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "no-test-in-prod",
      comment: "What runs in production never imports tests.",
      severity: "error",
      from: { path: "^(app|components|lib|proxy)", pathNot: TESTS },
      to: { path: "^(tests|e2e)/" },
    },
    {
      name: "nothing-missing",
      comment: "Every import is found.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|\\.build|\\.data)/|^lib/db/generated/internal/" },
    tsPreCompilationDeps: "specify",
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
