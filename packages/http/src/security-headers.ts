/** Headers that every answer carries, and those of console pages: no inline script, no framing. */

import type { CachePolicy } from "./route.ts";

export const securityHeaders: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
};

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** Scripts come from files alone, styles from files and from elements with this answer's nonce. */
export function pageHeaders(styleNonce?: string): Record<string, string> {
  const styles = styleNonce === undefined ? "'self'" : `'self' 'nonce-${styleNonce}'`;
  return {
    ...securityHeaders,
    "content-security-policy": [...pagePolicy, `style-src ${styles}`].join("; "),
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  };
}

/**
 * Of a page that is read and printed and does nothing: not even an origin is its own, so that whatever might
 * stand in it could ask for nothing here. `policy`: what it may load.
 */
export function documentHeaders(policy: string, fileName: string): Record<string, string> {
  return {
    "content-security-policy": `${policy}; frame-ancestors 'none'; sandbox`,
    "x-frame-options": "DENY",
    "content-disposition": `inline; filename="${fileName}"`,
  };
}

export function cacheHeader(policy: CachePolicy): string {
  if (typeof policy === "object") {
    return `public, max-age=${Math.floor(policy.maxAgeMs / 1000)}`;
  }
  switch (policy) {
    case "no-store":
      return "no-store";
    case "revalidate":
      return "no-cache";
    case "immutable":
      return "public, max-age=31536000, immutable";
  }
}
