/** Why a regular expression is not taken. */

export class RegexFault extends Error {
  readonly isMalformed: boolean;

  constructor(why: string, isMalformed: boolean) {
    super(why);
    this.name = "RegexFault";
    this.isMalformed = isMalformed;
  }
}
