/** Where indicators come from beside the community. */

import { Feeds } from "../integrations/feeds.tsx";
import { Page } from "../parts/page.tsx";

export function IntegrationsScreen() {
  return (
    <Page
      title="Integrations"
      about="Indicators in from feeds of others. They are matched on this machine."
    >
      <Feeds />
    </Page>
  );
}
