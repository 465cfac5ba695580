import { expect, test } from "vitest";
import { clientAddress } from "./address";

test.each([
  ["no proxy is trusted: the header is the client's own word", "203.0.113.9", "1.1.1.1", 0, "203.0.113.9"],
  ["one proxy: what it saw", "10.0.0.1", "6.6.6.6, 203.0.113.9", 1, "203.0.113.9"],
  ["two proxies: what the outer one saw", "10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["a proxy is expected but was gone round", "203.0.113.9", undefined, 1, "203.0.113.9"],
  ["IPv4 told as IPv6", "::ffff:203.0.113.9", undefined, 0, "203.0.113.9"],
  ["IPv6 counts by its network", "2001:db8:1:2:aaaa:bbbb:cccc:dddd", undefined, 0, "2001:db8:1:2::/64"],
  ["short IPv6", "2001:db8::1", undefined, 0, "2001:db8:0:0::/64"],
  ["no socket at hand", undefined, undefined, 0, "unknown"],
])("%s", (_name, peer, header, proxies, address) => {
  expect(clientAddress(peer, header, proxies)).toBe(address);
});
