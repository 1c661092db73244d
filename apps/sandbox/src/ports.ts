/** Ports of this machine: the wanted one, or the next that is free, which is said. */

import { createServer } from "node:net";

import { TocsinError } from "@tocsin/kernel";

export const host = "127.0.0.1";
const triesMax = 100;

export interface PortOffice {
  /** A port that is free now, from `wanted` upward, and not given out before. */
  take(wanted: number, forWhom: string): Promise<number>;
}

export function createPortOffice(tell: (line: string) => void): PortOffice {
  const given = new Set<number>();
  return {
    take: async (wanted, forWhom) => {
      for (let port = wanted; port < wanted + triesMax && port <= 65_535; port += 1) {
        if (given.has(port) || !(await isFree(port))) continue;
        given.add(port);
        if (port !== wanted) tell(`Port ${wanted} is taken; ${forWhom} uses ${port}.`);
        return port;
      }
      throw new TocsinError("port-busy", { detail: `${wanted} to ${wanted + triesMax - 1}` });
    },
  };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => {
      resolve(false);
    });
    probe.listen({ host, port, exclusive: true }, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
