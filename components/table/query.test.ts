import { describe, expect, test } from "vitest";
import { readTableQuery, tableHref } from "./query";

const options = {
  sorts: ["address", "paidUntil"],
  sort: "address",
  filters: { tab: ["all", "active"] },
} as const;

describe("the address of a table", () => {
  test("an empty address reads as the first page in the default order", () => {
    const query = readTableQuery({}, options);
    expect(query).toMatchObject({ search: "", sort: "address", descending: false, page: 1, pageRows: 10 });
    expect(query.filters).toEqual({ tab: "all" });
    expect(query.narrowed).toBe(false);
  });

  test("what is asked is read", () => {
    const query = readTableQuery({ q: " абая ", sort: "-paidUntil", page: "3", size: "25", tab: "active" }, options);
    expect(query).toMatchObject({ search: "абая", sort: "paidUntil", descending: true, page: 3, pageRows: 25 });
    expect(query.filters).toEqual({ tab: "active" });
    expect(query.narrowed).toBe(true);
  });

  test.each([
    [{ page: "0" }],
    [{ page: "-1" }],
    [{ page: "1.5" }],
    [{ page: "x" }],
    [{ size: "11" }],
    [{ sort: "password" }],
    [{ tab: "other" }],
    [{ q: ["", "b"] }],
  ])("crooked %j reads as the default", (params) => {
    expect(readTableQuery(params, options)).toMatchObject({ sort: "address", page: 1, pageRows: 10, narrowed: false });
  });

  test("a new search leads to the first page and keeps the rest of the address", () => {
    const query = readTableQuery({ page: "3", size: "25", other: "1" }, options);
    expect(tableHref("/list", query, { search: "абая" })).toBe("/list?size=25&other=1&q=%D0%B0%D0%B1%D0%B0%D1%8F");
    expect(tableHref("/list", query, { page: 4 })).toBe("/list?page=4&size=25&other=1");
    expect(tableHref("/list", readTableQuery({ q: "a", tab: "active" }, options), { clear: true })).toBe("/list");
  });

  test("a second table of the page has names of its own", () => {
    const query = readTableQuery({ q: "one", "t.q": "two" }, { ...options, prefix: "t." });
    expect(query.search).toBe("two");
    expect(tableHref("/list", query, { clear: true })).toBe("/list?q=one");
  });
});
