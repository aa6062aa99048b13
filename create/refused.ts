/** What stands in the way of a new bridge, in words for a person. */
export class Refused extends Error {}
