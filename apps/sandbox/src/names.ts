/**
 * The small world's own name service: the community file names parties that do not move, and this says
 * at which port of the machine each of them is today. So a busy port costs no one the world.
 */

import { fetchBytes } from "@tocsin/http";
import { httpNetwork, type Network } from "@tocsin/member";

export const relayUrl = "http://relay.tocsin.example";
export const issuerUrl = "http://issuer.tocsin.example";
/** In the order of the community file. */
export const holderUrls = [1, 2, 3].map((at) => `http://key-holder-${at}.tocsin.example`);

/** Where each named party listens now. */
export type Places = ReadonlyMap<string, string>;

export function localNetwork(places: Places): Network {
  return {
    send: ({ url, ...rest }) => httpNetwork.send({ ...rest, url: placed(url, places) }),
  };
}

function placed(url: string, places: Places): string {
  for (const [name, place] of places) {
    if (url.startsWith(`${name}/`)) return place + url.slice(name.length);
  }
  return url;
}

/** The issuer's way to the parties whose documents it publishes. */
export function localPost(places: Places): typeof fetchBytes {
  return (url, ask) => fetchBytes(placed(url, places), ask);
}
