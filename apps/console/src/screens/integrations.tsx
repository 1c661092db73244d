/** Where warnings go to, where observables come from, and what the company runs. */

import { Tabs } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";

import { Channels } from "../integrations/channels.tsx";
import { Feeds } from "../integrations/feeds.tsx";
import { HitSources } from "../integrations/hit-sources.tsx";
import { Inventory } from "../integrations/inventory.tsx";
import { Page } from "../parts/page.tsx";

export const integrationTabs = ["channels", "feeds", "sources", "inventory"] as const;
const route = getRouteApi("/integrations");

export function IntegrationsScreen() {
  const { tab = "channels" } = route.useSearch();
  const navigate = useNavigate({ from: "/integrations" });
  return (
    <Page
      title="Integrations"
      about="Warnings out to mail, chat and the SIEM; observables in from feeds. Each can be tried here."
    >
      <Tabs
        value={tab}
        onChange={(to) =>
          void navigate({ search: { tab: integrationTabs.find((it) => it === to) ?? "channels" } })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="channels">Channels</Tabs.Tab>
          <Tabs.Tab value="feeds">Feeds</Tabs.Tab>
          <Tabs.Tab value="sources">Own systems</Tabs.Tab>
          <Tabs.Tab value="inventory">Inventory</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="channels">
          <Channels />
        </Tabs.Panel>
        <Tabs.Panel value="feeds">
          <Feeds />
        </Tabs.Panel>
        <Tabs.Panel value="sources">
          <HitSources />
        </Tabs.Panel>
        <Tabs.Panel value="inventory">
          <Inventory />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
