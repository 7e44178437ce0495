"""Two user pools, one with a trigger, an app client and a message that stays secret."""

import pulumi
import pulumi_custom_user_pool as custom

config = pulumi.Config()

customers = custom.CustomUserPool(
    "customers",
    settings={
        "pool_name": "customers",
        "username_attributes": [config.require("usernameAttribute")],
        "auto_verified_attributes": ["email"],
        "policies": {"password_policy": {"minimum_length": config.require_int("minimumLength")}},
        "admin_create_user_config": {
            "invite_message_template": {"email_message": pulumi.Output.secret(config.require("inviteMessage"))},
        },
    },
    triggers={"post_confirmation": "handlers/postConfirmation.ts"},
    clients={
        "web": {"explicit_auth_flows": ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]},
    },
    deletion_protection=False,
)

staff = custom.CustomUserPool("staff", settings={"pool_name": "staff"}, deletion_protection=False)

pulumi.export("customersId", customers.user_pool_id)
pulumi.export("staffId", staff.user_pool_id)
pulumi.export("clientId", customers.client_ids["web"])
