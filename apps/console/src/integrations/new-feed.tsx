/** A new feed. What it needs to be let in is kept by the node and never shown again. */

import { Button, Group, Paper, PasswordInput, Select, TextInput, Title } from "@mantine/core";
import { useState } from "react";

import { useNewFeed } from "../api/feeds.ts";
import { Problem } from "../parts/problem.tsx";

const kinds = [
  { value: "taxii", label: "TAXII 2.1 collection" },
  { value: "misp", label: "MISP feed" },
  { value: "kev", label: "KEV: exploited vulnerabilities" },
  { value: "csaf", label: "CSAF advisories" },
  { value: "stix", label: "STIX 2.1 bundle" },
  { value: "list", label: "List or CSV" },
  { value: "veris", label: "VERIS incidents" },
];
const schemes = [
  { value: "none", label: "Open to all" },
  { value: "basic", label: "User and password" },
  { value: "bearer", label: "Bearer" },
  { value: "token", label: "Token" },
  { value: "key", label: "Key" },
];

export function NewFeed() {
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [kind, setKind] = useState<string | null>("taxii");
  const [scheme, setScheme] = useState<string | null>("none");
  const [user, setUser] = useState("");
  const [secret, setSecret] = useState("");
  const [signer, setSigner] = useState("");
  const add = useNewFeed();
  const auth =
    scheme === "none" || scheme === null
      ? {}
      : { auth: { scheme, secret, ...(scheme === "basic" ? { user } : {}) } };
  const fingerprint = signer.replaceAll(/[\s:]/g, "").toLowerCase();
  const signed = kind === "csaf" && fingerprint !== "" ? { signers: [fingerprint] } : {};
  const clear = () => {
    setName("");
    setUrl("");
    setSecret("");
    setSigner("");
  };
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      aria-label="Add a feed"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ name, url, kind, ...auth, ...signed }, { onSuccess: clear });
      }}
    >
      <Title order={2} size="h5" mb="xs">
        Add a feed
      </Title>
      <Group align="flex-end">
        <TextInput
          label="Name"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select label="Kind" data={kinds} value={kind} onChange={setKind} allowDeselect={false} />
        <TextInput
          label="Address"
          required
          style={{ flex: "1 1 260px" }}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Select
          label="Let in by"
          data={schemes}
          value={scheme}
          onChange={setScheme}
          allowDeselect={false}
        />
        {scheme === "basic" && (
          <TextInput
            label="User"
            autoComplete="off"
            value={user}
            onChange={(event) => setUser(event.currentTarget.value)}
          />
        )}
        {scheme !== "none" && (
          <PasswordInput
            label="Secret"
            miw={200}
            autoComplete="off"
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        )}
        {kind === "csaf" && (
          <TextInput
            label="Signed by (OpenPGP fingerprint)"
            style={{ flex: "1 1 260px" }}
            value={signer}
            onChange={(event) => setSigner(event.currentTarget.value)}
          />
        )}
        <Button type="submit" loading={add.isPending}>
          Add
        </Button>
      </Group>
      {add.error !== null && <Problem error={add.error} />}
    </Paper>
  );
}
