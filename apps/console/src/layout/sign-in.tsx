/**
 * Signing in: the node prints an address whose fragment holds a one-time token. A fragment is never
 * sent to a server; it is taken out of the address bar at once.
 */

import { Alert, Center, Code, Loader, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { nodeStatus } from "@tocsin/wire/node-api";

import { ApiError, call } from "../api/client.ts";
import { signIn } from "../api/queries.ts";

const fragment = /^#token=([\w-]{43})$/;

/** The token out of the address, which is left without it. */
function takeToken(): string | undefined {
  const token = fragment.exec(location.hash)?.[1];
  if (token !== undefined) history.replaceState(null, "", location.pathname + location.search);
  return token;
}

export function SignedIn({ children }: { children: ReactNode }) {
  const session = useQuery({
    queryKey: ["session"],
    queryFn: async () => {
      const token = takeToken();
      if (token !== undefined) await signIn(token);
      await call("GET", "status", nodeStatus);
      return true;
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  if (session.isPending) {
    return (
      <Center h="100vh">
        <Loader aria-label="Signing in" />
      </Center>
    );
  }
  if (session.isSuccess) return children;
  return <SignInNeeded error={session.error} />;
}

function SignInNeeded({ error }: { error: Error }) {
  const unreachable = error instanceof ApiError && error.status === 0;
  return (
    <Center component="main" h="100vh" p="md">
      <Stack maw={520}>
        <Title order={1}>
          {unreachable ? "The node does not answer" : "Sign in from the node"}
        </Title>
        <Text>
          {unreachable
            ? "Start it on this machine, then load this page again."
            : "This page opens with a link that works once and only on this machine. Ask the node for a new one:"}
        </Text>
        <Code block>{unreachable ? "tocsin up" : "tocsin open"}</Code>
        {error instanceof ApiError && error.status !== 401 && (
          <Alert color="red" title={error.message}>
            {error.fix}
          </Alert>
        )}
      </Stack>
    </Center>
  );
}
