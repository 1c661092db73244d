/** What the company is and runs. It stays on this machine; it decides what is removed and what concerns us. */

import {
  Button,
  Group,
  Progress,
  SimpleGrid,
  Paper,
  Stack,
  Text,
  Textarea,
  Title,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { CompanyProfile, NodeStatus } from "@tocsin/wire/node-api";

import { useProfile, useProfileChange, useStatus } from "../api/queries.ts";
import { useKept } from "../parts/kept.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { Problem } from "../parts/problem.tsx";
import { Learn } from "../settings/learn.tsx";
import { Tunings } from "../settings/tunings.tsx";
import { Watches } from "../settings/watches.tsx";

type Field = keyof CompanyProfile;

const own: readonly (readonly [Field, string, string])[] = [
  ["names", "Names", "The company, its subsidiaries, abbreviations, ticker"],
  ["brands", "Brands", "Names under which it sells"],
  ["domains", "Domains", "Subdomains and look-alikes are covered"],
  ["products", "Products", "Its own products and internal systems"],
  ["hosts", "Hosts", "Host names and naming schemes"],
  ["ranges", "Address ranges", "CIDR, one a line"],
  ["places", "Places", "Sites, streets, buildings"],
  ["people", "People", "Names of staff"],
  ["customers", "Customers", "Names of customers and partners"],
];
const concerns: readonly (readonly [Field, string, string])[] = [
  ["technologies", "Technologies in use", "A report that names one warns you"],
  ["watch", "Watch", "Words, actors, malware, CVEs"],
];

export function SettingsScreen() {
  const profile = useProfile();
  const status = useStatus();
  return (
    <Page title="Settings" about="One entry a line. Nothing of this leaves the node.">
      <Loaded from={profile}>
        {(it) => (
          <>
            <ProfileForm profile={it} />
            <Learn profile={it} />
          </>
        )}
      </Loaded>
      <Watches />
      <Tunings />
      <Loaded from={status}>{(it) => <Rights status={it} />}</Loaded>
    </Page>
  );
}

function ProfileForm({ profile }: { profile: CompanyProfile }) {
  // The edited fields alone: what is learned meanwhile stays in the others.
  const [kept, keep] = useKept<Partial<CompanyProfile>>("profile");
  const edited = { ...profile, ...kept };
  const save = useProfileChange();
  const set = (field: Field, text: string) =>
    keep({ ...kept, [field]: text.split("\n").map((line) => line.trimStart()) });
  const clean = (): CompanyProfile => {
    const it = { ...edited };
    for (const [field] of [...own, ...concerns]) {
      it[field] = it[field].map((line) => line.trim()).filter((line) => line !== "");
    }
    return it;
  };
  const fields = (rows: typeof own) => (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
      {rows.map(([field, label, about]) => (
        <Textarea
          key={field}
          label={label}
          description={about}
          autosize
          minRows={2}
          maxRows={10}
          spellCheck={false}
          value={edited[field].join("\n")}
          onChange={(event) => set(field, event.currentTarget.value)}
        />
      ))}
    </SimpleGrid>
  );
  return (
    <Stack>
      <Paper withBorder p="md">
        <Title order={2} size="h4" mb="sm">
          What must not leave
        </Title>
        {fields(own)}
      </Paper>
      <Paper withBorder p="md">
        <Title order={2} size="h4" mb="sm">
          What concerns you
        </Title>
        {fields(concerns)}
      </Paper>
      <Group>
        <Button
          loading={save.isPending}
          onClick={() =>
            save.mutate(clean(), {
              onSuccess: () => {
                keep(undefined);
                notifications.show({
                  message: "Saved. Open drafts are inspected again.",
                  closeButtonProps: { "aria-label": "Close" },
                });
              },
            })
          }
        >
          Save
        </Button>
        {kept !== undefined && (
          <>
            <Text size="sm" role="status">
              Not saved yet.
            </Text>
            <Button variant="subtle" onClick={() => keep(undefined)}>
              Back to what is saved
            </Button>
          </>
        )}
      </Group>
      {save.error !== null && <Problem error={save.error} />}
    </Stack>
  );
}

function Rights({ status }: { status: NodeStatus }) {
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4">
        Rights left this month
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Every member has the same number, fetched whether used or not, so that using one tells
        nothing.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {status.tokens.map((it) => (
          <div key={`${it.class} ${it.purpose}`}>
            <Group justify="space-between">
              <Text size="sm">
                {it.purpose}{" "}
                <Text span c="dimmed" size="sm">
                  {it.class}
                </Text>
              </Text>
              <Text size="sm">
                {it.left} of {it.quota}
              </Text>
            </Group>
            <Progress
              value={(it.left / Math.max(1, it.quota)) * 100}
              aria-label={`${it.purpose} ${it.class}: ${String(it.left)} of ${String(it.quota)}`}
            />
          </div>
        ))}
      </SimpleGrid>
    </Paper>
  );
}
