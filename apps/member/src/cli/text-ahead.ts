/**
 * Tells the node that a text is coming, while this program still reads its own commands: by the time the
 * text is there, so is the thread that reads it. The node learns that, and nothing of the text.
 */

/** Only a hint: a word of another command's that reads alike costs the node the start of a thread. */
export function bringsText(words: readonly string[]): boolean {
  const at = words.indexOf("report");
  return at >= 0 && words[at + 1] === "new" && !words.includes("--help");
}

/** Says nothing of what goes wrong: the command itself will. */
export async function announceText(home: string): Promise<void> {
  const [{ readNodeAddress }, { createNodeClient }] = await Promise.all([
    import("./node-address.ts"),
    import("./node-client.ts"),
  ]);
  try {
    await createNodeClient(await readNodeAddress(home)).tell("POST", ["coming-texts"], {
      json: {},
    });
  } catch {
    return;
  }
}
