/** Progress of the sample in a few lines, not one a report. */

const stepPart = 0.25;

export function createProgress(
  tell: (line: string) => void,
): (published: number, all: number) => void {
  let told = 0;
  return (published, all) => {
    if (published < all && published / all < told + stepPart) return;
    told = published / all;
    tell(
      published === all
        ? `The sample is complete: ${all} reports by other members are published.`
        : `${published} of ${all} reports of the sample are published …`,
    );
  };
}
