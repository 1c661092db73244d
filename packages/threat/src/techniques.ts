/** ATT&CK techniques out of text. */

export {
  type SuggestOptions,
  suggestTechniques,
  suggestWith,
  type TechniqueSuggestion,
} from "./techniques/suggest-techniques.ts";
