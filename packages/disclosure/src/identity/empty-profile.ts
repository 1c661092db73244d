/** A company of which nothing is known yet. */

import type { CompanyProfile } from "@tocsin/wire";

export const emptyProfile: CompanyProfile = {
  names: [],
  brands: [],
  domains: [],
  products: [],
  hosts: [],
  ranges: [],
  places: [],
  people: [],
  customers: [],
  technologies: [],
  watch: [],
};
