"""Runs one command of Pulumi's Automation API with the Python program of a folder.

An inline program needs no language host, which is in no package registry: PROGRAM COMMAND CONFIG, the last as JSON.
"""

import json
import runpy
import sys

from pulumi import automation

folder, command, config = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])


def program():
    runpy.run_path(f"{folder}/__main__.py", run_name="__main__")


stack = automation.create_or_select_stack(
    stack_name="test",
    project_name="custom-user-pool-python",
    program=program,
    opts=automation.LocalWorkspaceOptions(work_dir=folder),
)
stack.set_all_config(
    {name: automation.ConfigValue(value, secret=name == "inviteMessage") for name, value in config.items()}
)


def run():
    if command == "up":
        stack.up(on_output=print, color="never")
    elif command == "unchanged":
        stack.preview(on_output=print, color="never", expect_no_changes=True)
    elif command == "preview":
        stack.preview(on_output=print, color="never")
    elif command == "outputs":
        print(json.dumps({name: output.value for name, output in stack.outputs().items()}))
    elif command == "destroy":
        stack.destroy(on_output=print, color="never")
    else:
        sys.exit(f"There is no command {command}.")


try:
    run()
except automation.CommandError as error:
    sys.exit(str(error))
