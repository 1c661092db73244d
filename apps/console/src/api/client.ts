/**
 * The member node's local API as the console uses it. Every answer is parsed before it is shown, and
 * every error keeps its cause, fix and id for the person.
 */

import { z } from "zod";

const problem = z.object({
  type: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  fix: z.string().optional(),
  id: z.string().optional(),
});

/** What went wrong, in words that a person can act on. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fix: string;
  readonly id: string | undefined;

  constructor(it: {
    status: number;
    code: string;
    cause: string;
    fix: string;
    id?: string | undefined;
  }) {
    super(it.cause);
    this.status = it.status;
    this.code = it.code;
    this.fix = it.fix;
    this.id = it.id;
  }
}

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** Calls `/api/<path>`; throws `ApiError`. A `File` is sent as its bytes, anything else as JSON. */
export async function call<Schema extends z.ZodType>(
  method: Method,
  path: string,
  schema: Schema,
  body?: unknown,
): Promise<z.output<Schema>> {
  const response = await send(method, path, body);
  if (!response.ok) throw await errorOf(response);
  const answer: unknown = response.status === 204 ? null : await response.json();
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new ApiError({
    status: 500,
    code: "answer-not-understood",
    cause: "The node answered in a form that this page does not know.",
    fix: "Reload the page: the node may have been updated.",
  });
}

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  const isFile = body instanceof Blob;
  const headers: Record<string, string> = { "x-tocsin": "1" };
  if (body !== undefined)
    headers["content-type"] = isFile ? "application/octet-stream" : "application/json";
  try {
    return await fetch(`/api/${path}`, {
      method,
      headers,
      credentials: "same-origin",
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError({
      status: 0,
      code: "node-unreachable",
      cause: "The member node does not answer.",
      fix: "See whether it runs (tocsin status); this page goes on by itself when it is back.",
    });
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const parsed = problem.safeParse(await response.json().catch(() => null));
  if (!parsed.success) {
    return new ApiError({
      status: response.status,
      code: "unknown",
      cause: `The node answered ${String(response.status)}.`,
      fix: "Try again; if it stays so, look at the node's log.",
    });
  }
  const { type, title, detail, fix, id } = parsed.data;
  return new ApiError({
    status: response.status,
    code: type.split("/").at(-1) ?? type,
    cause: detail === undefined ? title : `${title} (${detail})`,
    fix: fix ?? "Try again.",
    id,
  });
}
