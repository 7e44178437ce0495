"""A user pool with a trigger and an app client.

`pulumi package add SOURCE`, with the folder or the git URL of custom-user-pool as SOURCE, makes the module that is imported here.
"""

import pulumi
import pulumi_custom_user_pool as custom_user_pool

pool = custom_user_pool.CustomUserPool(
    "users",
    settings={
        "pool_name": "users",
        "username_attributes": ["email"],
        "auto_verified_attributes": ["email"],
        "policies": {"password_policy": {"minimum_length": 12}},
    },
    triggers={"post_confirmation": "handlers/postConfirmation.ts"},
    clients={"web": {"explicit_auth_flows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]}},
    # For production leave it out: Pulumi and Cognito then refuse to delete the pool.
    deletion_protection=False,
)

pulumi.export("userPoolId", pool.user_pool_id)
pulumi.export("userPoolArn", pool.user_pool_arn)
pulumi.export("userPoolClientId", pool.client_ids["web"])
