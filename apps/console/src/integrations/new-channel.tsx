/** A new channel: what kind, where to, and how much it may say. */

import {
  Alert,
  Button,
  Code,
  Group,
  NativeSelect,
  NumberInput,
  Paper,
  PasswordInput,
  SimpleGrid,
  Stack,
  Switch,
  TextInput,
  Title,
} from "@mantine/core";
import { useState } from "react";

import { useNewChannel } from "../api/channels.ts";
import { Problem } from "../parts/problem.tsx";

const kinds = [
  { value: "mail", label: "Mail" },
  { value: "webhook", label: "Webhook (Standard Webhooks)" },
  { value: "slack", label: "Slack" },
  { value: "teams", label: "Microsoft Teams" },
  { value: "syslog", label: "Syslog" },
  { value: "cef", label: "CEF over syslog" },
  { value: "atom", label: "Atom feed, fetched from here" },
];

type Filled = Readonly<Record<string, string | number | boolean>>;
interface Field {
  readonly name: string;
  readonly label: string;
  readonly about?: string;
  readonly hidden?: boolean;
  readonly of?: "number" | readonly string[];
  readonly first?: string | number;
}

const host: Field = { name: "host", label: "Host" };
const url: Field = { name: "url", label: "Address", about: "https://…" };
const transport: Field = { name: "transport", label: "Over", of: ["udp", "tcp"], first: "udp" };
const syslog = [
  host,
  { name: "port", label: "Port", of: "number", first: 514 },
  transport,
] as const;
const fields: Readonly<Record<string, readonly Field[]>> = {
  mail: [
    host,
    { name: "port", label: "Port", of: "number", first: 587 },
    { name: "security", label: "Security", of: ["starttls", "tls", "none"], first: "starttls" },
    { name: "user", label: "User" },
    { name: "password", label: "Password", hidden: true },
    { name: "from", label: "From", about: "one address" },
    { name: "to", label: "To", about: "addresses, with commas between" },
  ],
  webhook: [url, { name: "secret", label: "Secret", about: "whsec_…", hidden: true }],
  slack: [url],
  teams: [url],
  syslog,
  cef: syslog,
  atom: [],
};

export function NewChannel() {
  const [kind, setKind] = useState("mail");
  const [name, setName] = useState("");
  const [filled, setFilled] = useState<Filled>({});
  const [mode, setMode] = useState("immediate");
  const [urgencyMin, setUrgency] = useState("normal");
  const [indicators, setIndicators] = useState(false);
  const add = useNewChannel();
  const key = add.data?.key ?? null;
  const set = (field: string, value: string | number) => setFilled({ ...filled, [field]: value });
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      aria-label="Add a channel"
      onSubmit={(event) => {
        event.preventDefault();
        const target = targetOf(fields[kind] ?? [], filled);
        add.mutate(
          { kind, name, mode, urgencyMin, indicators, ...target },
          { onSuccess: () => setFilled({}) },
        );
      }}
    >
      <Stack gap="sm">
        <Title order={2} size="h5">
          Add a channel
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
          <NativeSelect
            label="Kind"
            data={kinds}
            value={kind}
            onChange={(event) => {
              setKind(event.currentTarget.value);
              setFilled({});
            }}
          />
          <TextInput
            label="Name"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {(fields[kind] ?? []).map((it) => (
            <FieldInput key={`${kind} ${it.name}`} field={it} filled={filled} set={set} />
          ))}
          <NativeSelect
            label="When"
            data={[
              { value: "immediate", label: "with the round" },
              { value: "digest", label: "once a day, all in one" },
            ]}
            value={mode}
            onChange={(event) => setMode(event.currentTarget.value)}
          />
          <NativeSelect
            label="Least urgency"
            data={["low", "normal", "high", "urgent"]}
            value={urgencyMin}
            onChange={(event) => setUrgency(event.currentTarget.value)}
          />
        </SimpleGrid>
        <Switch
          label="Say what matched as well: whoever sees the channel then learns observables"
          checked={indicators}
          onChange={(event) => setIndicators(event.currentTarget.checked)}
        />
        <Group>
          <Button type="submit" loading={add.isPending}>
            Add
          </Button>
        </Group>
        {key !== null && (
          <Alert title="Its key, shown once">
            <Code>{key}</Code>
          </Alert>
        )}
        {add.error !== null && <Problem error={add.error} />}
      </Stack>
    </Paper>
  );
}

function FieldInput({
  field: it,
  filled,
  set,
}: {
  field: Field;
  filled: Filled;
  set: (name: string, value: string | number) => void;
}) {
  const value = filled[it.name] ?? it.first ?? "";
  const common = { label: it.label, ...(it.about === undefined ? {} : { description: it.about }) };
  if (it.of === "number") {
    return (
      <NumberInput
        {...common}
        min={1}
        max={65_535}
        value={typeof value === "boolean" ? "" : value}
        onChange={(next) => set(it.name, next)}
      />
    );
  }
  if (it.of !== undefined) {
    return (
      <NativeSelect
        {...common}
        data={[...it.of]}
        value={String(value)}
        onChange={(event) => set(it.name, event.currentTarget.value)}
      />
    );
  }
  const Input = it.hidden === true ? PasswordInput : TextInput;
  return (
    <Input
      {...common}
      autoComplete="off"
      value={String(value)}
      onChange={(event) => set(it.name, event.currentTarget.value)}
    />
  );
}

/** What was left empty is not said; the node says what is missing. */
function targetOf(wanted: readonly Field[], filled: Filled): Record<string, unknown> {
  const said = wanted
    .map((it) => [it.name, filled[it.name] ?? it.first ?? ""] as const)
    .filter(([, value]) => value !== "");
  return Object.fromEntries(
    said.map(([name, value]) => [
      name,
      name === "to"
        ? String(value)
            .split(",")
            .map((it) => it.trim())
        : value,
    ]),
  );
}
