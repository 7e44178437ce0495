/**
 * How many days CloudWatch can keep log lines; 0 keeps them for ever.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const retentionDays = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** A number of days for which CloudWatch can keep log lines. */
export type LogRetentionDays = (typeof retentionDays)[number];
