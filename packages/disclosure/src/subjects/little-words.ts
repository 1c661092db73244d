/** Words without a subject of their own, and words of what is still to come. */

import { hashSet } from "../text/word-hash.ts";

/** Words that every text is made of. */
export const littleWordsText =
  "a an the and or but of to in on at by for with from as is are was were be been being it its this that these those there here he she they him them his her their we us our you i my me your not no nor so than then if when while who whom which what where how why all any some each every both few more most other such only own same too very can just do does did has have had having would should could might must about into over under again once out up down off between through during because against per via also still yet will may before after until theirs hers";
export const littleWords = hashSet(littleWordsText);
export const plannedWords = hashSet(
  "will would plan plans planned planning intend intends intended mean means going next soon later until till due from before after by want wants wanted hope hopes expect expects expected ready spring summer autumn fall winter christmas easter quarter year season should may might",
);
