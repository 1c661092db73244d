/** The frame of every screen: where one is, what the node does, and what it needs. */

import {
  Alert,
  AppShell,
  Badge,
  Burger,
  Group,
  NavLink,
  Stack,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
  ActionIcon,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import {
  IconAffiliate,
  IconAlertTriangle,
  IconBell,
  IconEyeQuestion,
  IconFileText,
  IconGavel,
  IconMessages,
  IconMoon,
  IconPencilPlus,
  IconPlugConnected,
  IconSettings,
  IconSun,
  IconTimeline,
} from "@tabler/icons-react";
import { Link, Outlet } from "@tanstack/react-router";
import type { NodeStatus } from "@tocsin/wire/node-api";
import { useCallback } from "react";

import { useLive } from "../api/live.ts";
import { useApprovals, useStatus } from "../api/queries.ts";
import { useInbox } from "../api/talk.ts";
import { titled } from "../parts/words.ts";
import { KeyHelp, useKeys } from "./keys.tsx";
import { RoundClock } from "./round-clock.tsx";

const places = [
  { to: "/warnings", label: "Warnings", icon: IconBell },
  { to: "/check", label: "Check", icon: IconEyeQuestion },
  { to: "/new", label: "New report", icon: IconPencilPlus },
  { to: "/approvals", label: "Approvals", icon: IconGavel },
  { to: "/reports", label: "Reports", icon: IconFileText },
  { to: "/rooms", label: "Rooms", icon: IconMessages },
  { to: "/campaigns", label: "Campaigns", icon: IconAffiliate },
  { to: "/integrations", label: "Integrations", icon: IconPlugConnected },
  { to: "/ledger", label: "Ledger", icon: IconTimeline },
  { to: "/settings", label: "Settings", icon: IconSettings },
] as const;

export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  const [helpOpened, help] = useDisclosure();
  const status = useStatus().data;
  const ring = useCallback(() => {
    notifications.show({
      id: "warning",
      title: "A new warning",
      message: "It stands first in Warnings.",
      icon: <IconBell size={18} />,
      autoClose: 10_000,
      closeButtonProps: { "aria-label": "Close" },
    });
  }, []);
  const connected = useLive(ring);
  useKeys(help.toggle);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding="md"
    >
      <a className="skip" href="#content">
        To the content
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Menu" />
            <img src="/bell.svg" alt="" width={24} height={24} />
            <Text fw={700}>Tocsin</Text>
            <Text c="dimmed" visibleFrom="sm" truncate>
              {status?.company}
            </Text>
          </Group>
          <Group gap="md" wrap="nowrap">
            {status !== undefined && <RoundClock status={status} connected={connected} />}
            <SchemeSwitch />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label="Screens">
        <Stack gap={2}>
          {places.map(({ to, label, icon: Icon }) => (
            <NavLink
              key={to}
              renderRoot={(props) => <Link {...props} to={to} search={{}} onClick={close} />}
              label={label}
              leftSection={<Icon size={18} stroke={1.6} />}
              rightSection={<Count of={to} status={status} />}
            />
          ))}
        </Stack>
      </AppShell.Navbar>
      <AppShell.Main id="content">
        {status !== undefined && <Alarms status={status} />}
        <Outlet />
      </AppShell.Main>
      <KeyHelp opened={helpOpened} onClose={help.close} />
    </AppShell>
  );
}

const countWords: Readonly<Record<string, string>> = {
  "/new": "open drafts",
  "/approvals": "waiting for counsel",
};

function Count({ of, status }: { of: string; status: NodeStatus | undefined }) {
  const unread = useInbox().data?.unread;
  const waiting = useApprovals().data?.items.length;
  const counts: Readonly<Record<string, number | undefined>> = {
    "/warnings": status?.counts.warningsNew,
    "/new": status?.counts.drafts,
    "/approvals": waiting,
    "/rooms": unread,
  };
  const count = counts[of];
  if (count === undefined || count === 0) return null;
  const what = countWords[of] ?? "new";
  return (
    <Badge
      size="sm"
      variant={of === "/new" ? "light" : "filled"}
      aria-label={`${String(count)} ${what}`}
    >
      {count}
    </Badge>
  );
}

function Alarms({ status }: { status: NodeStatus }) {
  return status.alarms.map((it) => (
    <Alert
      key={it.id}
      color="red"
      icon={<IconAlertTriangle />}
      title={titled(it.code)}
      mb="md"
      role="alert"
    >
      {it.text}
    </Alert>
  ));
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const label = dark ? "Light colours" : "Dark colours";
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(dark ? "light" : "dark")}
      >
        {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
