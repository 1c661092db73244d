/** What a script was given. `--help` and what it does not know are answered before it does anything. */

/** The words behind the script's name, at most so many. Ends the process where they ask for help or are wrong. */
export function scriptWords(usage: string, wordsMax = 0): readonly string[] {
  const given = process.argv.slice(2);
  const asksForHelp = given.includes("--help") || given.includes("-h");
  if (asksForHelp) console.log(usage);
  else if (given.length > wordsMax || given.some((it) => it.startsWith("-"))) console.error(usage);
  else return given;
  process.exit(asksForHelp ? 0 : 2);
}
