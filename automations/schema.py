"""Writes the JSON Schema of a platform.toml, for editors: `python -m automations.schema > FILE`."""

import json
import sys

from automations.spec import Platform


def schema() -> str:
    """The JSON Schema (draft 2020-12) as text. It knows the keys; the loader knows more, as what proves a setting."""
    made = Platform.model_json_schema()
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **made}, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema())
