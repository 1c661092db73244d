/**
 * A text without the characters of `marks` at its end. In place of a pattern that ends in `+$`: such a one begins
 * anew at each character of a long run of marks that something follows, and takes quadratic time.
 */
export function cutEnd(text: string, marks: string): string {
  let end = text.length;
  while (end > 0 && marks.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
