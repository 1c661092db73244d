/** Every address of the console. All state that a person would want to share or come back to is in it. */

import { createRootRoute, createRoute, createRouter, Navigate } from "@tanstack/react-router";
import { z } from "zod";

import { Shell } from "./layout/shell.tsx";
import { ApprovalsScreen } from "./screens/approvals.tsx";
import { CampaignScreen } from "./screens/campaign.tsx";
import { CampaignsScreen } from "./screens/campaigns.tsx";
import { CheckResultScreen } from "./screens/check-result.tsx";
import { CheckScreen } from "./screens/check.tsx";
import { IntegrationsScreen, integrationTabs } from "./screens/integrations.tsx";
import { LedgerScreen } from "./screens/ledger.tsx";
import { NewReportScreen } from "./screens/new-report.tsx";
import { ReportScreen } from "./screens/report.tsx";
import { ReportsScreen } from "./screens/reports.tsx";
import { ReviewScreen } from "./screens/review.tsx";
import { RoomScreen } from "./screens/room.tsx";
import { RoomsScreen } from "./screens/rooms.tsx";
import { SettingsScreen } from "./screens/settings.tsx";
import { ShareScreen } from "./screens/share.tsx";
import { WarningScreen } from "./screens/warning.tsx";
import { WarningsScreen } from "./screens/warnings.tsx";
import { orders } from "./warnings/order.ts";

const root = createRootRoute({ component: Shell });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: () => <Navigate to="/warnings" search={{}} replace />,
});

const warningsRoute = createRoute({
  getParentRoute: () => root,
  path: "/warnings",
  validateSearch: z.object({
    state: z.string().optional(),
    after: z.string().optional(),
    order: z.enum(orders).optional().catch(undefined),
  }),
  component: WarningsScreen,
});

const warningRoute = createRoute({
  getParentRoute: () => root,
  path: "/warnings/$id",
  component: WarningScreen,
});

const newReportRoute = createRoute({
  getParentRoute: () => root,
  path: "/new",
  component: NewReportScreen,
});

const reviewRoute = createRoute({
  getParentRoute: () => root,
  path: "/drafts/$id",
  component: ReviewScreen,
});

const shareRoute = createRoute({
  getParentRoute: () => root,
  path: "/drafts/$id/share",
  component: ShareScreen,
});

const approvalsRoute = createRoute({
  getParentRoute: () => root,
  path: "/approvals",
  component: ApprovalsScreen,
});

const reportsRoute = createRoute({
  getParentRoute: () => root,
  path: "/reports",
  validateSearch: z.object({
    q: z.string().optional(),
    mine: z.enum(["true", "false"]).optional(),
    after: z.string().optional(),
  }),
  component: ReportsScreen,
});

const reportRoute = createRoute({
  getParentRoute: () => root,
  path: "/reports/$id",
  component: ReportScreen,
});

const checkRoute = createRoute({
  getParentRoute: () => root,
  path: "/check",
  component: CheckScreen,
});

const checkResultRoute = createRoute({
  getParentRoute: () => root,
  path: "/check/$id",
  component: CheckResultScreen,
});

const roomsRoute = createRoute({
  getParentRoute: () => root,
  path: "/rooms",
  component: RoomsScreen,
});

const roomRoute = createRoute({
  getParentRoute: () => root,
  path: "/rooms/$id",
  component: RoomScreen,
});

const campaignsRoute = createRoute({
  getParentRoute: () => root,
  path: "/campaigns",
  validateSearch: z.object({ after: z.string().optional() }),
  component: CampaignsScreen,
});

const campaignRoute = createRoute({
  getParentRoute: () => root,
  path: "/campaigns/$id",
  component: CampaignScreen,
});

const integrationsRoute = createRoute({
  getParentRoute: () => root,
  path: "/integrations",
  validateSearch: z.object({ tab: z.enum(integrationTabs).optional() }),
  component: IntegrationsScreen,
});

const ledgerRoute = createRoute({
  getParentRoute: () => root,
  path: "/ledger",
  component: LedgerScreen,
});

const settingsRoute = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: SettingsScreen,
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    warningsRoute,
    warningRoute,
    newReportRoute,
    reviewRoute,
    shareRoute,
    approvalsRoute,
    reportsRoute,
    reportRoute,
    checkRoute,
    checkResultRoute,
    roomsRoute,
    roomRoute,
    campaignsRoute,
    campaignRoute,
    integrationsRoute,
    ledgerRoute,
    settingsRoute,
  ]),
  defaultPreload: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
