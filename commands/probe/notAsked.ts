/** What this project assumes about AWS and no probe asks, with the reason. */
export const notAsked: Readonly<Record<string, string>> = {
  "omitted.EmailConfiguration (DEVELOPER)": "needs a verified identity of SES",
  "omitted.KeyConfiguration": "needs a KMS key, which stays for a week after it is deleted",
  "omitted.IssuerConfiguration":
    "cannot be taken back on a pool, and says nothing where pools are replicated",
  "mfa.email": "needs a verified identity of SES",
  "tags.readByIam":
    "how long IAM does not see a pool's tags is a question of minutes in which a role is used",
  "tags.needTagResource": "needs a role that is taken on, and with it the client of STS",
  "tags.getResources": "needs the client of the Resource Groups Tagging API",
  "deletion.withReplicas": "needs a second Region and a KMS key of several Regions",
  "sms.passRole": "needs a role without `iam:PassRole` that is taken on, and with it the client of STS",
  "users.estimate": "takes hours, and users",
  "mfa.rightAfterCreate":
    "is a race: how often SetUserPoolMfaConfig collides with CreateUserPool no single try tells",
  "cloudFormation.inventedId":
    "needs a resource that is still being made when another one fails, and what follows is a matter of seconds",
  "cloudFormation.deleteRepeats": "takes hours where a Delete fails",
  "users.postConfirmation": "needs users and functions; `npm run smoke` asks a deployed stack",
  "cloudFormation.responseUrlLifetime": "takes hours",
  "cloudFormation.retriesKeepRequestId":
    "takes minutes for each of Lambda's pauses, and a function that fails",
};
