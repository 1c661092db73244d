/** The console put together: its look, its pages, and what every request of it has in common. */

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";

import { ApiError } from "./api/client.ts";
import { SignedIn } from "./layout/sign-in.tsx";
import { router } from "./routes.tsx";
import { readableColors, theme } from "./theme.ts";

const retriesMax = 2;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2000,
      retry: (failures, error) =>
        failures < retriesMax && !(error instanceof ApiError && error.status >= 400),
    },
  },
});

/** The page's own nonce: the only inline styles that its content security policy lets through. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
}

/** What locks the page behind a dialog looks for it under this name. */
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readableColors}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queries}>
        <SignedIn>
          <RouterProvider router={router} />
        </SignedIn>
      </QueryClientProvider>
    </MantineProvider>
  );
}
