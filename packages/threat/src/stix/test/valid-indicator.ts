/** The smallest indicator that is valid, for tests that change something of it. */

export const uuid = "8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
export const times = {
  created: "2016-04-06T20:03:48.000Z",
  modified: "2016-04-06T20:03:48.000Z",
};
export const indicator = {
  type: "indicator",
  spec_version: "2.1",
  id: `indicator--${uuid}`,
  ...times,
  pattern: "[domain-name:value = 'malware.example']",
  pattern_type: "stix",
  valid_from: "2016-01-01T00:00:00Z",
};
