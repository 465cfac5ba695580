import { expect } from "vitest";
import type { CpcrRequest } from "@/lib/cpcr";
import { type Answer, ask } from "./cpcr";
import { bookOf, type GivenRegister, givenRegister } from "./operator";

/** A register with its own count of requests and the token of the last answer, as a well-behaved one keeps them. */
export async function givenSpeaker(port: number, version = 203, of?: GivenRegister) {
  const register = of ?? (await givenRegister());
  let { token } = register;
  let requestNumber = 0;
  return {
    register,
    /** The token that the next request carries. */
    get token() {
      return token;
    },
    /** A new request: the next number, and the answer's token kept. */
    async say(request: CpcrRequest): Promise<Answer> {
      requestNumber += 1;
      const answer = await ask(port, { id: register.id, token, requestNumber, version }, request);
      expect([answer.header.deviceId, answer.header.requestNumber]).toEqual([register.id, requestNumber]);
      token = answer.header.token;
      return answer;
    },
    /** A request with numbers of the test's choice; nothing is kept. */
    try(
      request: CpcrRequest,
      envelope: { token?: number; requestNumber?: number; version?: number; id?: number } = {},
    ): Promise<Answer> {
      return ask(port, { id: register.id, token, requestNumber: requestNumber + 1, version, ...envelope }, request);
    },
  };
}

export const codeOf = (answer: Answer): number => answer.response.result.result_code;
export const kindsOf = async (register: GivenRegister): Promise<string[]> =>
  (await bookOf(register.id)).map(({ kind }) => kind);
